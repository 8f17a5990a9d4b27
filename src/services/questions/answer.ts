import type { Counts } from '../summarise';
import type { Institution, InstitutionKind } from '../../domain/institution';
import type { Need } from '../../domain/need';
import type { PlainDate } from '../../domain/plainDate';
import type { Grouping, Question } from '../../domain/question';

/** What a row is about. */
export type Of =
  | { institution: Institution }
  | { commune: string }
  | { stream: InstitutionKind }
  | { day: PlainDate }
  /** By its Monday. */
  | { week: PlainDate }
  | { need: Need };

export interface AnswerRow {
  of: Of;
  counts: Counts;
  /** Nominations that stand; null where units are counted. */
  nominated: number | null;
}

export interface Answer {
  /** What is counted: units and those who wait, or nominations. */
  counted: 'units' | 'nominations';
  all: Counts;
  nominated: number | null;
  rows: AnswerRow[];
  /** The grouping of the rows; absent where there is one institution. */
  by?: Grouping | undefined;
  /** Units that no institution holds, where the whole operation is asked about. */
  reserve: number;
  /** Of how many institutions. */
  institutions: Institution[];
  /** How many of them have nominated nobody, and have nothing left. */
  notBegun: number;
  usedUp: number;
  /** Of needs, to who does not know the pupils: at least so many, of the night before; or that it is not told. */
  needs?: 'told' | 'notTold';
  /** Institutions were asked about that are not the person's own: left out. */
  leftOut: boolean;
}

/** What the readings find, before it is said of which institutions. */
export type Found = Omit<Answer, 'institutions' | 'leftOut'>;

export const nothing = (): Counts => ({ total: 0, used: 0, remaining: 0, waiting: 0 });

/** The number that a question measures. */
export function measured({ measure }: Question, { total, used, remaining, waiting }: Counts): number {
  if (measure === 'total') return total;
  if (measure === 'taken') return used;
  return measure === 'waiting' ? waiting : remaining;
}

/** The rows in the order that was asked, as many as were asked; none is left out for being as good as the last. */
export function ordered(question: Question, rows: AnswerRow[]): AnswerRow[] {
  const isRanked = question.limit !== undefined || (question.only !== undefined && 'than' in question.only);
  const { order = isRanked ? 'most' : undefined, limit } = question;
  const value = ({ counts, nominated }: AnswerRow): number => nominated ?? measured(question, counts);
  const sign = order === 'least' ? 1 : -1;
  const sorted = order ? [...rows].sort((a, b) => sign * (value(a) - value(b))) : rows;
  if (limit === undefined || limit >= sorted.length) return sorted;
  const last = value(sorted[limit - 1]!);
  return sorted.filter((row, i) => i < limit || (last > 0 && value(row) === last));
}
