import { listField, wording } from '../articles/fields';
import type { Choice, Field } from '../form/form';
import { fold } from '../../src/domain/words';
import { numberIn } from '../movements/fields';

/** `il y en a 10 dedans`, `10 cartes`. */
const COUNTED =
  /\b(?:il y en a|compte|there are) \d{1,5}\b|\b\d{1,5}(?= (?:cartes?|sim|tablettes?|ordinateurs?|routeurs?|articles?|cards?|tablets?|computers?|laptops?|routers?|items?)\b)/;

/** How many: counted in a box, or lent. */
export const countField = (name: 'counted' | 'lent'): Field => {
  const { label, ask, ...rest } = wording(name);
  return {
    ...{ ...rest, kind: 'text', maxLength: 7 },
    label: ({ t }) => label(t),
    ask: ({ t }) => ask(t),
    read(typed, { t }) {
      const value = numberIn(typed) ?? numberIn(/\d+/.exec(COUNTED.exec(fold(typed))?.[0] ?? '')?.[0] ?? '');
      return value === null || (name === 'lent' && value < 1)
        ? { problem: t('movements:noNumber') }
        : { value: String(value) };
    },
  };
};

export const noteField = (choices: Choice[]): Field => ({ ...listField('note', choices), name: 'delivery' });
