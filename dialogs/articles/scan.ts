/** A hand scanner types, and so does a phone's own: a serial alone is an article in somebody's hand. */
import { serialsIn } from '../../src/domain/serialFile';
import { may } from '../../src/services/authorise';
import { previewSerial } from '../../src/services/articles/handOver';
import { stockOf } from '../../src/services/articles/stock';
import { whereIs } from '../../src/services/articles/whereIs';
import { LONGEST_LIST } from '../answer';
import type { FormName } from '../form/form';
import type { Turn } from '../turn';

/** Digits as long as a serial's, with a filler or groups; or what a spreadsheet has made of them: good or not, they are meant as one. */
const LIKE_A_SERIAL = /^(?:\d{13}|\d{15}|\d{17,21}F?|\d[.,]\d{2,}E\+?\d{2})$/i;

export const isLikeASerial = (text: string): boolean => LIKE_A_SERIAL.test(text.replace(/[\s-]/g, ''));

/** What a maker calls one. */
const LIKE_A_CODE = /^(?=.*\d)[A-Z\d-]{5,30}$/i;

/** Nothing but serials, pasted: it may be longer than an answer. */
export const isLongList = (text: string): boolean =>
  text.length <= LONGEST_LIST &&
  serialsIn(text).every(({ serial }) => isLikeASerial(serial) || LIKE_A_CODE.test(serial));

/** These take what is scanned. */
const TAKE_SERIALS: readonly FormName[] = ['handOver', 'serials', 'missingSerials'];

/** What a message that is nothing but serials asks for; null for any other. @param form the one that is open @throws StoreAway */
export async function commandOfScan(
  turn: Turn,
  text: string,
  form: FormName | undefined,
): Promise<'serials' | 'handOver' | 'whereIs' | null> {
  const { actor, services } = turn;
  const isSteering = may(actor, 'steer');
  if (form !== undefined && TAKE_SERIALS.includes(form)) return null;
  if (!isSteering && !may(actor, 'handOver')) return null;
  const rows = serialsIn(text.replace(/\p{Default_Ignorable_Code_Point}/gu, '').replace(/[?!]/g, ''));
  if (!rows.length || !rows.every(({ serial }) => isLikeASerial(serial))) return null;
  const [{ serial }, another] = rows as [(typeof rows)[number], ...typeof rows];
  if (form !== undefined) return another ? null : 'whereIs';
  if (another) return isSteering ? 'serials' : null;
  if (typeof (await services.directory.find(actor)) === 'string') return isSteering ? 'serials' : 'handOver';
  if (!isSteering) return (await canHandOver(turn, serial)) ? 'handOver' : 'whereIs';
  const found = await whereIs(services, actor, serial);
  return !('problem' in found) || found.problem === 'otherOperation' ? 'whereIs' : 'serials';
}

/** Whether somebody is to be given an article, and this may be it. */
async function canHandOver({ services, actor }: Turn, serial: string): Promise<boolean> {
  const { toHand } = await stockOf(services, actor);
  const places = new Map(toHand.map(({ nomination }) => [nomination.institution, nomination]));
  for (const nomination of places.values())
    if ((await previewSerial(services, actor, nomination, serial)).why === null) return true;
  return false;
}
