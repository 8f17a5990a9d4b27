import fc from 'fast-check';
import { canBeTold, FEWEST_TOLD } from '../../../src/services/questions/few';

test('a sum is told of none that has few, or of several who are many together', () => {
  expect([canBeTold([]), canBeTold([0, 0]), canBeTold([5, 9, 0])]).toEqual([true, true, true]);
  expect([canBeTold([3]), canBeTold([3, 12]), canBeTold([1, 1]), canBeTold([2, 2, 40])]).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(canBeTold([4, 1])).toBe(true);
});

test('whoever knows those that are told cannot reckon one that is not', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(12), { maxLength: 8 }), (counts) => {
      fc.pre(canBeTold(counts));
      const few = counts.filter((count) => count > 0 && count < FEWEST_TOLD);
      expect(few.length).not.toBe(1);
      expect(few.length === 0 || few.reduce((sum, count) => sum + count, 0) >= FEWEST_TOLD).toBe(true);
    }),
  );
});
