/** Lists as people keep them: separators, encodings, a spreadsheet; and what is none. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readTable, streamTable } from '../../src/files/readTable';
import { aSpreadsheet } from '../support/spreadsheet';

/** A beat that comes later than this was held up: half a second, on a machine where everything else runs too. */
const HELD_MS = 500;

const ROWS = [
  { line: 1, cells: ['Adresse', 'Nom', 'Rôle'] },
  { line: 3, cells: ['a@b.fr', 'Élodie; Müller', 'CPE'] },
];
const text = (separator: string): string =>
  `Adresse${separator}Nom${separator}Rôle\r\n\r\na@b.fr${separator}"Élodie; Müller"${separator}CPE\r\n`;
const latin = (said: string): Uint8Array => Uint8Array.from([...said], (letter) => letter.charCodeAt(0));

const utf16 = (said: string): Buffer => Buffer.from(said, 'utf16le');

test.each([
  ['semicolons in UTF-8', strToU8(text(';'))],
  ['semicolons behind a BOM', strToU8(`\ufeff${text(';')}`)],
  ['commas', strToU8(text(','))],
  ['tabs', strToU8(text('\t'))],
  ['Windows-1252', latin(text(';'))],
  ['UTF-16, little end first, behind its mark', utf16(`\ufeff${text('\t')}`)],
  ['UTF-16, big end first, behind its mark', utf16(`\ufeff${text(';')}`).swap16()],
  ['UTF-16 without a mark', utf16(text(';'))],
  ['XLSX', aSpreadsheet([['Adresse', 'Nom', 'Rôle'], [], ['a@b.fr', 'Élodie; Müller', 'CPE']])],
])('%s', async (_how, bytes) => expect(await readTable(bytes)).toEqual(ROWS));

const SHEET = 'xl/worksheets/sheet1.xml';
const parts = (): Record<string, Uint8Array> => unzipSync(aSpreadsheet([['a'], ['b']]));

/** The same sheet, written otherwise. */
function sheet(from: string | RegExp, to: string): Uint8Array {
  const files = parts();
  return zipSync({ ...files, [SHEET]: strToU8(strFromU8(files[SHEET]!).replace(from, to)) });
}

test('a sheet that nobody sees is not read: the first that is shown is', async () => {
  const files = parts();
  const written = (said: string): Uint8Array => unzipSync(aSpreadsheet([[said]]))[SHEET]!;
  const names = { workbook: 'xl/workbook.xml', relations: 'xl/_rels/workbook.xml.rels' };
  const workbook = strFromU8(files[names.workbook]!).replace(
    /<sheet [^>]*>/,
    '<sheet name="cachée" state="veryHidden" sheetId="1" r:id="r1"/><sheet name="vue" sheetId="2" r:id="r2"/>',
  );
  const relations = strFromU8(files[names.relations]!).replace(
    /(<Relationship )Id="r1"([^>]*)sheet1(.xml"\/>)/,
    '$1Id="r1"$2sheet1$3$1Id="r2"$2sheet2$3',
  );
  const zip = zipSync({
    ...files,
    [SHEET]: written('cachée'),
    'xl/worksheets/sheet2.xml': written('vue'),
    [names.workbook]: strToU8(workbook),
    [names.relations]: strToU8(relations),
  });
  expect(await readTable(zip)).toEqual([{ line: 1, cells: ['vue'] }]);
});

/** The sheet where no guard looks for it. */
function sheetElsewhere(written: string): Uint8Array {
  const { [SHEET]: _moved, ...files } = parts();
  const relations = 'xl/_rels/workbook.xml.rels';
  const moved = strFromU8(files[relations]!).replace('worksheets/sheet1.xml', 'elsewhere/one.xml');
  return zipSync({ ...files, [relations]: strToU8(moved), 'xl/elsewhere/one.xml': strToU8(written) });
}

/** Its central directory says that it is empty; its local header is followed by much (PKWARE's APPNOTE, 4.3.7 and 4.3.12). */
function hiddenFromDirectory(): Uint8Array {
  const zip = Buffer.from(zipSync({ ...parts(), 'xl/media.xml': new Uint8Array(60_000_000) }));
  const directory = zip.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  for (let at = directory; at >= 0; at = zip.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]), at + 4))
    zip.writeUInt32LE(1, at + 24); // its size, unpacked
  return zip;
}

const open =
  '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>';
const farRow = `${open}<row r="2000000000"><c r="A2000000000" t="inlineStr"><is><t>b</t></is></c></row></sheetData></worksheet>`;
const manyColumns = `${'x;'.repeat(1_000)}\n`.repeat(900);

