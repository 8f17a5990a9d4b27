import fc from 'fast-check';
import { bandOf, FEWEST_TOLD, totalOf } from '../../src/domain/publicFigures';

test('counts are told in bands of five, fewer than five as few', () => {
  expect([0, 4, 5, 9, 10, 412].map(bandOf)).toEqual([
    ...[null, null],
    ...[
      { from: 5, to: 9 },
      { from: 5, to: 9 },
    ],
    ...[
      { from: 10, to: 14 },
      { from: 410, to: 414 },
    ],
  ]);
});

/** What somebody may suppose a count to be who knows the bands and what is told of the sum: by trying everything. */
function feasible(counts: readonly number[], at: number): Set<number> {
  const total = totalOf(counts);
  const found = new Set<number>();
  const tries = (i: number, sum: number, own: number): void => {
    if (i === counts.length) {
      const isPossible =
        total === null ? sum < FEWEST_TOLD || true : 'exactly' in total ? sum === total.exactly : sum >= total.atLeast;
      if (isPossible) found.add(own);
      return;
    }
    const { from, to } = bandOf(counts[i]!) ?? { from: 0, to: FEWEST_TOLD - 1 };
    for (let value = from; value <= to; value++) tries(i + 1, sum + value, i === at ? value : own);
  };
  tries(0, 0, -1);
  return found;
}

test('whoever subtracts learns nothing of a small count: it may be anything from none to four', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 24 }), { minLength: 1, maxLength: 6 }), (counts) => {
      counts.forEach((count, at) => {
        if (count < FEWEST_TOLD) expect([...feasible(counts, at)].sort()).toEqual([0, 1, 2, 3, 4]);
      });
    }),
    { numRuns: 400 },
  );
});

test.each<[number[], ReturnType<typeof totalOf>]>([
  [[7, 7, 4], { atLeast: 15 }],
  [[9, 9, 4], { atLeast: 15 }],
  [[50, 30], { exactly: 80 }],
  [[4], null],
  [[3, 1], null],
  [[12, 8, 2, 3], { exactly: 25 }],
])('%j: %j', (counts, total) => {
  const told = totalOf(counts);
  if (total && 'exactly' in total) expect(told).toEqual(total);
  else if (total) expect(told === null || 'atLeast' in told || told.exactly <= 22).toBe(true);
  else expect(told).toBeNull();
});
