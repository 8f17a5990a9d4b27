import { setImmediate as breath } from 'node:timers/promises';
import { RELAIS, type Stamp } from '../domain/journal';
import type { MarkedCounts } from '../store/counts';
import type { Store } from '../store/open';
import type { State } from '../store/nomination';
import type { Place } from '../store/unit';
import { isOut } from '../domain/unit';
import { lineOf, placedLine } from './journal/lines';
import { match } from './match';

export interface Healed {
  /** Nominations that held a unit and did not know it, or the other way round. */
  marked: number;
  /** Units that a withdrawn nomination still held. */
  released: number;
  /** Nominations that were waiting beside a free unit. */
  served: number;
}

export interface HealOptions {
  /** Looks at every place, also where the counts agree: two things left half done may hide one another in them. */
  everywhere?: boolean;
  /** Units of pupils who were erased before they were given them are let go: not once the operation is over, whose counts stay. */
  freesErased?: boolean;
  /** When the lines say that it was done. */
  now?: Date;
}

/**
 * Finishes what a crash left half done. One reading tells where the counts of units and nominations do not agree; only there the
 * documents are read, place by place, with a breath between: no turn waits long.
 * Reads without a snapshot, so each repair asks again, in one operation, whether it is still due.
 */
export async function heal(
  store: Store,
  campaign: string,
  { everywhere = false, freesErased = false, now = new Date() }: HealOptions = {},
): Promise<Healed> {
  const stamp = { by: RELAIS, at: now };
  const healed: Healed = { marked: 0, released: 0, served: 0 };
  for (const place of await store.counts.marked(campaign)) {
    const { institution, kind } = place;
    if (institution === null || (!everywhere && addsUp(place))) continue;
    const here = { campaign, institution, kind };
    if (freesErased) healed.released += await freeErased(store, here, stamp);
    await healPlace(store, here, stamp, healed);
    await breath();
  }
  return healed;
}

/** Such a nomination holds nothing: it was withdrawn, or its acceptance was taken back. */
const ENDED: ReadonlySet<State | null> = new Set<State | null>(['withdrawn', 'proposed', 'declined']);

const addsUp = ({ open, unmarked, free, held }: MarkedCounts): boolean =>
  open - unmarked === held && !(unmarked && free);

/** Its return was begun: it is only done once its nomination has ended. */
const takeBack = (store: Store, about: Place & { _id: string }, unit: string, stamp: Stamp): Promise<unknown> =>
  store.units.act(
    'giveBack',
    { campaign: about.campaign, nomination: about._id },
    lineOf('unitGivenBack', about, stamp, { _id: `${unit}/given-back/${about._id}`, unit }),
    { unset: ['nomination', 'handed', 'endsOn'] },
  );

/** What pupils hold who were erased, and whom nobody can name any more. @returns how many units are free again */
async function freeErased(store: Store, place: Place, { by, at }: Stamp): Promise<number> {
  const { campaign } = place;
  let freed = 0;
  for (const { _id, erased } of await store.nominations.openAt(place)) {
    if (!erased) continue;
    const unit = await store.units.leave(campaign, _id);
    if (unit !== null && isOut(unit)) continue;
    await store.nominations.endErased({ campaign, _id }, { by, at });
    await store.units.release(campaign, _id);
    freed++;
  }
  if (freed) await match(store, place, { by, at });
  return freed;
}

async function healPlace(store: Store, place: Place, stamp: Stamp, healed: Healed): Promise<void> {
  const { campaign } = place;
  const open = new Map((await store.nominations.openAt(place)).map((nomination) => [nomination._id, nomination]));
  const holders = new Set<string>();
  for (const { _id: unit, nomination, state } of await store.units.heldAt(place)) {
    if (!nomination) continue;
    holders.add(nomination);
    const known = open.get(nomination);
    const about = { ...place, _id: nomination };
    if (known && state === 'leaving') await store.units.stay(campaign, nomination);
    if (known?.unit === unit) continue;
    if (known && (await store.nominations.mark(about, unit, placedLine(about, unit, stamp)))) healed.marked++;
    else if (!known && ENDED.has(await store.nominations.stateOf(about))) {
      await (isOut(state) ? takeBack(store, about, unit, stamp) : store.units.release(campaign, nomination));
      healed.released++;
    }
  }
  let freed = false;
  for (const { _id, unit } of open.values()) {
    if (!unit || holders.has(_id) || (await store.units.heldBy(campaign, _id)) !== null) continue;
    await store.nominations.unmark({ campaign, _id }, unit);
    healed.marked++;
    freed = true;
  }
  if (freed || [...open.values()].some(({ _id, unit }) => !unit && !holders.has(_id)))
    healed.served += (await match(store, place, stamp)).served.length;
}
