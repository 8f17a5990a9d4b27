/** Needs that few have: a school's few pupils would be known by them (DOMAIN, RGPD), so no number, and no sum, tells of them. */
import type { AnswerRow } from './answer';

/** A need that fewer have is not told by place. */
export const FEWEST_TOLD = 5;

const isFew = (count: number): boolean => count > 0 && count < FEWEST_TOLD;
const withheld = (row: AnswerRow): AnswerRow => ({ ...row, nominated: null });

/** Whether a sum tells of no institution that has few: there is none such, or they are several who are many together. */
export function canBeTold(counts: readonly number[]): boolean {
  const few = counts.filter(isFew);
  return few.length === 0 || (few.length > 1 && few.reduce((sum, count) => sum + count, 0) >= FEWEST_TOLD);
}

/** Rows by need, without those of few; where it is one alone the next smallest is withheld with it: the total would tell it. */
export function withoutFewNeeds(rows: AnswerRow[]): AnswerRow[] {
  const few = rows.filter(({ nominated }) => isFew(nominated ?? 0));
  const [next] = rows
    .filter(({ nominated }) => (nominated ?? 0) >= FEWEST_TOLD)
    .sort((a, b) => a.nominated! - b.nominated!);
  return rows.map((row) => (few.includes(row) || (few.length === 1 && row === next) ? withheld(row) : row));
}

/** A row of places, unless it tells of one that has few. */
export const toldRow = (row: AnswerRow, counts: readonly number[]): AnswerRow =>
  canBeTold(counts) ? row : withheld(row);
