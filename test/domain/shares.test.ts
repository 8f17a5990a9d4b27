import fc from 'fast-check';
import { largestRemainder } from '../../src/domain/shares';

test('whole shares that add up, each within one of the exact share', () => {
  const weights = fc
    .array(fc.integer({ min: 0, max: 2_000 }), { minLength: 1, maxLength: 150 })
    .filter((all) => all.some(Boolean));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5_000 }), weights, (total, list) => {
      const entries = list.map((weight, i) => ({ i, weight }));
      const sum = list.reduce((a, b) => a + b, 0);
      const shares = largestRemainder(total, entries, ({ weight }) => weight);
      const whole = [...shares.values()].reduce((a, b) => a + b, 0) === total;
      return whole && entries.every((entry) => Math.abs(shares.get(entry)! - (total * entry.weight) / sum) < 1);
    }),
  );
});

test('what cannot be shared is refused', () => {
  expect(() => largestRemainder(1.5, [1], (n) => n)).toThrow(RangeError);
  expect(() => largestRemainder(5, [0, 0], (n) => n)).toThrow(RangeError);
  expect(() => largestRemainder(5, [-1, 2], (n) => n)).toThrow(RangeError);
});
