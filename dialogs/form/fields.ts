/** The kinds of field that forms are made of. */
import type { Translate } from '../../src/texts';
import type { PlainDate } from '../../src/domain/plainDate';
import type { SpokenDate, SpokenDateProblem } from '../../src/domain/spokenDate';
import { LONGEST_NAME, readName } from '../../src/domain/pupil';
import { fold } from '../../src/domain/words';
import { isNoAnswer } from '../vocabulary';
import type { Turn } from '../turn';
import type { Choice, Field, Reading, Values } from './form';

interface Wording {
  name: string;
  label: (t: Translate) => string;
  /** What people call it beside its label, folded. */
  called?: readonly string[];
  ask: (t: Translate, values: Values) => string;
}

const worded = ({ name, label, called = [], ask }: Wording) => ({
  ...{ name, called },
  label: ({ t }: Turn) => label(t),
  ask: ({ t }: Turn, values: Values) => ask(t, values),
});

export const nameField = (wording: Wording): Field => ({
  ...worded(wording),
  kind: 'text',
  maxLength: LONGEST_NAME,
  read(typed, { t }) {
    // One word alone may be a name (there are people called Passer): the card takes it, a question in writing does not.
    if (isNoAnswer(typed) && typed.trim().includes(' ')) return { problem: t('form:name.noName') };
    const read = readName(typed);
    return 'name' in read ? { value: read.name } : { problem: t(`form:name.${read.problem}`, { max: LONGEST_NAME }) };
  },
});

export interface DateRules {
  read: (typed: string, today: PlainDate) => SpokenDate;
  /** The first and the last day that can be meant. */
  days: (turn: Turn, values: Values) => readonly [PlainDate, PlainDate];
  /** What is said of a day before the first, and after the last. */
  tooEarly: (turn: Turn, values: Values) => string;
  tooLate: (turn: Turn, values: Values) => string;
}

/** `le 30 juin 2020`: what is longer may be a question that names a day. */
const WORDS_OF_A_DAY = 4;

export const dateField = (
  wording: Wording,
  { read, days, tooEarly, tooLate }: DateRules,
  isOptional = false,
): Field => ({
  ...worded(wording),
  kind: 'date',
  ...(isOptional && { optional: true }),
  days,
  read(typed, turn, values) {
    const said = read(typed, turn.today);
    if ('problem' in said)
      return {
        problem: turn.t(`form:date.${said.problem satisfies SpokenDateProblem}`),
        ...(said.problem === 'impossible' && { isMeant: true as const }),
      };
    const [first, last] = days(turn, values);
    const isMeant = fold(typed).split(' ').length <= WORDS_OF_A_DAY;
    if (said.date < first) return { problem: tooEarly(turn, values), ...(isMeant && { isMeant }) };
    return said.date > last ? { problem: tooLate(turn, values), ...(isMeant && { isMeant }) } : { value: said.date };
  },
});

/** A field with a list of answers: by number, by value, or by any part of the title that names just one. */
export const choiceField = (
  wording: Wording,
  choices: Choice[],
  check: (value: string, turn: Turn) => Reading = (value) => ({ value }),
): Field => ({
  ...worded(wording),
  kind: 'choice',
  choices,
  read(typed, turn) {
    const choice = choiceIn(typed, choices);
    return choice ? check(choice.value, turn) : { problem: turn.t('form:unknownChoice') };
  },
});

function choiceIn(typed: string, choices: Choice[]): Choice | undefined {
  const clicked = choices.find(({ value }) => value === typed.trim());
  if (clicked) return clicked;
  const words = fold(typed);
  const byNumber = /^\d{1,2}$/.test(words) ? choices[Number(words) - 1] : undefined;
  const exact = choices.find(({ value, title }) => fold(title) === words || fold(value) === words);
  // From the beginning of a word on: `oui` is no part of Louise.
  const parts = words.length >= 3 ? choices.filter(({ title }) => ` ${fold(title)}`.includes(` ${words}`)) : [];
  return byNumber ?? exact ?? (parts.length === 1 ? parts[0] : undefined) ?? byWords(words, choices);
}

/** A short answer in other words: `au téléphone`, `accès partagé`. Longer ones say more than a choice does. */
const MOST_WORDS = 4;
const SHORTEST_TELLING = 5; // characters

/** The one choice that has a telling word of the answer, when no other has any. */
function byWords(words: string, choices: Choice[]): Choice | undefined {
  const said = words.split(' ');
  const telling = said.filter((word) => word.length >= SHORTEST_TELLING);
  if (said.length > MOST_WORDS) return undefined;
  const having = choices.filter(({ title }) => {
    const own = fold(title).split(' ');
    return telling.some((word) => own.includes(word));
  });
  return having.length === 1 ? having[0] : undefined;
}
