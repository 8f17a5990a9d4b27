/** A list of serials: its columns by their titles, or a single column without any. */
import { parseUai, type Uai } from './uai';
import { fold } from './words';

interface TableRow {
  line: number;
  cells: string[];
}

export interface SerialRow {
  line: number;
  /** As it stands there. */
  serial: string;
  /** Where the article is, if the list says so. */
  institution?: Uai;
  /** It says a place that is none. */
  isElsewhere?: true;
}

const SERIAL = new Set(
  (
    'iccid,n iccid,numero iccid,iccid 1,imei,n imei,numero imei,imei 1,imei1,serial,serial number,s n,sn,serie,n serie,n de serie,' +
    'no de serie,numero serie,numero de serie,num serie,num de serie,numero de carte,n de carte,carte sim,numero de carte sim,sim,sim number,code barre,code barres'
  ).split(','),
);
/** Of several, the one that is unique for the article comes first. */
const FIRST = ['iccid', 'imei', 'serie', 'serial'];
const PLACE = new Set('uai,rne,code uai,code rne,etablissement,code etablissement,numero uai,structure'.split(','));

/** Null when it is no list of serials. */
export function readSerialFile([head, ...rows]: readonly TableRow[]): SerialRow[] | null {
  if (!head) return null;
  const titles = head.cells.map(fold);
  const candidates = titles.flatMap((title, i) => (SERIAL.has(title) ? [i] : []));
  const rank = (i: number): number =>
    (FIRST.findIndex((word) => titles[i]!.includes(word)) + FIRST.length + 1) % (FIRST.length + 1);
  const [column] = candidates.sort((a, b) => rank(a) - rank(b) || a - b);
  if (column === undefined) return withoutTitles([head, ...rows]);
  const place = titles.findIndex((title) => PLACE.has(title));
  return rows.flatMap(({ line, cells }) => {
    const serial = cells[column] ?? '';
    const code = place < 0 ? '' : (cells[place] ?? '');
    const institution = parseUai(code);
    const where = institution ? { institution } : code ? { isElsewhere: true as const } : {};
    return serial || cells.some(Boolean) ? [{ line, serial, ...where }] : [];
  });
}

/** Digits as long as a serial's, or what a spreadsheet has made of them. */
const LIKE_A_SERIAL = /^(?:89\d{15,18}F?|\d{13}|\d{15}|\d[.,]\d{2,}E\+?\d{2})$/i;

/** A bare column: a scanner's, or one that was copied. */
function withoutTitles(rows: readonly TableRow[]): SerialRow[] | null {
  const plain = rows.map(({ line, cells }) => ({ line, serial: cells.find(Boolean) ?? '' }));
  const isList = plain.filter(({ serial }) => LIKE_A_SERIAL.test(serial.replace(/\s/g, ''))).length > plain.length / 2;
  return isList && rows.every(({ cells }) => cells.filter(Boolean).length <= 1) ? plain : null;
}

/** Several in one text: by lines, commas, semicolons or tabs; digits with spaces between stay together. */
export const serialsIn = (text: string): SerialRow[] =>
  text
    .split(/[\n\r;,\t]+/)
    .flatMap((part) => splitRun(part.trim()))
    .map((serial, i) => ({ line: i + 1, serial }));

/** What a scanner types in a row has spaces between; what is printed in groups has as well. */
function splitRun(text: string): string[] {
  const words = text.split(/\s+/).filter(Boolean);
  const areWhole = words.length > 1 && words.every((word) => word.length >= 8);
  return areWhole ? words : words.length ? [words.join(' ')] : [];
}
