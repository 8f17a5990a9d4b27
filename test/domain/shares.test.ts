import fc from 'fast-check';
import { shareOut } from '../../src/domain/shares';

const weights = fc
  .array(fc.integer({ min: 0, max: 2_000 }), { minLength: 1, maxLength: 150 })
  .filter((all) => all.some(Boolean));
const sumOf = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0);
const entriesOf = (list: number[]) => list.map((weight, i) => ({ i, weight }));
type Entry = ReturnType<typeof entriesOf>[number];
const byWeight = ({ weight }: Entry): number => weight;

/** A total that some bounds can be kept with; who weighs nothing gets the least. */
const bounded = fc
  .record({
    list: weights,
    min: fc.integer({ min: 0, max: 5 }),
    room: fc.integer({ min: 0, max: 40 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ list, min, room, part }) => {
    const max = min + room;
    const least = min * list.length;
    const most = sumOf(list.map((weight) => (weight ? max : min)));
    return { list, min, max, total: least + Math.floor(part * (most - least)) };
  });

test('whole shares that add up, each within one of the exact share', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5_000 }), weights, (total, list) => {
      const entries = entriesOf(list);
      const shares = shareOut(total, entries, byWeight);
      const isNear = (entry: Entry) => Math.abs(shares.get(entry)! - (total * entry.weight) / sumOf(list)) < 1;
      return sumOf(shares.values()) === total && entries.every(isNear);
    }),
  );
});

test('within bounds: the sum is exact, each bound is kept, who weighs more never gets less, and twice is the same', () => {
  fc.assert(
    fc.property(bounded, ({ list, min, max, total }) => {
      const entries = entriesOf(list);
      const shares = shareOut(total, entries, byWeight, { min, max });
      expect(sumOf(shares.values())).toBe(total);
      for (const share of shares.values()) expect(share >= min && share <= max).toBe(true);
      const sorted = [...entries].sort((a, b) => a.weight - b.weight);
      for (const [i, entry] of sorted.entries())
        if (i && entry.weight > sorted[i - 1]!.weight)
          expect(shares.get(entry)!).toBeGreaterThanOrEqual(shares.get(sorted[i - 1]!)!);
      expect([...shareOut(total, entries, byWeight, { min, max }).values()]).toEqual([...shares.values()]);
    }),
    { numRuns: 500 },
  );
});

test('bounds hold whom they hold, and the others share the rest by their weights', () => {
  const entries = entriesOf([1, 10, 10, 100]);
  expect([...shareOut(50, entries, byWeight, { min: 3, max: 25 }).values()]).toEqual([3, 11, 11, 25]);
  expect([...shareOut(12, entries, byWeight, { min: 3, max: 25 }).values()]).toEqual([3, 3, 3, 3]);
});

test('what cannot be shared is refused', () => {
  expect(() => shareOut(1.5, [1], (n) => n)).toThrow(RangeError);
  expect(() => shareOut(5, [0, 0], (n) => n)).toThrow(RangeError);
  expect(() => shareOut(5, [-1, 2], (n) => n)).toThrow(RangeError);
  expect(() => shareOut(5, [1, 1], (n) => n, { min: 3 })).toThrow(RangeError);
  expect(() => shareOut(5, [1, 1], (n) => n, { max: 2 })).toThrow(RangeError);
  expect(() => shareOut(5, [1, 0], (n) => n, { max: 4 })).toThrow(RangeError);
});
