/** Figures that are published: none tells of a person, directly or by subtraction. */

/** Smaller counts are not told (DOMAIN, Pupils' data). */
export const FEWEST_TOLD = 5;

/** A row of a published table: each of its counts, or null where it is not told. */
export interface PublicRow {
  name: string;
  counts: (number | null)[];
}

const isFew = (count: number): boolean => count > 0 && count < FEWEST_TOLD;

/**
 * Hides counts from one to four, column by column. Where only one count of a column would be hidden, the smallest of the others goes as
 * well: the column's total, which is told, would give it away. What is hidden comes to five or more, or all of it is.
 */
export function hideFew(rows: readonly { name: string; counts: readonly number[] }[]): PublicRow[] {
  const columns = rows[0]?.counts.length ?? 0;
  const hidden = Array.from({ length: columns }, (_, column) => hiddenIn(rows.map(({ counts }) => counts[column]!)));
  return rows.map(({ name, counts }, row) => ({
    name,
    counts: counts.map((count, column) => (hidden[column]!.has(row) ? null : count)),
  }));
}

function hiddenIn(counts: readonly number[]): Set<number> {
  const hidden = new Set(counts.flatMap((count, i) => (isFew(count) ? [i] : [])));
  const others = counts.flatMap((count, i) => (hidden.has(i) || count === 0 ? [] : [i]));
  others.sort((a, b) => counts[a]! - counts[b]!);
  const sum = (): number => [...hidden].reduce((total, i) => total + counts[i]!, 0);
  while (hidden.size > 0 && (hidden.size < 2 || sum() < FEWEST_TOLD) && others.length) hidden.add(others.shift()!);
  return hidden;
}

/** A total that would be too small to be told. */
export const toldTotal = (count: number): number | null => (isFew(count) ? null : count);
