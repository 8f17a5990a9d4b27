/** What the forms about articles ask: which pupil, which article, how it is proven, in which condition, until when. */
import { daysBefore, type PlainDate, yearsBefore } from '../../src/domain/plainDate';
import { readComingDay } from '../../src/understanding/readDelegation';
import type { Translate } from '../../src/texts';
import { fold } from '../../src/domain/words';
import { choiceField, dateField } from '../form/fields';
import type { Choice, Field } from '../form/form';
import { CALLED_OF_ARTICLES } from '../vocabulary';

export type Line = keyof typeof CALLED_OF_ARTICLES;

export const wording = (name: Line) => ({
  name,
  called: CALLED_OF_ARTICLES[name],
  label: (t: Translate): string => t(`articles:${name}.label`),
  ask: (t: Translate): string => t(`articles:${name}.ask`),
});

export const listField = (name: Line, choices: Choice[]): Field => choiceField(wording(name), choices);

/** A code of a list, named by its texts. */
export const codeField = <Code extends string>(
  name: 'proof' | 'condition' | 'loss' | 'language',
  codes: readonly Code[],
  titleOf: (code: Code) => string,
): Field =>
  listField(
    name,
    codes.map((value) => ({ value, title: titleOf(value) })),
  );

/** Nothing is lent for longer, in years. */
const LONGEST_LOAN = 3;

/** `le 31 juin`, `32/1`. */
const LIKE_A_DAY =
  /^(?:(?:le|au|jusqu au|pour le) )?\d{1,2}(?: \d{1,2}$| (?:jan|fev|feb|mar|avr|apr|mai|may|jui|jun|jul|aou|aug|sep|oct|nov|dec)[a-z]*)/;

/** A day to come by which something is brought back. */
export const dueField = (how: 'optional' | 'needed' = 'optional'): Field =>
  dateField(
    wording('dueOn'),
    {
      read(typed, today) {
        const date = readComingDay(typed, today);
        return date ? { date } : { problem: LIKE_A_DAY.test(fold(typed)) ? 'impossible' : 'unclear' };
      },
      days: ({ today }): readonly [PlainDate, PlainDate] => [today, daysBefore(yearsBefore(today, -LONGEST_LOAN), 0)],
      tooEarly: ({ t }) => t('articles:dueOn.past'),
      tooLate: ({ t }) => t('articles:dueOn.farAway'),
    },
    how === 'optional',
  );

const LONGEST_SERIAL = 40;

/** That the article has no number, or none that can be read. */
const WITHOUT = /^(?:sans|sans numero|aucun|aucun numero|pas de numero|none|no number|without)$/;
/** As a form writes it. */
export const NO_SERIAL = '-';

/** What a form's answer says of the serial. */
export const serialOf = (value: string | undefined): string | undefined => (value === NO_SERIAL ? undefined : value);

/** @param problemOf why what was typed cannot be; null when it may be */
export const serialField = (isNeeded: boolean, problemOf: (typed: string) => string | null): Field => {
  const { label, ask, ...rest } = wording('serial');
  return {
    ...{ ...rest, kind: 'text', maxLength: LONGEST_SERIAL },
    label: ({ t }) => label(t),
    ask: ({ t }) => (isNeeded ? ask(t) : t('articles:serial.askOrNone')),
    read(typed) {
      if (!isNeeded && (typed === NO_SERIAL || WITHOUT.test(fold(typed)))) return { value: NO_SERIAL };
      const problem = problemOf(typed.trim());
      return problem === null ? { value: typed.trim() } : { problem };
    },
  };
};