test.each([
  ['nothing', new Uint8Array(), 'empty'],
  ['blank lines alone', strToU8('\n;;\n\n'), 'empty'],
  ['more than 2 MB', new Uint8Array(2_000_001), 'tooLarge'],
  ['too many lines', strToU8('a;b\n'.repeat(20_002)), 'tooLarge'],
  ['a zip that is no spreadsheet', zipSync({ 'a.txt': strToU8('a') }), 'unreadable'],
  ['a cut spreadsheet', aSpreadsheet([['a']]).slice(0, 200), 'unreadable'],
  ['a row far below, by its row', sheet('<row r="2"><c r="A2"', '<row r="2000000000"><c r="A2000000000"'), 'tooHeavy'],
  ['a row far below, its cells without places', sheet('<row r="2"><c r="A2"', '<row r="2000000000"><c'), 'unreadable'],
  ['a row far below, in a sheet elsewhere', sheetElsewhere(farRow), 'tooHeavy'],
  ['a cell far aside', sheet('r="A2"', 'r="ZZZZZZ2"'), 'tooHeavy'],
  ['attributes in another order', sheet('<c r="A2" t="inlineStr"', '<c t="inlineStr" r="A2000000000"'), null],
  ['an entity that stands 200,000 times', sheet('<t>b</t>', `<t>${'&amp;'.repeat(200_000)}</t>`), null],
  ['a spreadsheet that unpacks to much', zipSync({ 'xl/a.xml': new Uint8Array(40_000_001) }), 'tooLarge'],
  ['a spreadsheet whose directory hides what it unpacks to', hiddenFromDirectory(), 'tooLarge'],
  ['one text that a million cells show', repeated(), 'tooLarge'],
  ['a million empty lines', strToU8(`a;b\n${'\n'.repeat(1_000_000)}`), null],
  ['2 MB of separators', strToU8(';'.repeat(1_999_999)), 'empty'],
  ['2 MB of separators in lines', strToU8(manyColumns), null],
  ['2 MB of quotes', strToU8('"'.repeat(1_999_999)), 'longLine'],
])('%s is refused or read, and holds nobody up', async (_what, bytes, problem) => {
  let longest = 0;
  let before = performance.now();
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - before);
    before = performance.now();
  }, 5);
  const said = await readTable(bytes)
    .then((rows) => rows.length)
    .catch((error: { problem?: string }) => error.problem);
  clearInterval(beat);
  if (problem === null) expect(said).toBeGreaterThan(0);
  else expect(said).toBe(problem);
  expect(longest).toBeLessThan(HELD_MS);
});

/** A cell of 300 letters in each of many places: 24 bytes a cell, packed to nearly nothing. */
function repeated(): Uint8Array {
  const strings = `<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>${'x'.repeat(300)}</t></si></sst>`;
  const relations = 'xl/_rels/workbook.xml.rels';
  const files = parts();
  const more = strFromU8(files[relations]!).replace(
    '</Relationships>',
    '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
  );
  const columns = Array.from(
    { length: 90 },
    (_, i) => (i < 26 ? '' : 'ABC'[Math.floor(i / 26) - 1]!) + String.fromCharCode(65 + (i % 26)),
  );
  const rows = Array.from({ length: 11_000 }, (_, i) => {
    const cells = columns.map((column) => `<c r="${column}${i + 1}" t="s"><v>0</v></c>`);
    return `<row r="${i + 1}">${cells.join('')}</row>`;
  }).join('');
  return zipSync({
    ...files,
    ...{ [relations]: strToU8(more), 'xl/sharedStrings.xml': strToU8(strings) },
    [SHEET]: strToU8(`${open}${rows}</sheetData></worksheet>`),
  });
}

test.each([
  ['on the second line', 'a;b\n"c;d\ne;f\n', 2],
  ['behind blank lines', 'a;b\n\n\n"c;d\ne;f\n', 4],
  ['before more than a record may hold', `a;b\nc;d\n"e;f\n${'g;h\n'.repeat(20_000)}`, 3],
])('a quote that nothing closes is told by its line: %s', async (_where, text, line) =>
  expect(readTable(strToU8(text))).rejects.toMatchObject({ problem: 'openQuote', line }),
);

test('a file on this machine is read row by row, as what is sent is', async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'relais-')), 'long.csv');
  writeFileSync(file, Buffer.from(`Adresse;Nom\n${'a@b.fr;Élodie\n'.repeat(30_000)}`, 'latin1'));
  let rows = 0;
  for await (const { cells } of streamTable(file)) if (cells[1] === 'Élodie') rows++;
  expect(rows).toBe(30_000);
  await expect(streamTable(path.join(file, 'none')).next()).rejects.toMatchObject({ code: 'ENOTDIR' });
});
