import { authorise, type Actor } from './authorise';
import type { ServiceContext } from './context';
import { type NominationRequest, record, type Recorded } from './record';
import type { Nomination } from '../store/nomination';

/**
 * Tells the head of a pupil, who then decides: no unit is taken, no rank is given. Safe to repeat with the same id, at any point.
 * @throws NotAllowed, NoCampaign, StoreAway
 */
export async function propose(context: ServiceContext, actor: Actor, request: NominationRequest): Promise<Recorded> {
  const by = authorise(actor, 'propose', request.institution);
  return record(context, actor, { by, state: 'proposed' }, request);
}

/** What the actor proposed, and what became of it, the newest first. @throws NotAllowed, NoCampaign, StoreAway */
export async function listOwnProposals(context: ServiceContext, actor: Actor): Promise<Nomination[]> {
  authorise(actor, 'propose');
  const { id: campaign } = await context.directory.campaign();
  return context.store.nominations.proposedBy(campaign, actor.id);
}
