/** A hand scanner types, and so does a phone's own: a serial alone is an article in somebody's hand. */
import { serialsIn } from '../../src/domain/serialFile';
import { may } from '../../src/services/authorise';
import type { Turn } from '../turn';

/** Digits as long as a serial's, with a filler or groups; or what a spreadsheet has made of them: good or not, they are meant as one. */
const LIKE_A_SERIAL = /^(?:\d{13}|\d{15}|\d{17,21}F?|\d[.,]\d{2,}E\+?\d{2})$/i;

export const isLikeASerial = (text: string): boolean => LIKE_A_SERIAL.test(text.replace(/[\s-]/g, ''));

/** What a message that is nothing but serials asks for; null for any other. */
export function commandOfScan({ actor }: Turn, text: string): 'serials' | 'handOver' | null {
  const rows = serialsIn(text.replace(/\p{Default_Ignorable_Code_Point}/gu, ''));
  const areSerials = rows.length > 0 && rows.every(({ serial }) => isLikeASerial(serial));
  if (!areSerials) return null;
  if (may(actor, 'steer')) return 'serials';
  return may(actor, 'handOver') && rows.length === 1 ? 'handOver' : null;
}
