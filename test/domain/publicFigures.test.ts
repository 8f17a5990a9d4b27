import fc from 'fast-check';
import { FEWEST_TOLD, hideFew, toldTotal } from '../../src/domain/publicFigures';

const rows = fc.array(fc.record({ name: fc.string(), counts: fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 30 })) }), {
  minLength: 1,
  maxLength: 12,
});

test('no count from one to four is told, nor can be worked out from the total', () => {
  fc.assert(
    fc.property(rows, (table) => {
      const told = hideFew(table);
      for (const column of [0, 1]) {
        const counts = told.map(({ counts: each }) => each[column]!);
        for (const count of counts) expect(count === null || count === 0 || count >= FEWEST_TOLD).toBe(true);
        const hidden = table.filter((_row, i) => counts[i] === null).map(({ counts: each }) => each[column]!);
        if (!hidden.length) continue;
        // Hidden counts are two or more, and what is left of the total is no single small number; or all of them are hidden.
        const all = table.every(({ counts: each }, i) => each[column] === 0 || counts[i] === null);
        expect(all || (hidden.length > 1 && hidden.reduce((sum, count) => sum + count, 0) >= FEWEST_TOLD)).toBe(true);
      }
    }),
  );
});

test('what needs no hiding is told as it is', () => {
  expect(
    hideFew([
      { name: 'a', counts: [5] },
      { name: 'b', counts: [0] },
    ]),
  ).toEqual([
    { name: 'a', counts: [5] },
    { name: 'b', counts: [0] },
  ]);
  expect([0, 1, 4, 5].map(toldTotal)).toEqual([0, null, null, 5]);
});
