/** Which sentences ask about an article by its serial, and which only have one in them. */
import { withSerials } from '../../dialogs/articles/serialSaid';
import type { Understood } from '../../src/understanding/understand';

const ONE = '8933107951152260014';
const TWO = '8933107951152260022';
const UNSURE = { kind: 'unsure', unread: [], nearest: [] } as unknown as Understood;
const asked = (text: string): string | null => {
  const read = withSerials(text, UNSURE, true);
  return read.kind === 'sure' && read.intent === 'whereIs' ? (read.slots.serial ?? null) : null;
};

test.each([
  `où est la carte ${ONE} ?`,
  `à qui est ${ONE}`,
  `la carte ${ONE} est à quel élève ?`,
  `j’ai ramassé la carte ${ONE} dans la cour`,
  `bonjour, j'ai trouvé une carte sim, c'est à qui ? ${ONE}`,
  `c'est la carte de quel élève ${ONE}`,
  `retirer le numéro ${ONE}`,
  `le numéro ${ONE} est faux`,
  `carte ${ONE}`,
  `whose card is ${ONE}?`,
])('asked about: %s', (text) => {
  expect(asked(text)).toBe(ONE);
});

test.each([
  ['8933 1079 5115 2260 014', '8933 1079 5115 2260 014'],
  ['8933\u00a01079\u00a05115\u00a02260\u00a0014', '8933 1079 5115 2260 014'],
  ['8933–1079–5115–2260–014', '8933–1079–5115–2260–014'],
  [`${ONE}f`, `${ONE}f`],
  ['1152260014123', '1152260014123'],
  ['r9tn123abcd', 'r9tn123abcd'],
  [`${ONE} et ${TWO}`, `${ONE}\n${TWO}`],
])('however it is written: %s', (typed, serial) => {
  expect(asked(`où est ${typed}`)).toBe(serial);
});

test.each([
  'nommer Diallo Inès née le 12-05-2013 06 12 34 56 78, qui n’a pas internet',
  'nommer Sow Awa 12/05/2013 4EB, la mère cherche un emploi, tel 0612345678 0712345678',
  'nommer Sow Awa INE 1234567890A 12/05/2013 4EB, qui vit à l’hôtel',
  `remettre ${ONE} à Ystrel, qui attend`,
  `retirer Ystrel qui a déménagé, carte ${ONE}`,
  `récépissé de Zarquet ou Ystrel ${ONE}`,
  `ajoute le numéro ${ONE}, je l’avais oublié`,
  `ajouter les numéros ${ONE} et ${TWO} qui sont dans le carton`,
  'qui attend à 0930001Z ?',
  'où en est le collège 0930001Z',
  'retirer la personne Marc Gestion 06 12 34 56 78 12-05',
  'où est Diallo 06 12 34 56 78',
  ONE,
])('not asked about: %s', (text) => {
  expect(asked(text)).toBeNull();
});

test('an act on an article names the pupil by it; a name goes before', () => {
  const lose: Understood = { kind: 'sure', intent: 'lose', slots: {}, score: 0.84 };
  expect(withSerials(`la carte ${ONE} est perdue`, lose, true)).toMatchObject({
    intent: 'lose',
    slots: { serial: ONE },
  });
  const named: Understood = { ...lose, slots: { name: 'Diallo' } };
  expect(withSerials(`Diallo a perdu la carte ${ONE}`, named, true)).toEqual(named);
});

test('no text takes long', () => {
  for (const text of ['8'.repeat(200_000), '89 '.repeat(50_000), 'A1'.repeat(100_000), '89-1-'.repeat(50_000)])
    expect(asked(text)).toBeNull();
});
