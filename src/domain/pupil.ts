import { createHmac } from 'node:crypto';
import type { PlainDate } from './plainDate';
import { fold } from './words';

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
export type NameProblem = 'empty' | 'digits' | 'letters' | 'long';

/** Reads a name and keeps it as typed, spaces tidied. */
export function readName(typed: string): { name: string } | { problem: NameProblem } {
  const name = typed.trim().replace(/\s+/g, ' ');
  if (!name) return { problem: 'empty' };
  if (name.length > LONGEST_NAME) return { problem: 'long' };
  if (/\p{N}/u.test(name)) return { problem: 'digits' };
  return /^[\p{L}\p{M}' ’ʼ.()\-‐‑–]*\p{L}[\p{L}\p{M}' ’ʼ.()\-‐‑–]*$/u.test(name) ? { name } : { problem: 'letters' };
}

/** HMAC-SHA-256 over the folded name and the birth date. */
export function pupilKey(pupil: Pick<Pupil, 'lastName' | 'firstName' | 'birthDate'>, secret: string): PupilKey {
  const identity = [fold(pupil.lastName), fold(pupil.firstName), pupil.birthDate].join('\n');
  return createHmac('sha256', secret).update(identity).digest('base64url') as PupilKey;
}
