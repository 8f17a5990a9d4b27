/** How words are compared: without case, accents, apostrophes, hyphens, dots and double spaces. */

/** `  L'Île-Saint-Denis ` becomes `l ile saint denis`. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
