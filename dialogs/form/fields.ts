/** The kinds of field that forms are made of. */
import type { Translate } from '../../src/texts';
import { type DateProblem, type PlainDate, readDate } from '../../src/domain/plainDate';
import { LONGEST_NAME, readName } from '../../src/domain/pupil';
import { fold } from '../../src/domain/words';
import type { Turn } from '../turn';
import type { Choice, Field, Reading, Values } from './form';

interface Wording {
  name: string;
  label: (t: Translate) => string;
  ask: (t: Translate, values: Values) => string;
}

const worded = ({ name, label, ask }: Wording) => ({
  name,
  label: ({ t }: Turn) => label(t),
  ask: ({ t }: Turn, values: Values) => ask(t, values),
});

export const nameField = (wording: Wording): Field => ({
  ...worded(wording),
  kind: 'text',
  maxLength: LONGEST_NAME,
  read(typed, { t }) {
    const read = readName(typed);
    return 'name' in read ? { value: read.name } : { problem: t(`form:name.${read.problem}`, { max: LONGEST_NAME }) };
  },
});

/** @param check what else is wrong with a day that exists; null when nothing is */
export const dateField = (
  wording: Wording,
  check: (date: PlainDate, turn: Turn, values: Values) => DateProblemText | null,
): Field => ({
  ...worded(wording),
  kind: 'date',
  read(typed, turn, values) {
    const read = readDate(typed, turn.today);
    const problem = 'problem' in read ? read.problem : check(read.date, turn, values);
    return problem === null && 'date' in read
      ? { value: read.date }
      : { problem: turn.t(`form:date.${problem ?? 'unreadable'}`) };
  },
});

export type DateProblemText = DateProblem | 'future' | 'tooOld' | 'beforeBirth';

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
  const words = fold(typed);
  const byNumber = /^\d{1,2}$/.test(words) ? choices[Number(words) - 1] : undefined;
  const exact = choices.find(
    ({ value, title }) => value === typed.trim() || fold(title) === words || fold(value) === words,
  );
  const parts = words.length >= 3 ? choices.filter(({ title }) => fold(title).includes(words)) : [];
  return byNumber ?? exact ?? (parts.length === 1 ? parts[0] : undefined);
}
