/** Reading answers into what a form has gathered. */
import { fold } from '../../src/domain/words';
import type { Turn } from '../turn';
import type { Line } from './correction';
import type { Draft } from './draft';
import type { Field, Form, Values } from './form';

export interface Filling {
  draft: Draft;
  form: Form;
}

/** The first field that is missing or not good. */
export function missing({ draft, form }: Filling, turn: Turn): Field | undefined {
  return form.fields.find(({ name, read, optional }) => {
    const value = draft.values[name];
    if (optional && value === undefined) return name in draft.rejected;
    return name in draft.rejected || value === undefined || 'problem' in read(value, turn, draft.values);
  });
}

/** Reads a card's answers. @param known a form whose fields were read already */
export function take({ draft, form }: Filling, turn: Turn, data: Record<string, string>, known?: Form): void {
  for (const field of form.fields)
    if (!known?.fields.some(({ name }) => name === field.name)) takeOne(draft, field, data[field.name] ?? '', turn);
  for (const { name, optional } of form.fields)
    if (optional && data.as !== 'answer' && data[name]?.trim() === '') {
      delete draft.values[name];
      delete draft.rejected[name];
    }
}

/** Reads an answer; an empty one leaves what was given. */
export function takeOne(draft: Draft, field: Field, typed: string, turn: Turn): void {
  if (!typed.trim()) return;
  const reading = field.read(typed, turn, draft.values);
  if ('value' in reading) {
    if (draft.values[field.name] !== reading.value) for (const name of field.resets ?? []) delete draft.values[name];
    Object.assign(draft.values, { [field.name]: reading.value }, reading.also);
    delete draft.rejected[field.name];
  } else draft.rejected[field.name] = typed.trim();
}

/** A form's lines, as a person names them and as each reads what is said. */
export const linesOf = (form: Form, turn: Turn, values: Values): Line[] =>
  form.fields.map(({ name, kind, label, called = [], read }) => ({
    ...{ name, kind },
    called: [fold(label(turn)), ...called],
    reads: (text) => {
      const reading = read(text, turn, values);
      return 'value' in reading ? reading.value : null;
    },
  }));
