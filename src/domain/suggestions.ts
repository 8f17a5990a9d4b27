/** Which moves serve most of those who wait, and touch the fewest schools. */
import type { Leg } from './movement';
import type { Uai } from './uai';

export interface Place {
  uai: Uai;
  free: number;
  waiting: number;
}

interface Part {
  uai: Uai;
  count: number;
}

/** The largest first, then by code: the same places give the same moves. */
const largestFirst = (a: Part, b: Part): number => b.count - a.count || a.uai.localeCompare(b.uai);

/** The fewest that have so many together: the largest; the last of them no more than is needed. */
function fewest(parts: readonly Part[], total: number): Part[] {
  const taken: Part[] = [];
  let left = total;
  for (const part of [...parts].sort(largestFirst)) {
    if (left <= 0) break;
    taken.push({ ...part, count: Math.min(part.count, left) });
    left -= part.count;
  }
  return taken;
}

/**
 * Serves as many as there are units, the reserve's first, as it touches no school that would give. Those that give and those that get are
 * the largest, which is the fewest; a gift that is as large as a need goes there, so that few moves are made.
 */
export function suggestMoves(places: readonly Place[], reserve: number): Leg[] {
  const needs = places.flatMap(({ uai, waiting }) => (waiting ? [{ uai, count: waiting }] : []));
  const gifts = places.flatMap(({ uai, free, waiting }) => (free && !waiting ? [{ uai, count: free }] : []));
  const sumOf = (parts: readonly Part[]): number => parts.reduce((sum, { count }) => sum + count, 0);
  const total = Math.min(sumOf(needs), reserve + sumOf(gifts));
  const getting = fewest(needs, total);
  const legs: Leg[] = [];
  let inReserve = Math.min(reserve, total);
  const giving = fewest(gifts, total - inReserve);
  for (const need of getting) {
    const even = giving.find(({ count }) => count === need.count);
    if (!even) continue;
    legs.push({ from: even.uai, to: need.uai, count: need.count });
    even.count = need.count = 0;
  }
  for (const need of getting)
    while (need.count > 0) {
      const gift = giving.find(({ count }) => count > 0);
      const count = Math.min(need.count, inReserve || gift!.count);
      legs.push({ from: inReserve ? 'reserve' : gift!.uai, to: need.uai, count });
      if (inReserve) inReserve -= count;
      else gift!.count -= count;
      need.count -= count;
    }
  return legs;
}
