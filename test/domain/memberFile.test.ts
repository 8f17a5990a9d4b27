/** What a file says of people, line by line: its columns by any of their names, each bad line by its number and reason. */
import { readEmail, readMemberFile, readRole, readUais } from '../../src/domain/memberFile';
import { parseUai } from '../../src/domain/uai';

const uai = parseUai('0931184G')!;
const other = parseUai('0931709C')!;
const known = new Map([
  [uai, 1],
  [other, 1],
]);
const table = (...rows: string[]) => rows.map((row, i) => ({ line: i + 1, cells: row.split('|') }));

test('columns in any order and by any of their names; good lines are kept, bad ones are named', () => {
  const file = readMemberFile(
    table(
      'Fonction|Nom|Prénom|Courriel|Code RNE',
      'Principale|Bensaïd|Nadia|Nadia.Bensaid@ac-creteil.fr|0931184g, 0931709C',
      'Principal adjoint|Roy|Marc|marc@ac-creteil.fr|931184G',
      'Coordinatrice|Fontaine|Claire|claire@cd93.fr|',
      'CPE|Haddou|Yasmine|pas une adresse|0931184G',
      'Roi|X|Y|x@y.fr|0931184G',
      'IEN|X|Y|z@y.fr|0931184H',
      'IEN|X|Y|w@y.fr|',
      'DSDEN|X|Y|v@y.fr|0931184G',
      'CPE||| u@y.fr |0931184G',
      'CPE|Deux|Fois|marc@AC-creteil.fr|0931184G',
    ),
    known,
  )!;
  expect(file.lines).toEqual([
    {
      line: 2,
      email: 'nadia.bensaid@ac-creteil.fr',
      name: 'Nadia Bensaïd',
      role: 'principal',
      institutions: [uai, other],
    },
    { line: 3, email: 'marc@ac-creteil.fr', name: 'Marc Roy', role: 'deputy', institutions: [uai] },
    { line: 4, email: 'claire@cd93.fr', name: 'Claire Fontaine', role: 'coordinator', institutions: [] },
  ]);
  expect(file.bad.map(({ line, problem }) => [line, problem])).toEqual([
    [5, 'email'],
    [6, 'role'],
    [7, 'uai'],
    [8, 'uaiMissing'],
    [9, 'uaiTooMany'],
    [10, 'name'],
    [11, 'twice'],
  ]);
});

test('a file without the columns that are needed is none', () => {
  expect(readMemberFile(table('Nom|Prénom', 'a|b'), known)).toBeNull();
  expect(readMemberFile([], known)).toBeNull();
});

test.each([
  ['Cheffe d’établissement', 'principal'],
  ['Principale adjointe', 'deputy'],
  ['Directeur de SEGPA', 'deputy'],
  ['Directrice d’école', 'proposer'],
  ['Assistante sociale', 'proposer'],
  ['Inspectrice de circonscription', 'inspector'],
  ['DSDEN 93', 'reader'],
  ['coordinator', 'coordinator'],
  ['jardinier', null],
])('%s is %s', (typed, role) => expect(readRole(typed)).toBe(role));

test.each([
  [' Nadia@AC-Creteil.fr ', 'nadia@ac-creteil.fr'],
  ["jean.o'neil@ecole.fr", "jean.o'neil@ecole.fr"],
  ['a@b', null],
  ['a b@c.fr', null],
  ['$ne@x.fr', null],
  [`${'a'.repeat(300)}@b.fr`, null],
])('%s', (typed, email) => expect(readEmail(typed)).toBe(email));

test('codes are read with anything between, once each', () => {
  expect(readUais('0931184G/0931709c ; 0931184G', known)).toEqual({ uais: [uai, other] });
  expect(readUais('0931184G 12', known)).toEqual({ value: '12' });
});
