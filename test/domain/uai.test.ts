import fc from 'fast-check';
import { parseUai } from '../../src/domain/uai';
import { institutionsIn } from '../support/openData';

test.each(['0931184G', '931184g', ' 0931184 g ', '0931 184 G'])('%s is read', (typed) =>
  expect(parseUai(typed)).toBe('0931184G'),
);
test.each(['X0931184G', '0931184GX', '0931184H', '0931184', 'G0931184', '', '09311840G', '0931184O'])(
  '%s is refused',
  (typed) => expect(parseUai(typed)).toBeNull(),
);

test('exactly one letter fits a number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_999_999 }), (number) => {
      const fitting = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].filter((letter) => parseUai(`${number}${letter}`));
      return fitting.length === 1;
    }),
  );
});

test('every code of the open data has its letter', () => {
  expect(institutionsIn('colleges-93.csv', 'college')).toHaveLength(130);
  expect(institutionsIn('circonscriptions-93.csv', 'circonscription')).toHaveLength(31);
  expect(institutionsIn('ecoles-93.csv')).toHaveLength(860);
  expect(institutionsIn('annuaire-94-2026-05.csv')).toHaveLength(613);
});
