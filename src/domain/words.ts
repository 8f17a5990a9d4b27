/** How words are compared: without case, accents, apostrophes, hyphens, dots, double spaces, and what nobody can see. */
import anyAscii from 'any-ascii';

/** Letters that a keyboard or a font makes another of: `ı`, `ł`, `ø`, `þ`, a Cyrillic `а`. */
const UNUSUAL_LETTER = /(?!\p{ASCII})\p{L}/gu;

/** A Latin letter that has no plain one (an African click) stays itself; of other scripts' letters a few are no more than an apostrophe. */
function plain(letter: string): string {
  const ascii = anyAscii(letter);
  return /[a-z]/i.test(ascii) || !/\p{Script=Latin}/u.test(letter) ? ascii : letter;
}

/** Without what nobody can see, and a page or a PDF leaves in what is copied from it: zero-width spaces, fillers, marks of direction. */
export const visible = (text: string): string => text.replace(/\p{Default_Ignorable_Code_Point}/gu, '');

/** `  L'Île-Saint-Denis ` becomes `l ile saint denis`, `Yıldız` becomes `yildiz`. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(UNUSUAL_LETTER, plain)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
