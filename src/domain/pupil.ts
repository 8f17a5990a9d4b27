import { createHmac } from 'node:crypto';
import type { PlainDate } from './plainDate';
import { fold, visible } from './words';

/** What is kept of a pupil: nothing that is not asked can leak. */
export interface Pupil {
  lastName: string;
  firstName: string;
  birthDate: PlainDate;
  className: string;
}

/** The same for the same pupil however the name was typed; says nothing of them without the secret. */
export type PupilKey = string & { readonly __pupilKey: unique symbol };

export const LONGEST_NAME = 60; // characters
export type NameProblem = 'empty' | 'digits' | 'script' | 'letters' | 'long';

/** Latin letters of today's alphabets (Latin-1 to Extended-B, Vietnamese, and the African and Azeri ones of the IPA block). */
const LETTER = /[A-Za-z\u00C0-\u024F\u1E00-\u1EFFəɓɖɗɛɣɩɔʋɲ]/;
/** In those blocks, and no letter of a name: signs, click letters, runes, and those that only look like another. */
const NO_LETTER = /[×÷ƍƛƪƻƼƾƿǀǁǂǃȜ]/i;
/** With apostrophes as keyboards, word processors and transliterations write them. */
const NAME = /^[A-Za-z\u00C0-\u024F\u1E00-\u1EFFəɓɖɗɛɣɩɔʋɲ\p{M}'’‘ʼʻ`´′ .()\-‐‑–]+$/u;

/**
 * Reads a name and keeps it as typed, spaces tidied, without what nobody can see (a pasted zero-width space, a filler).
 * Letters are Latin ones, with any accent: a school's register copies the civil status, which is kept in them
 * (instruction générale relative à l'état civil, 106).
 */
export function readName(typed: string): { name: string } | { problem: NameProblem } {
  const name = visible(typed).trim().replace(/\s+/g, ' ').normalize('NFC');
  if (!name) return { problem: 'empty' };
  if (name.length > LONGEST_NAME) return { problem: 'long' };
  if (/\p{N}/u.test(name)) return { problem: 'digits' };
  if (NAME.test(name) && LETTER.test(name) && !NO_LETTER.test(name)) return { name };
  return { problem: /(?![\p{Script=Latin}\p{Script=Common}])\p{L}/u.test(name) ? 'script' : 'letters' };
}

/** A name as it is compared: nobody types its apostrophes, hyphens and spaces twice in the same way. */
export const nameKey = (name: string): string => fold(name).replaceAll(' ', '') || name;

/** HMAC-SHA-256 over the folded name and the birth date. */
export function pupilKey(pupil: Pick<Pupil, 'lastName' | 'firstName' | 'birthDate'>, secret: string): PupilKey {
  const identity = [nameKey(pupil.lastName), nameKey(pupil.firstName), pupil.birthDate].join('\n');
  return createHmac('sha256', secret).update(identity).digest('base64url') as PupilKey;
}
