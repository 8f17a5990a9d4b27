import fc from 'fast-check';
import path from 'node:path';
import { parseUai } from '../../src/domain/uai';
import { readCirconscriptions, readColleges } from '../../src/services/openDataFiles';

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

test('every code of the open data has its letter, and gaps have none', () => {
  const data = path.resolve(__dirname, '../../data');
  const colleges = readColleges(data);
  expect(colleges).toHaveLength(130);
  expect(readCirconscriptions(data, colleges)).toHaveLength(31);
});
