/** Where a recorded nomination stands: what a person is told is read here, whoever recorded it and whatever the form says now. */
import type { Actor } from './authorise';
import type { ServiceContext } from './context';
import { isTheirs } from './listPupils';
import { match } from './match';
import type { Nomination } from '../store/nomination';
import type { Stamp } from '../domain/journal';
import { placedLine } from './journal/lines';
import type { Store } from '../store/open';

export type Standing = { nomination: Nomination } & (
  | { outcome: 'held'; remaining: number }
  /** No unit is free. Rank 1 is served next. */
  | { outcome: 'waiting'; rank: number }
  /** It waits for the head, or was ended. */
  | { outcome: 'proposed' }
  | { outcome: 'declined' }
  | { outcome: 'withdrawn' }
);

/** Where the nomination that a form recorded stands; null when it recorded none, or it is not the actor's to see. @throws NoCampaign, StoreAway */
export async function standingOfForm(context: ServiceContext, actor: Actor, form: string): Promise<Standing | null> {
  const { id: campaign } = await context.directory.campaign(actor);
  const nomination = await context.store.nominations.find({ campaign, _id: form });
  if (!nomination || !isTheirs(actor, nomination)) return null;
  return standingOf(context.store, nomination, { by: actor.id, at: context.now() });
}

/** Serves whoever is next, then says what this nomination holds, or its rank. @throws StoreAway */
export async function standingOf(store: Store, nomination: Nomination, stamp: Stamp): Promise<Standing> {
  if (nomination.state !== 'open') return { outcome: nomination.state, nomination };
  const { _id: id, campaign } = nomination;
  const { remaining, waiting } = await match(store, nomination, stamp);
  const upTo = waiting.slice(0, waiting.indexOf(id) + 1);
  if (!upTo.length) return { outcome: 'held', remaining, nomination };
  // The queue is read before the units: those ahead who were given one in between wait no more.
  const holders = await store.units.holdersAmong(campaign, upTo);
  const unit = holders.get(id);
  if (unit === undefined)
    return { outcome: 'waiting', rank: upTo.filter((each) => !holders.has(each)).length, nomination };
  await store.nominations.mark(nomination, unit, placedLine(nomination, unit, stamp)); // held by a turn that ended before it could say so
  return { outcome: 'held', remaining, nomination };
}
