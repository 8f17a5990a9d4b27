/** What is printed: opened again, its text compared, its bar codes read. */
import fs from 'node:fs';
import path from 'node:path';
import { readSheet } from 'read-excel-file/node';
import type { Campaign } from '../../src/domain/campaign';
import { usualRules } from '../../src/domain/campaign';
import type { Delivery } from '../../src/domain/delivery';
import { FAMILY_LANGUAGES, type FamilyLanguage } from '../../src/domain/handOver';
import type { Institution } from '../../src/domain/institution';
import type { PlainDate } from '../../src/domain/plainDate';
import { isLuhn, type Serial } from '../../src/domain/serial';
import { deliveryList, deliveryNotes } from '../../src/documents/deliveryNotes';
import { FAMILY_TEXTS, familyDay } from '../../src/documents/familyTexts';
import { figuresPage } from '../../src/documents/figuresPage';
import { receipts } from '../../src/documents/receipt';
import { projectRoot } from '../../src/projectRoot';
import { loadTexts } from '../../src/texts';
import { barcodesOf, pagesOf, textOf } from '../support/pdf';
import { uaiOf } from '../support/world';

const t = loadTexts()('fr');
const college: Institution = {
  uai: uaiOf(9300075),
  kind: 'college',
  name: 'Collège Jean Moulin',
  communes: ['Aubervilliers'],
};
const campaign = (kind: 'sim' | 'tablet'): Campaign => ({
  ...{ id: 'x', name: 'Opération *d’essai* #panic("x")', kind, retentionDays: 90, state: 'open' },
  ...usualRules(kind),
});
const aSerial = (n: number): Serial => {
  const digits = `893310795115${10 ** 5 + n * 7}`;
  return [...'0123456789'].map((each) => digits + each).find(isLuhn)! as Serial;
};
const at = new Date('2026-03-16T09:00:00Z');
const today = '2026-03-16' as PlainDate;
const paper = (language: FamilyLanguage, kind: 'sim' | 'tablet' = 'sim') => ({
  ...{ campaign: campaign(kind), institution: college, language, today },
  pupil: { lastName: 'N’DIAYE', firstName: 'Aïssatou', className: '5e C', birthDate: '2013-05-12' as PlainDate },
  unit: {
    serial: aSerial(1),
    handed: {
      at,
      by: 'm',
      proof: 'signature' as const,
      language,
      condition: 'new' as const,
      dueOn: '2026-06-30' as PlainDate,
    },
  },
});
const plain = (text: string): string => text.normalize('NFKC').replace(/[\s\u2066\u2069\u200e\u200f]/g, '');

test('a récépissé: who, what, when, and what the family must know; what people typed is printed as it is', async () => {
  const text = textOf(await receipts(t, [paper('fr')]));
  expect(text).toMatch(/Opération \*d’essai\* #panic\("x"\)/);
  for (const part of [
    'Récépissé de remise',
    'N’DIAYE Aïssatou, 5e C',
    'carte SIM',
    'Collège Jean Moulin',
    '16 mars 2026',
  ])
    expect(text).toContain(part);
  expect(plain(text)).toContain(plain('Après l’activation, la carte marche 30 jours.'));
  expect(barcodesOf(await receipts(t, [paper('fr')]))).toEqual([aSerial(1)]);
});

test.each(FAMILY_LANGUAGES.filter((language) => language !== 'fr'))(
  'beside French, in %s: all of it, with its own letters',
  async (language) => {
    const texts = FAMILY_TEXTS[language];
    const [text = ''] = pagesOf(await receipts(t, [paper(language, 'tablet')]));
    expect(text).toContain('Contrat de prêt et récépissé');
    expect(text).toContain(familyDay('fr', '2026-06-30' as PlainDate));
    const notice = [texts.loanTitle, texts.promised, texts.loss, texts.free, texts.data].map(letters);
    if (!SHAPED.has(language)) for (const part of notice) expect(letters(text)).toContain(part);
    // Of shaped letters a reader of the file gives some twice, in an order of its own: all are there, and none is an empty box.
    const printed = letters(text);
    expect([...new Set(notice.join(''))].filter((letter) => !printed.includes(letter))).toEqual([]);
    expect(printed.length).toBeGreaterThan(notice.join('').length);
  },
);

/** Their letters change, or change places, beside others. */
const SHAPED: ReadonlySet<FamilyLanguage> = new Set(['ar', 'ur', 'ta', 'bn']);

/** Without what stands on letters. */
const letters = (text: string): string => text.normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, '');

test('every language has all texts, and nothing of another', () => {
  const shape = (value: object): object =>
    Object.fromEntries(
      Object.entries(value).map(([key, each]: [string, unknown]) => [
        key,
        Array.isArray(each) ? each.length : typeof each === 'object' ? shape(each as object) : 'text',
      ]),
    );
  for (const language of FAMILY_LANGUAGES) expect(shape(FAMILY_TEXTS[language])).toEqual(shape(FAMILY_TEXTS.fr));
  for (const language of FAMILY_LANGUAGES.filter((each) => each !== 'fr'))
    expect(FAMILY_TEXTS[language].line).toContain('{days}');
});

