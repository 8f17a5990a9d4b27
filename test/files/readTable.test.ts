/** Lists as people keep them: separators, encodings, a spreadsheet; and what is none. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { readTable } from '../../src/files/readTable';
import { aSpreadsheet } from '../support/spreadsheet';

const ROWS = [
  { line: 1, cells: ['Adresse', 'Nom', 'Rôle'] },
  { line: 3, cells: ['a@b.fr', 'Élodie; Müller', 'CPE'] },
];
const text = (separator: string): string =>
  `Adresse${separator}Nom${separator}Rôle\r\n\r\na@b.fr${separator}"Élodie; Müller"${separator}CPE\r\n`;
const latin = (said: string): Uint8Array => Uint8Array.from([...said], (letter) => letter.charCodeAt(0));

test.each([
  ['semicolons in UTF-8', strToU8(text(';'))],
  ['semicolons behind a BOM', strToU8(`\ufeff${text(';')}`)],
  ['commas', strToU8(text(','))],
  ['tabs', strToU8(text('\t'))],
  ['Windows-1252', latin(text(';'))],
  ['XLSX', aSpreadsheet([['Adresse', 'Nom', 'Rôle'], [], ['a@b.fr', 'Élodie; Müller', 'CPE']])],
])('%s', async (_how, bytes) => expect(await readTable(bytes)).toEqual(ROWS));

/** The same sheet with its last cell elsewhere. */
function far(place: string): Uint8Array {
  const files = unzipSync(aSpreadsheet([['a'], ['b']]));
  const sheet = 'xl/worksheets/sheet1.xml';
  return zipSync({ ...files, [sheet]: strToU8(strFromU8(files[sheet]!).replace('r="A2"', `r="${place}"`)) });
}

test.each([
  ['nothing', new Uint8Array(), 'empty'],
  ['blank lines alone', strToU8('\n;;\n\n'), 'empty'],
  ['more than 2 MB', new Uint8Array(2_000_001), 'tooLarge'],
  ['too many lines', strToU8('a;b\n'.repeat(20_002)), 'tooLarge'],
  ['a zip that is no spreadsheet', zipSync({ 'a.txt': strToU8('a') }), 'unreadable'],
  ['a cut spreadsheet', aSpreadsheet([['a']]).slice(0, 200), 'unreadable'],
  ['a spreadsheet with one cell far below', far('A30000'), 'tooLarge'],
  ['a spreadsheet with one cell far aside', far('XFD2'), 'tooLarge'],
  ['a million empty lines', strToU8(`a;b\n${'\n'.repeat(1_000_000)}`), null],
  ['a spreadsheet that unpacks to much', zipSync({ 'xl/a.xml': new Uint8Array(40_000_001) }), 'tooLarge'],
])('%s is refused, or read, and holds nobody up', async (_what, bytes, problem) => {
  if (problem === null) expect(await readTable(bytes)).toHaveLength(1);
  else await expect(readTable(bytes)).rejects.toMatchObject({ problem });
});
