import fc from 'fast-check';
import type { PlainDate } from '../../src/domain/plainDate';
import { pupilKey, readName } from '../../src/domain/pupil';
import { fold } from '../../src/domain/words';

const birthDate = '2013-05-12' as PlainDate;
const key = (lastName: string, firstName = 'Zoé', secret = 's') => pupilKey({ lastName, firstName, birthDate }, secret);

test.each([
  ["N'Diaye", 'N’DIAYE'],
  ['De Oliveira', 'DE-OLIVEIRA'],
  ['Traoré', 'TRAORE'],
  ['Œuvrard', 'oeuvrard'],
  [' Da  Silva ', 'da silva'],
])('%s and %s are one name', (a, b) => expect(key(a)).toBe(key(b)));

test('other names, other dates and other secrets give other keys', () => {
  expect(new Set([key('Diallo'), key('Diallo', 'Inès'), key('Dialo'), key('Diallo', 'Zoé', 't')]).size).toBe(4);
  expect(key('Ab', 'C')).not.toBe(key('A', 'bC'));
});

test('a name is kept as typed, spaces tidied', () => {
  expect(readName("  N'DIAYE   de  Oliveira-Ménard ")).toEqual({ name: "N'DIAYE de Oliveira-Ménard" });
});
test.each([
  ['', 'empty'],
  ['Diallo2', 'digits'],
  ['<b>', 'letters'],
  ['---', 'letters'],
  ['@tous', 'letters'],
  ['x'.repeat(61), 'long'],
])('"%s" is refused', (typed, problem) => expect(readName(typed)).toEqual({ problem }));

test('folding twice is folding once', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => fold(fold(text)) === fold(text)));
});
