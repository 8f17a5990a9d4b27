import type { Stamp } from '../domain/journal';
import { placedLine } from './journal/lines';
import type { Store } from '../store/open';
import type { Place } from '../store/unit';
import { ALREADY } from '../store/units';

export interface Matched {
  /** Units of the place that are still free. */
  remaining: number;
  /** Nominations that hold no unit, oldest first. */
  waiting: string[];
  /** Nominations that were given a unit just now. */
  served: string[];
}

/**
 * Gives the free units of a place to those who wait, oldest first. Run after every change, and after a crash: whatever
 * an earlier run left half done is finished. No race can give a unit twice (the unit changes hands in one operation)
 * or a nomination two (unique index units_by_nomination).
 * @param stamp by whose act, or Relais' own
 */
export async function match(store: Store, place: Place, stamp: Stamp): Promise<Matched> {
  const served: string[] = [];
  for (;;) {
    const { free, waiting } = await store.nominations.queue(place);
    const next = waiting.slice(0, free);
    let raced = false;
    for (const id of next) {
      if (await serve(store, place, id, stamp)) served.push(id);
      else raced = true;
    }
    if (!raced) return { remaining: free - next.length, waiting: waiting.slice(next.length), served };
  }
}

/** False when another turn took the last unit, or the nomination was withdrawn meanwhile: the queue is read again. */
async function serve(store: Store, place: Place, id: string, stamp: Stamp): Promise<boolean> {
  const held = await store.units.hold(place, id);
  if (held === null) return false;
  const unit = held === ALREADY ? await store.units.heldBy(place.campaign, id) : held;
  const nomination = { ...place, _id: id };
  if (unit !== null && (await store.nominations.mark(nomination, unit, placedLine(nomination, unit, stamp))))
    return held !== ALREADY;
  await store.units.release(place.campaign, id);
  return false;
}
