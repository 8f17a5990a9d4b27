import { isUsualAge, possibleAges, readClass } from '../../src/domain/schoolClass';

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
test.each(['4e Mandela', '6e Rouge', '5e CHAM', '4C SEGPA', 'dispositif relais', 'SEGPA 3', '6eme2', '5°B', '3emeA'])(
  '%s says its level',
  (typed) => {
    const read = readClass(typed, 'college');
    expect('problem' in read ? read : read.stage).not.toBeNull();
    expect(read).toMatchObject({ label: typed });
  },
);
test.each(['bleue', 'Mandela', 'Capucine', '7E', 'ulisx', 'x 6e', 'Tulipe'])(
  '%s is a class whose name does not say the level',
  (typed) => {
    for (const kind of ['college', 'circonscription'] as const)
      expect(readClass(typed, kind)).toEqual({ label: typed, stage: null });
  },
);
test.each([
  ['classe de 5eB', '5eB'],
  ['en 6E1', '6E1'],
  ['la classe Mandela', 'Mandela'],
  ['classe relais', 'classe relais'],
  ['  4E   B ', '4E B'],
])('%s is kept as %s', (typed, label) => expect(readClass(typed, 'college')).toMatchObject({ label }));
test.each([
  ['CM2', 'college', 'lowerSchool'],
  ['GS', 'college', 'lowerSchool'],
  ['2de 1', 'college', 'upperSecondary'],
  ['1re STMG', 'college', 'upperSecondary'],
  ['Terminale', 'college', 'upperSecondary'],
  ['6E1', 'circonscription', 'lowerSecondary'],
  ['', 'college', 'empty'],
  ['??', 'college', 'empty'],
  ['4EB, et une phrase bien plus longue que le nom', 'college', 'long'],
  ['x'.repeat(500), 'college', 'long'],
] as const)('%s in a %s: %s', (typed, kind, problem) => expect(readClass(typed, kind)).toEqual({ problem }));

test('who can be a pupil of which institution', () => {
  expect(possibleAges('college')).toEqual([8, 20]);
  expect(possibleAges('circonscription')).toEqual([2, 25]);
  expect(possibleAges()).toEqual([2, 25]);
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
