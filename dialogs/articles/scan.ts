/** A hand scanner types, and so does a phone's own: a serial alone is an article in somebody's hand; with a word, it is asked about. */
import { serialsIn } from '../../src/domain/serialFile';
import { parseUai } from '../../src/domain/uai';
import { fold } from '../../src/domain/words';
import { may } from '../../src/services/authorise';
import type { Turn } from '../turn';
import { hasAStory } from './whereIs';

/** Digits as long as a serial's, with a filler or groups; or what a spreadsheet has made of them: good or not, they are meant as one. */
const LIKE_A_SERIAL = /^(?:\d{13}|\d{15}|\d{17,21}F?|\d[.,]\d{2,}E\+?\d{2})$/i;

export const isLikeASerial = (text: string): boolean => LIKE_A_SERIAL.test(text.replace(/[\s-]/g, ''));

/** One in a sentence: digits, in groups or not, or a maker's. */
const SERIAL_IN = /(?<![\p{L}\d])(?:\d(?:[ -]?\d){12,21}|(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{8,20})(?![\p{L}\d])/u;
const ASKS = /\b(?:ou|qui|cherch\w*|trouv\w*|retrouv\w*|where|whose|who|find|found)\b/;
const FORGETS = /\b(?:retir\w*|supprim\w*|enlev\w*|oubli\w*|erreur|remove|delete|forget|mistake)\b/;

export interface Scanned {
  name: 'serials' | 'handOver' | 'whereIs' | 'forgetSerial';
  serial: string;
}

/** What a message with a serial asks for; null for any other. @throws StoreAway */
export async function commandOfScan(turn: Turn, text: string): Promise<Scanned | null> {
  const { actor } = turn;
  const typed = text.replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  const rows = serialsIn(typed);
  const areSerials = rows.length > 0 && rows.every(({ serial }) => isLikeASerial(serial));
  const isSteering = may(actor, 'steer');
  if (!isSteering && !may(actor, 'handOver')) return null;
  if (!areSerials) return asksOf(isSteering, typed);
  if (rows.length > 1) return isSteering ? { name: 'serials', serial: text } : null;
  if (typeof (await turn.services.directory.find(actor)) !== 'string' && (await hasAStory(turn, typed)))
    return { name: 'whereIs', serial: typed };
  return { name: isSteering ? 'serials' : 'handOver', serial: text };
}

function asksOf(isSteering: boolean, typed: string): Scanned | null {
  const [serial] = SERIAL_IN.exec(typed) ?? [];
  if (serial === undefined || parseUai(serial)) return null;
  const said = fold(typed.replace(serial, ' '));
  if (isSteering && FORGETS.test(said)) return { name: 'forgetSerial', serial };
  return ASKS.test(said) ? { name: 'whereIs', serial } : null;
}
