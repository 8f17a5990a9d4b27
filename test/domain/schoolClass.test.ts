import { isUsualAge, readClass } from '../../src/domain/schoolClass';

test.each([
  '4EB',
  '6E1',
  '6e 1',
  '5ème C',
  'quatrième',
  '3A',
  '401',
  'ULIS',
  'UPE2A',
  '5 SEGPA',
  '6°B',
  '3e prépa métiers',
])('%s is a class of collège', (typed) => expect(readClass(typed, 'college')).toMatchObject({ label: typed }));
test.each(['PS', 'GS A', 'CP', 'CE1 B', 'cm2', 'CM1-CM2', 'ULIS', '2de 4', 'Tle', '1ère', 'CAP cuisine', 'TSTMG'])(
  '%s is a class that a district stands for',
  (typed) => expect(readClass(typed, 'circonscription')).toMatchObject({ label: typed }),
);
test.each([
  ['CM2', 'college', 'otherCycle'],
  ['2de 1', 'college', 'otherCycle'],
  ['6E1', 'circonscription', 'otherCycle'],
  ['7E', 'college', 'unknown'],
  ['bleue', 'college', 'unknown'],
  ['', 'college', 'unknown'],
  ['4EB avec un nom bien trop long', 'college', 'long'],
  ['bleue 4e', 'college', 'unknown'],
  ['x ulis', 'college', 'unknown'],
  ['ulisx', 'college', 'unknown'],
  ['segpas', 'college', 'unknown'],
  ['sixiemes', 'college', 'unknown'],
  ['x 6e', 'college', 'unknown'],
  ['GS abcd', 'circonscription', 'unknown'],
  ['CE1 abcdefg', 'circonscription', 'unknown'],
] as const)('%s in a %s: %s', (typed, kind, problem) => expect(readClass(typed, kind)).toEqual({ problem }));

test('a label is kept as it is written, spaces tidied, up to twenty letters', () => {
  expect(readClass('  4E   B ', 'college')).toMatchObject({ label: '4E B' });
  expect(readClass('sixième verte pommes', 'college')).toMatchObject({ label: 'sixième verte pommes' });
});

test.each([
  ['6E1', 'college', 11, true],
  ['6E1', 'college', 9, false],
  ['3A', 'college', 17, true],
  ['3A', 'college', 18, false],
  ['GS', 'circonscription', 5, true],
  ['GS', 'circonscription', 9, false],
  ['ULIS', 'college', 16, true],
  ['ULIS', 'college', 30, false],
] as const)('%s, %s, %i years: usual %s', (typed, kind, age, usual) => {
  const read = readClass(typed, kind);
  expect('problem' in read ? read : isUsualAge(age, read)).toBe(usual);
});
