/** No text that a person may send holds the bot: every reader of typed text is linear, for any text up to the longest allowed. */
import fc from 'fast-check';
import { answerOf, LONGEST_TEXT } from '../../dialogs/answer';
import { languageIn } from '../../dialogs/hear';
import { isSwapping, verdictIn } from '../../dialogs/vocabulary';
import { isNearName } from '../../src/domain/nearName';
import { type PlainDate, readDate } from '../../src/domain/plainDate';
import { LONGEST_NAME, readName } from '../../src/domain/pupil';
import { readClass } from '../../src/domain/schoolClass';
import { parseUai } from '../../src/domain/uai';
import { fold } from '../../src/domain/words';
import { escapeMarkdown } from '../../src/markdown';
import { seineSaintDenis } from '../support/openData';
import { Places } from '../../src/understanding/places';
import { en, fr } from '../../src/catalogue';
import { Understanding } from '../../src/understanding/understand';

const places = new Places(seineSaintDenis());
const understanding = new Understanding([fr, en]);
const TODAY = '2026-03-16' as PlainDate;

const READERS: Record<string, (text: string) => unknown> = {
  fold,
  readName,
  readDate: (text) => readDate(text, TODAY),
  readClass: (text) => [readClass(text, 'college'), readClass(text, 'circonscription')],
  parseUai,
  languageIn,
  isSwapping,
  verdictIn,
  understand: (text) =>
    [true, false].map((nominates) =>
      understanding.understand(text, places, { today: TODAY, nominates, hasAsked: true }),
    ),
  isNearName: (text) =>
    isNearName(
      { lastName: text.slice(0, LONGEST_NAME), firstName: text.slice(0, LONGEST_NAME) },
      { lastName: text.slice(1, LONGEST_NAME), firstName: text.slice(1, LONGEST_NAME) },
    ),
  escapeMarkdown,
  answerOf: (text) => answerOf({ type: 'message', text } as never),
};

/** Times of going through a text of the longest length, 4,000 times over (about 2 ms): a pattern that goes back takes hundreds. */
const FEW = 5;
/** As a coordinator's and as a head's, cold; warm it is one or two. */
const UNDERSTANDING = 75;

/** Milliseconds of the quickest of three, so that what else the machine does counts less. */
function quickest(read: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const start = performance.now();
    read();
    return performance.now() - start;
  });
  return Math.min(...times);
}

const LONG = 'a'.repeat(LONGEST_TEXT);
let sum = 0;
function goThrough(): void {
  for (let times = 0; times < 4_000; times++)
    for (let i = 0; i < LONG.length; i++) sum = (sum + LONG.charCodeAt(i)) | 0;
}
beforeAll(goThrough);

/** How many times as long as going through a text, side by side: a machine that is slow is slow at both. */
const cost = (read: () => unknown): number => quickest(read) / quickest(goThrough);

/** Pieces that repeat are what makes a pattern go back. */
const piece = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom(
    'a',
    '1',
    ' ',
    'a ',
    '1 a',
    '6e',
    'e',
    'terminale ',
    'le ',
    '-',
    "'",
    '<at>',
    '</at>',
    '\u0301',
    '\u3164',
    'reste ',
    '12/',
  ),
);
const text = fc
  .tuple(fc.array(piece, { maxLength: 4 }), piece, fc.string({ maxLength: 8 }))
  .map(([before, repeated, after]) => {
    const start = before.join('');
    const times = repeated ? Math.floor(Math.max(0, LONGEST_TEXT - start.length - after.length) / repeated.length) : 0;
    return (start + repeated.repeat(times) + after).slice(0, LONGEST_TEXT);
  });

test.each(Object.keys(READERS))('%s takes no more than a moment', (name) => {
  const read = READERS[name]!;
  fc.assert(
    fc.property(text, (typed) => {
      expect(cost(() => read(typed))).toBeLessThan(name === 'understand' ? UNDERSTANDING : FEW);
    }),
  );
});

test.each([
  "1re générale spé maths, arrivée en janvier d'Iğdır, voir avec la CPE",
  `6${' a'.repeat(200)}!`,
  `terminale ${'a1 '.repeat(150)}!`,
  `${'a'.repeat(250)}1${'a'.repeat(249)}`,
  'é'.repeat(LONGEST_TEXT),
])('what stopped the bot once, and its like: %s', (typed) => {
  for (const read of Object.values(READERS)) expect(cost(() => read(typed))).toBeLessThan(UNDERSTANDING);
});

test('a text of the largest body costs no more than reading it', () => {
  const huge = '<at>'.repeat(60_000);
  expect(cost(() => answerOf({ type: 'message', text: huge } as never))).toBeLessThan(FEW);
});
