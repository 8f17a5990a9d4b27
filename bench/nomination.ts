/** The turns of a nomination by card, as a head makes them. */
import { cardOf } from './connector';
import { daysBefore, type PlainDate } from '../src/domain/plainDate';
import type { Target } from './target';

const LETTERS = 26;
const letters = (n: number): string =>
  [...n.toString(LETTERS)].map((c) => String.fromCharCode(97 + parseInt(c, LETTERS)).repeat(2)).join('');
/** Few of a département's pupils are born on the same day. */
const birthDate = (n: number): string => daysBefore('2015-12-31' as PlainDate, n % 1_800);
const yesterday = daysBefore(new Date().toISOString().slice(0, 10) as PlainDate, 1);
let pupils = 0;

/** A person would look for what is not on the screen. */
export class NotShown extends Error {}

export const open = (relais: Target, conversation: string, head: string): Promise<void> =>
  relais.post(conversation, head, { text: 'nommer' });

/** Fills in the form with a pupil of its own. */
export function fill(relais: Target, conversation: string, head: string): Promise<void> {
  const n = ++pupils;
  const pupil = { lastName: `Test ${letters(n)}`, firstName: 'A', birthDate: birthDate(n), className: '4EB' };
  const { id, text } = cardOf(conversation);
  const form = /"form":"([^"]+)"/.exec(text)?.[1];
  if (form === undefined) throw new NotShown('no form was shown');
  const value = {
    ...pupil,
    need: 'noAccess',
    toldOn: yesterday,
    toldHow: 'phone',
    form,
    step: 'fill',
    press: 'submit',
  };
  return relais.post(conversation, head, { replyToId: id, value });
}

export function confirm(relais: Target, conversation: string, head: string): Promise<void> {
  const { id, text } = cardOf(conversation);
  const shown = /"data":(\{[^}]*"press":"confirm"[^}]*\})/.exec(text)?.[1];
  if (!shown) throw new NotShown('no review was shown');
  return relais.post(conversation, head, { replyToId: id, value: JSON.parse(shown) as object });
}
