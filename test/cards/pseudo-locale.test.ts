/**
 * Every card in a language that does not exist: each text of the catalogue is bracketed and half as long again, so that a
 * text written in the code stands out, and a card that grows too large for Teams is caught.
 */
import type { AdaptiveCard } from '@microsoft/teams.cards';
import { createInstance } from 'i18next';
import { fr } from '../../src/catalogue';
import { button } from '../../src/cards/click';
import { choiceCard } from '../../src/cards/choiceCard';
import { type FieldView, formCard } from '../../src/cards/formCard';
import { helpCard } from '../../src/cards/helpCard';
import { pupilCard } from '../../src/cards/pupilCard';
import { pupilsCard } from '../../src/cards/pupilsCard';
import { resultCard } from '../../src/cards/resultCard';
import { reviewCard } from '../../src/cards/reviewCard';
import { detailCard } from '../../src/cards/detailCard';
import { questionCard } from '../../src/cards/questionCard';
import type { Translate } from '../../src/texts';
import { wordsOf } from '../support/cardReading';
import { cardProblems } from '../support/cardRules';
import { cardMessage } from '../../src/cards/activities';
import type { Attachment } from 'botbuilder';

type Tree = { [key: string]: string | Tree };
const pseudo = (tree: Tree): Tree =>
  Object.fromEntries(
    Object.entries(tree).map(([key, text]) => [
      key,
      typeof text === 'string' ? `⟦${text}${'·'.repeat(text.length / 2)}⟧` : pseudo(text),
    ]),
  );

const i18n = createInstance({ lng: 'fr', resources: { fr: pseudo(fr) }, initAsync: false });
void i18n.init();
const t = i18n.getFixedT('fr') as unknown as Translate;

const given = { title: '⟦t⟧', intro: '⟦i⟧' };
const row = (name: string) => ({ name: `⟦${name}⟧`, cells: ['12', '1'], bar: [12, 1], opens: `⟦${name}⟧` });
const pupil = (id: number) => ({
  id: `n${id}`,
  lastName: '⟦A⟧',
  firstName: '⟦B⟧',
  className: '⟦4EB⟧',
  rank: id % 2 ? id : null,
});
const fields = [
  { name: 'a', kind: 'text', label: '⟦a⟧', value: 'x', problem: '⟦p⟧', maxLength: 3 },
  { name: 'b', kind: 'date', label: '⟦b⟧' },
  { name: 'c', kind: 'choice', label: '⟦c⟧', choices: [{ value: '1', title: '⟦un⟧' }] },
] as const;
const choices: FieldView[] = fields.slice(2).map((field) => ({ ...field, choices: [{ value: '1', title: '⟦un⟧' }] }));

const CARDS: [string, AdaptiveCard][] = [
  ['form', formCard(t, { id: 'f', ...given, submit: '⟦s⟧', fields: [fields[0], fields[1], ...choices] })],
  ...[2, 9].map((many): [string, AdaptiveCard] => [
    `choice of ${many}`,
    choiceCard(
      t,
      {
        ...{ ...given, submit: '⟦s⟧', label: '⟦l⟧' },
        choices: Array.from({ length: many }, (_, i) => ({ value: `${i}`, title: `⟦${i}⟧` })),
      },
      { act: 'question' },
      'question',
    ),
  ]),
  [
    'review',
    reviewCard(t, {
      id: 'f',
      given: {},
      title: '⟦t⟧',
      facts: [{ label: '⟦l⟧', value: '⟦v⟧' }],
      lines: ['⟦l⟧'],
      warnings: ['⟦w⟧'],
      ask: '⟦q⟧',
      confirm: '⟦c⟧',
      correct: '⟦k⟧',
      cancel: '⟦x⟧',
    }),
  ],
  [
    'result',
    resultCard(t, { title: '⟦t⟧', tone: 'good', lines: ['⟦l⟧'], actions: [button('⟦b⟧', { act: 'pupils' })] }),
  ],
  [
    'help',
    helpCard(t, {
      ...{ title: '⟦t⟧', lines: ['⟦l⟧'], can: ['⟦c⟧'], privacy: ['⟦p⟧'], examples: ['⟦a⟧', '⟦b⟧', '⟦c⟧'] },
      buttons: [
        { title: '⟦n⟧', act: 'nominate' },
        { title: '⟦m⟧', act: 'pupils' },
      ],
    }),
  ],
  [
    'pupils',
    pupilsCard(t, { held: 12, waiting: 8, rows: Array.from({ length: 6 }, (_, i) => pupil(i)), page: 2, pages: 4 }),
  ],
  [
    'pupil',
    pupilCard(t, {
      ...{ id: 'n', title: '⟦t⟧', state: '⟦s⟧', history: ['⟦h⟧'], article: ['⟦a⟧'], actions: [] },
      facts: [{ label: '⟦l⟧', value: '⟦v⟧' }],
    }),
  ],
  [
    'question',
    questionCard(t, {
      ...{ title: '⟦t⟧', sentences: ['⟦s⟧'], above: '⟦a⟧', notes: ['⟦n⟧'], chartTitle: '⟦h⟧' },
      columns: ['⟦w⟧', '⟦r⟧', '⟦t⟧'],
      legends: ['⟦r⟧', '⟦t⟧'],
      rows: Array.from({ length: 20 }, (_, i) => row(`c${i}`)),
      all: row('all'),
      at: new Date(),
      page: 2,
      question: '{"places":[]}',
      otherwise: [
        { title: '⟦g⟧', question: '{"places":[]}' },
        { title: '⟦o⟧', question: '{"places":[]}' },
      ],
    }),
  ],
  [
    'detail',
    detailCard(t, {
      ...{ title: '⟦t⟧', code: '⟦c⟧', sentences: ['⟦s⟧'], people: ['⟦p⟧'], history: ['⟦h⟧'] },
      at: new Date(),
    }),
  ],
];

test.each(CARDS)('%s: every text is the catalogue’s, every input has a label, and it fits', (_name, card) => {
  const words = wordsOf(card as never);
  expect(words.length).toBeGreaterThan(0);
  expect(
    words.filter(
      (text) =>
        !/^[^\w\u27e6]*\u27e6[^\u27e7]*\u27e7\W*(?:\w[^\u27e7]*\u27e7\W*)*$/.test(text.replace(/^[\d\s]+$/, '⟦⟧')),
    ),
  ).toEqual([]);
  const { attachments } = cardMessage(card);
  const activity = { attachments: JSON.parse(JSON.stringify(attachments)) as Attachment[], summary: 'x' };
  expect(cardProblems(activity)).toEqual([]);
});