test('every character of a notice is in a font that is packaged', () => {
  const fonts = fs.readdirSync(path.join(projectRoot(), 'fonts')).filter((name) => name.endsWith('.ttf'));
  const covered = new Set<number>();
  for (const name of fonts)
    for (const code of charactersOf(fs.readFileSync(path.join(projectRoot(), 'fonts', name)))) covered.add(code);
  const missing = FAMILY_LANGUAGES.flatMap((language) =>
    [...JSON.stringify(FAMILY_TEXTS[language])].filter((sign) => !covered.has(sign.codePointAt(0)!)),
  );
  expect([...new Set(missing)]).toEqual([]);
});

/** The characters of a TrueType font: its `cmap`, formats 4 and 12 (OpenType 1.9). */
function charactersOf(font: Buffer): number[] {
  const tables = font.readUInt16BE(4);
  let cmap = 0;
  for (let i = 0; i < tables; i++)
    if (font.toString('latin1', 12 + i * 16, 16 + i * 16) === 'cmap') cmap = font.readUInt32BE(20 + i * 16);
  const found: number[] = [];
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const table = cmap + font.readUInt32BE(cmap + 8 + i * 8);
    if (font.readUInt16BE(table) === 12)
      for (let k = 0; k < font.readUInt32BE(table + 12); k++) {
        const [first, last] = [font.readUInt32BE(table + 16 + k * 12), font.readUInt32BE(table + 20 + k * 12)];
        for (let code = first; code <= last; code++) found.push(code);
      }
    if (font.readUInt16BE(table) !== 4) continue;
    const segments = font.readUInt16BE(table + 6) / 2;
    for (let k = 0; k < segments; k++) {
      const [last, first] = [
        font.readUInt16BE(table + 14 + k * 2),
        font.readUInt16BE(table + 16 + segments * 2 + k * 2),
      ];
      for (let code = first; code <= last && code < 0xffff; code++) found.push(code);
    }
  }
  return found;
}

const note = (number: number, serials: Serial[]): Delivery => ({
  ...{ id: `n${number}`, number, campaign: 'x', institution: college.uai, count: 11, serials },
  ...{ state: 'prepared', at },
});

test('delivery notes: one a page, each serial as a bar code that is read again; what is not known is said', async () => {
  const serials = Array.from({ length: 11 }, (_, i) => aSerial(i + 1));
  const about = {
    campaign: campaign('sim'),
    article: 'Cartes SIM',
    from: 'La coordination',
    institutions: new Map([[college.uai, college]]),
  };
  const pdf = await deliveryNotes(t, { ...about, notes: [note(7, serials), note(8, [])] });
  const pages = pagesOf(pdf);
  expect(pages).toHaveLength(2);
  expect(pages[0]).toMatch(/Bon de livraison BL-2026-0007[^]*Collège Jean Moulin, Aubervilliers[^]*Compté et reçu par/);
  expect(pages[1]).toMatch(/ne sont pas encore connus/);
  expect(barcodesOf(pdf).sort()).toEqual([...serials].sort());
});

test('the list: a line an article, serials as texts, so that no spreadsheet damages them', async () => {
  const about = {
    campaign: campaign('sim'),
    article: 'Cartes SIM',
    from: '',
    institutions: new Map([[college.uai, { ...college, name: '=1+1' }]]),
  };
  const rows = await readSheet(
    Buffer.from(await deliveryList(t, { ...about, notes: [note(7, [aSerial(1), aSerial(2)]), note(8, [])] })),
  );
  expect(rows).toEqual([
    ['Bon', 'UAI', 'Structure', 'Commune', 'Articles du bon', 'Numéro'],
    ['BL-2026-0007', college.uai, '=1+1', 'Aubervilliers', 11, aSerial(1)],
    ['BL-2026-0007', college.uai, '=1+1', 'Aubervilliers', 11, aSerial(2)],
    ['BL-2026-0008', college.uai, '=1+1', 'Aubervilliers', 11, null],
  ]);
});

test('the public figures: one page, few families are told as few', async () => {
  const pdf = await figuresPage(
    t,
    {
      ...{
        campaign: campaign('sim'),
        at,
        announced: 1_800,
        received: 1_750,
        delivered: 600,
        handedOver: null,
        lent: null,
      },
      givers: [{ name: 'Fondation SFR', announced: 1_800, received: 1_750 }],
      streams: [{ name: 'college', places: 1_400, delivered: 500, handed: null }],
      communes: Array.from({ length: 40 }, (_, i) => ({
        name: `Commune ${i}`,
        places: 40 - i,
        delivered: 3,
        handed: null,
      })),
    },
    { language: 'fr', streamName: () => 'Collèges' },
  );
  const [page = '', ...others] = pagesOf(pdf);
  expect(others).toEqual([]);
  expect(page).toMatch(/moins de 5/);
  expect(plain(page)).toContain(plain('Fondation SFR : 1 750 reçus sur 1 800 annoncés.'));
});

test.each([
  ['a backslash and a code', '6e \\u0001'],
  ['a control character', '6e \u0001B'],
  ['half a character', '6e \ud83d'],
  ['quotes, backslashes and braces', '"\\{}$#*_`<b>'],
  ['a line break', '6e\nB'],
  ['a letter that no font of ours has', '6e ሀ'],
])('any text that a field accepts is printed: %s', async (_what, className) => {
  const about = paper('ar');
  const pdf = await receipts(t, [{ ...about, pupil: { ...about.pupil, className } }]);
  expect(textOf(pdf)).toContain('Aïssatou');
  if (className.includes('u0001')) expect(textOf(pdf)).toContain('\\u0001');
});
