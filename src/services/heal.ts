import type { Store } from '../store/open';
import { match } from './match';

export interface Healed {
  /** Nominations that held a unit and did not know it, or the other way round. */
  marked: number;
  /** Units that a withdrawn nomination still held. */
  released: number;
  /** Nominations that were waiting beside a free unit. */
  served: number;
}

/**
 * Finishes what a crash left half done, over the whole operation: at start, and every few minutes.
 * Reads without a snapshot, so each repair asks again, in one operation, whether it is still due.
 */
export async function heal(store: Store, campaign: string): Promise<Healed> {
  const healed: Healed = { marked: 0, released: 0, served: 0 };
  const open = new Map((await store.nominations.allOpen(campaign)).map((nomination) => [nomination._id, nomination]));
  const holders = new Map<string, string>();
  for (const { _id: unit, nomination } of await store.units.allHeld(campaign)) {
    if (!nomination) continue;
    holders.set(nomination, unit);
    const known = open.get(nomination);
    if (known?.unit === unit) continue;
    if (known && (await store.nominations.mark(nomination, unit))) healed.marked++;
    else if ((await store.nominations.find(nomination))?.state === 'withdrawn') {
      await store.units.release(campaign, nomination);
      healed.released++;
    }
  }
  for (const { _id, unit } of open.values()) {
    if (!unit || holders.has(_id) || (await store.units.heldBy(campaign, _id)) !== null) continue;
    await store.nominations.unmark(_id, unit);
    healed.marked++;
  }
  const waiting = [...open.values()].filter(({ _id, unit }) => !unit && !holders.has(_id));
  const places = new Map(waiting.map(({ institution, kind }) => [`${institution} ${kind}`, { institution, kind }]));
  for (const place of places.values()) healed.served += (await match(store, { campaign, ...place })).served.length;
  return healed;
}
