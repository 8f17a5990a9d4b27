/** Sharing out units by weights: whole shares that add up, within bounds. */

export interface Bounds {
  /** Units that each gets at least, and at most. */
  min?: number;
  max?: number;
}

/**
 * Shares out a total with the largest remainder (Hamilton's method). Bounds are kept as the method asks: a share beyond one is set to it,
 * and the others share what is left by their weights. Who weighs more never gets less; equal remainders go to the earlier entry, so the
 * same input always gives the same shares.
 * @throws RangeError when the total is no whole number, is not within the bounds, or there is nothing to share by
 */
export function shareOut<T>(
  total: number,
  entries: readonly T[],
  weight: (entry: T) => number,
  { min = 0, max = Infinity }: Bounds = {},
): Map<T, number> {
  if (!Number.isInteger(total) || total < 0) throw new RangeError(`not a number of units: ${total}`);
  if (total < min * entries.length || total > max * entries.length) throw new RangeError('the bounds cannot be kept');
  const weights = entries.map(weight);
  if (weights.some((each) => !(each >= 0))) throw new RangeError('weights must be positive');
  if (total > min * entries.length && !(Math.max(...weights) > 0)) throw new RangeError('nothing to share by');
  const exact = exactShares(total, weights, min, max);
  const shares = exact.map((share, order) => ({
    order,
    whole: Math.floor(share + NEARLY),
    rest: share - Math.floor(share + NEARLY),
  }));
  let left = total - shares.reduce((sum, { whole }) => sum + whole, 0);
  const next = [...shares].sort((a, b) => b.rest - a.rest || a.order - b.order);
  for (const share of next) {
    if (left <= 0) break;
    if (share.whole >= max || weights[share.order] === 0) continue;
    share.whole++;
    left--;
  }
  if (left > 0) throw new RangeError('the bounds cannot be kept'); // those that weigh nothing get no more than the least
  return new Map(shares.map(({ order, whole }) => [entries[order]!, whole]));
}

/** What a sum of fractions is short of a whole number by. */
const NEARLY = 1e-9;

/** The shares with their fractions: by weight, but for those that a bound holds. */
function exactShares(total: number, weights: readonly number[], min: number, max: number): number[] {
  // How much a unit of weight gets, at which the bounded shares add up to the total: it grows from one bend to the next.
  const bends = [...new Set(weights.filter((each) => each > 0).flatMap((each) => [min / each, max / each]))]
    .filter((bend) => Number.isFinite(bend))
    .sort((a, b) => a - b);
  const bounded = (rate: number): number[] => weights.map((each) => Math.min(max, Math.max(min, rate * each)));
  const sumAt = (rate: number): number => bounded(rate).reduce((sum, share) => sum + share, 0);
  let low = 0;
  let high = bends.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (sumAt(bends[middle]!) <= total) low = middle + 1;
    else high = middle - 1;
  }
  const from = bends[low - 1] ?? 0;
  const free = weights.filter((each) => each > 0 && from * each >= min - NEARLY && from * each < max - NEARLY);
  const growing = free.reduce((sum, each) => sum + each, 0);
  return bounded(growing > 0 ? from + (total - sumAt(from)) / growing : from);
}
