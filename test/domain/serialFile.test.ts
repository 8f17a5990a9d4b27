/** Lists of serials in the shapes that operators, makers and spreadsheets write. */
import { readSerialFile, serialsIn } from '../../src/domain/serialFile';
import { readTable } from '../../src/files/readTable';
import { aSpreadsheet } from '../support/spreadsheet';
import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../src/projectRoot';

const A = '8933107951152261293';
const B = '8933100981956113371';
const read = async (text: string | Uint8Array) =>
  readSerialFile(await readTable(typeof text === 'string' ? new TextEncoder().encode(text) : text));
const found = async (text: string | Uint8Array) => (await read(text))?.map(({ serial }) => serial);

test.each<[string, string]>([
  [
    'an operator’s, with its PUK and number',
    `\uFEFFICCID;PUK;MSISDN\r\n${A};70135321;0600000000\r\n${B};11505205;0600000001\r\n`,
  ],
  ['commas', `iccid,puk\n${A},1\n${B},2\n`],
  ['tabs', `N° ICCID\tPUK\n${A}\t1\n${B}\t2\n`],
  ['a title among others', `Lot;Numéro de série;Modèle\nL1;${A};X\nL1;${B};X\n`],
  ['S/N', `S/N\n${A}\n${B}\n`],
  ['English', `Serial number;Box\n${A};1\n${B};1\n`],
  ['a scanner’s, without titles', `${A}\n${B}\n`],
  ['without titles, in groups', `8933 1079 5115 2261 293\n8933 1009 8195 6113 371\n`],
  ['quoted', `"ICCID"\n"${A}"\n"${B}"\n`],
  ['kept as text by a formula', `ICCID\n"=""${A}"""\n"=""${B}"""\n`],
  ['with an F', `ICCID\n${A}F\n${B}F\n`],
  ['blank rows between', `ICCID;PUK\n${A};1\n;\n;\n${B};2\n`],
  ['ICCID beside a serial of the support', `N° de série;ICCID\nSUP1;${A}\nSUP2;${B}\n`],
  ['old Mac line ends aside, Windows-1252', `Numéro de carte;Boîte\n${A};é\n${B};è\n`],
])('%s', async (_name, text) => {
  const serials = (await found(text))?.filter(Boolean).map((each) => each.replace(/[\s="F]/g, ''));
  expect(serials).toEqual([A, B]);
});

test('an XLSX, its serials as texts; numbers are damaged, and are refused by their line later', async () => {
  expect(
    await found(
      aSpreadsheet([
        ['ICCID', 'PUK'],
        [A, '1'],
        [B, '2'],
      ]),
    ),
  ).toEqual([A, B]);
});

test('devices, with their IMEI, and schools beside them', async () => {
  const rows = await read('UAI;Modèle;IMEI 1\n0931184G;Tab A;352099001761481\n0930075x;Tab A;490154203237518\n');
  expect(rows).toEqual([
    { line: 2, serial: '352099001761481', institution: '0931184G' },
    { line: 3, serial: '490154203237518', isElsewhere: true }, // its check letter is wrong
  ]);
});

test('the lot of the shared data: eight lines, the two bad ones included', async () => {
  const file = path.join(projectRoot(), 'test/data/iccid_lot.csv');
  const rows = (await read(fs.readFileSync(file)))!;
  expect(rows).toHaveLength(8);
  expect(rows.at(-2)).toEqual({ line: 8, serial: '8,93310E+18' });
});

test.each([
  ['people', 'E-mail;Nom;Rôle;UAI\na@b.fr;A;principale;0931184G\n'],
  ['codes', '0931184G\n0930075L\n'],
  ['figures', 'UAI;Élèves;IPS\n0931184G;500;90\n'],
  ['shares', 'UAI;Nombre\n0931184G;12\n'],
  ['the national file', 'Identifiant_de_l_etablissement;Nom_etablissement;code_nature\n0931184G;Collège;340\n'],
])('a list of %s is no list of serials', async (_name, text) => {
  expect(await read(text)).toBeNull();
});

test.each([
  [`${A} ${B}`, [A, B]],
  [`${A}\n${B}\n`, [A, B]],
  [`${A},${B};${A}`, [A, B, A]],
  ['8933 1079 5115 2261 293', ['8933 1079 5115 2261 293']],
  [`${A}\t${B}`, [A, B]],
  ['', []],
])('typed, pasted or scanned: %j', (text, serials) => {
  expect(serialsIn(text).map(({ serial }) => serial)).toEqual(serials);
});
