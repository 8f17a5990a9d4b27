/**
 * How many pupils have which need, told to people who do not know them by name, so that nobody can work out whether a school has a pupil with
 * some need, from all that was ever told and from the numbers of nominations, which are told by school and day (ADR 24 has the proof):
 * - of a stream as a whole, never of a place, a day or a period; each nomination counts in one figure only;
 * - of the night before, and anew only once ten more pupils of three more institutions are nominated: no figure's change is one pupil's;
 * - in multiples of five, and by no more than could be in other schools than any one: what is left over is told later, four at most;
 * - without one nomination in ten, which nobody can tell: what is told of all needs together says nothing of the one that is left.
 * DOMAIN: summaries hide few; this is stricter, as two sums tell what each of them hides.
 */
import type { Need } from './need';
import type { PlainDate } from './plainDate';
import type { Uai } from './uai';

export const NEED_STEP = 5;
export const FEWEST_PUPILS = 10;
export const FEWEST_INSTITUTIONS = 3;

export interface NeedFigures {
  /** What is told: at least so many. */
  told: Partial<Record<Need, number>>;
  /** What was left over, and is told with the next: never by itself. */
  left: Partial<Record<Need, number>>;
  /** The last day of which nominations are counted. */
  upTo: PlainDate;
}

/** A nomination, and whether it is one of those that are left out. */
export interface Nominated {
  institution: Uai;
  need: Need;
  isLeftOut: boolean;
}

const MOST_LEFT = NEED_STEP - 1;
const floorOf = (count: number): number => count - (count % NEED_STEP);

/** One in so many is not counted: by a key, so that nobody can tell which. */
export const LEFT_OUT = 10;

/** The figures with those who were nominated since, or null: they are too few to be added yet. */
export function nextFigures(
  before: Omit<NeedFigures, 'upTo'>,
  since: readonly Nominated[],
  upTo: PlainDate,
): NeedFigures | null {
  const schools = new Map<Uai, number>();
  for (const { institution } of since) schools.set(institution, (schools.get(institution) ?? 0) + 1);
  if (since.length < FEWEST_PUPILS || schools.size < FEWEST_INSTITUTIONS) return null;
  // In other schools than the largest there must be room for what is told and for what is left.
  const most = Math.max(0, floorOf(since.length - Math.max(...schools.values()) - MOST_LEFT));
  const counted = { ...before.left };
  for (const { need, isLeftOut } of since) if (!isLeftOut) counted[need] = (counted[need] ?? 0) + 1;
  const told = { ...before.told };
  const left: NeedFigures['left'] = {};
  for (const [need, count] of Object.entries(counted) as [Need, number][]) {
    const more = Math.min(floorOf(count), most);
    told[need] = (told[need] ?? 0) + more;
    left[need] = Math.min(count - more, MOST_LEFT);
  }
  return { told, left, upTo };
}
