import { listField, wording } from '../articles/fields';
import type { Choice, Field } from '../form/form';
import { numberIn } from '../movements/fields';

/** How many: counted in a box, or lent. */
export const countField = (name: 'counted' | 'lent'): Field => {
  const { label, ask, ...rest } = wording(name);
  return {
    ...{ ...rest, kind: 'text', maxLength: 7 },
    label: ({ t }) => label(t),
    ask: ({ t }) => ask(t),
    read(typed, { t }) {
      const value = numberIn(typed);
      return value === null || (name === 'lent' && value < 1)
        ? { problem: t('movements:noNumber') }
        : { value: String(value) };
    },
  };
};

export const noteField = (choices: Choice[]): Field => ({ ...listField('note', choices), name: 'delivery' });
