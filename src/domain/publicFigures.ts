/** Figures that are published: none tells of a person, directly or by subtraction. */

/** Smaller counts are not told (DOMAIN, Pupils' data); what is told of families is told in steps of so many. */
export const FEWEST_TOLD = 5;

/** `5 to 9`; null: fewer than five, or none. */
export type Band = { from: number; to: number } | null;

/** A row of a published table: articles are counted, families are told in bands. */
export interface PublicRow {
  name: string;
  places: number;
  delivered: number;
  handed: Band;
}

/** A total that is told exactly, or as no less than so many; null: fewer than five. */
export type ToldTotal = { exactly: number } | { atLeast: number } | null;

const lowest = (count: number): number => count - (count % FEWEST_TOLD);

/** The band that a count is told in. */
export const bandOf = (count: number): Band =>
  count < FEWEST_TOLD ? null : { from: lowest(count), to: lowest(count) + FEWEST_TOLD - 1 };

/**
 * What can be told of the sum of counts that are told in bands. With the exact sum, whoever subtracts the bands may come to know that a
 * small count is not nought, or what it is: then no more is told than leaves each of them anything from none to four.
 */
export function totalOf(...tables: readonly (readonly number[])[]): ToldTotal {
  const total = (tables[0] ?? []).reduce((sum, count) => sum + count, 0);
  if (total < FEWEST_TOLD) return null;
  const most = Math.min(...tables.map(mostTold));
  if (total <= most && tables.every((counts) => leavesRoom(counts, total))) return { exactly: total };
  const told = lowest(Math.min(total, most));
  return told < FEWEST_TOLD ? null : { atLeast: told };
}

const highest = (count: number): number => lowest(count) + FEWEST_TOLD - 1;
const isFew = (count: number): boolean => count < FEWEST_TOLD;

/** The largest sum with which each small count may still be none. */
function mostTold(counts: readonly number[]): number {
  const all = counts.reduce((sum, count) => sum + highest(count), 0);
  return counts.some(isFew) ? all - (FEWEST_TOLD - 1) : Infinity;
}

/** Whether each small count may still be four. */
const leavesRoom = (counts: readonly number[], total: number): boolean =>
  !counts.some(isFew) || total - counts.reduce((sum, count) => sum + lowest(count), 0) >= FEWEST_TOLD - 1;
