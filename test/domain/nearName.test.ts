import fc from 'fast-check';
import { isNearName } from '../../src/domain/nearName';

const named = (text: string) => {
  const [lastName = '', firstName = ''] = text.split(', ');
  return { lastName, firstName };
};

test.each([
  ['Diallo, Inès', 'Inès, Diallo', 'swapped'],
  ['Diallo, Inès', 'DIALLO, Ines Marie', 'one first name more'],
  ['Diallo, Inès', 'Diallo Sow, Inès', 'one last name more'],
  ['Diallo, Inès Marie', 'Diallo, Marie-Inès', 'first names in another order'],
  ['Diallo, Inès', 'Dialo, Inès', 'a letter missing'],
  ['Diallo, Inès', 'Diallo, Inèsa', 'a letter more'],
  ['Diallo, Inès', 'Diello, Inès', 'another letter'],
  ['Diallo, Inès', 'Dailloo, Inès'.replace('oo', 'o'), 'two letters exchanged'],
  ['Diallo Sow, Inès', 'Inès Sow, Diallo', 'swapped in part'],
  ['Diallo, Inès', 'Inès, Dialo', 'swapped, and a letter missing'],
  ['DialloAwa, Léa', 'Diallo, Awa Léa', 'parted elsewhere'],
])('%s and %s are near: %s', (a, b) => {
  expect(isNearName(named(a), named(b))).toBe(true);
  expect(isNearName(named(b), named(a))).toBe(true);
});

test.each([
  ['Diallo, Inès', 'DIALLO, INES', 'the same'],
  ['Diallo, Inès', 'Diallo, Awa', 'a sister'],
  ['Diallo, Inès', 'Traoré, Inès', 'another family'],
  ['Diallo, Inès', 'Dalo, Inès', 'two letters missing'],
  ['Diallo, Inès', 'Dixxlo, Inès', 'two other letters side by side'],
  ['Diallo, Inès', 'Dlaxlo, Inès', 'two letters, one of them exchanged'],
  ['Diallo, Inès', 'Dilxlo, Inès', 'two letters, the other of them exchanged'],
  ['Diallo, Inès', 'Diallo, Inèsmo', 'two letters more'],
  ['Diallo, Inès', 'Diallomoa, Inès', 'three letters more'],
  ['Diallo, Inès', 'Dmaallo, Inès', 'one letter for two'],
  ['Diallo, Inès', 'Inès, Traoré', 'one half of a swap'],
  ['Diallo, Inès', 'Traoré, Diallo', 'the other half of a swap'],
  ['Abab, Ab', 'Ababab, Abab', 'letters that repeat'],
  ['Diallo, Inès', 'Dialoo, Ines A'.replace(' A', 'a'), 'two differences'],
])('%s and %s are not: %s', (a, b) => expect(isNearName(named(a), named(b))).toBe(false));

test('whichever comes first, and one letter changed anywhere, is near', () => {
  const word = fc.stringMatching(/^[a-z]{2,12}$/);
  fc.assert(
    fc.property(word, word, fc.nat(), (lastName, firstName, seed) => {
      const at = seed % lastName.length;
      const other = lastName[at] === 'x' ? 'y' : 'x';
      const changed = { lastName: lastName.slice(0, at) + other + lastName.slice(at + 1), firstName };
      return isNearName({ lastName, firstName }, changed) && isNearName(changed, { lastName, firstName });
    }),
  );
});
