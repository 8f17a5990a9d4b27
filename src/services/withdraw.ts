import { actorNow } from './actorNow';
import { authorise, type Actor } from './authorise';
import type { ServiceContext } from './context';
import { lineOf } from './journal/lines';
import { match } from './match';
import { requireRunning } from './operations/requireOpen';
import { HandedOver } from '../domain/errors';
import { isOut } from '../domain/unit';
import type { Nomination, WithdrawalReason } from '../store/nomination';

export interface Withdrawn {
  nomination: Nomination;
  /** Those of the waiting list who were given a unit. */
  served: Nomination[];
  remaining: number;
}

/**
 * Takes a nomination back; its unit goes to the oldest pupil who waits.
 * Safe to repeat, at any point: each line finds done what an earlier try did.
 * @throws NotAllowed, UnknownNomination, HandedOver, NoCampaign, StoreAway
 */
export async function withdraw(
  context: ServiceContext,
  asking: Actor,
  id: string,
  reason: WithdrawalReason,
): Promise<Withdrawn> {
  const actor = await actorNow(context, asking);
  const { store } = context;
  const { id: campaign } = requireRunning(await context.directory.campaignNow(actor), context.now());
  const nomination = await store.nominations.require({ campaign, _id: id });
  const { kind, institution } = nomination;
  const stamp = { ...authorise(actor, 'withdraw', institution), at: context.now() };
  const unit = nomination.state === 'open' ? await store.units.leave(campaign, id) : null; // from here on nobody hands it over
  if (unit !== null && isOut(unit)) throw new HandedOver();
  const withdrawn = { at: stamp.at, by: actor.id, reason };
  await store.nominations.close(nomination, withdrawn, lineOf('withdrawn', nomination, stamp, { reason }));
  await store.units.release(campaign, id); // after closing, or `match` could give it back to the same pupil
  const { served, remaining } = await match(store, { campaign, kind, institution }, stamp);
  return { nomination, remaining, served: served.length ? await store.nominations.findMany(campaign, served) : [] };
}
