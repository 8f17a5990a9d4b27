/**
 * Shares out a total by weights with the largest remainder (Hamilton's method): whole shares that add up to the total.
 * Equal remainders go to the earlier entry, so the same input always gives the same shares.
 * @throws RangeError when the total is no whole number or the weights give nothing to share by
 */
export function largestRemainder<T>(
  total: number,
  entries: readonly T[],
  weight: (entry: T) => number,
): Map<T, number> {
  const sum = entries.reduce((all, entry) => all + weight(entry), 0);
  if (!Number.isInteger(total) || total < 0) throw new RangeError(`not a number of units: ${total}`);
  if (!(sum > 0) || entries.some((entry) => weight(entry) < 0)) throw new RangeError('weights must be positive');
  const quotas = entries.map((entry, order) => {
    const exact = (total * weight(entry)) / sum;
    return { entry, order, share: Math.floor(exact), remainder: exact - Math.floor(exact) };
  });
  const left = total - quotas.reduce((all, { share }) => all + share, 0);
  const next = [...quotas].sort((a, b) => b.remainder - a.remainder || a.order - b.order);
  for (const quota of next.slice(0, left)) quota.share++;
  return new Map(quotas.map(({ entry, share }) => [entry, share]));
}
