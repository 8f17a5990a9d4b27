import { actorNow } from './actorNow';
import { authoriseFor, type Actor } from './authorise';
import type { ServiceContext } from './context';
import { type NominationRequest, record, type Recorded } from './record';
import type { Nomination } from '../store/nomination';

/**
 * Tells the head of a pupil, who then decides: no unit is taken, no rank is given. Where an operation leaves out that decision, it is a
 * nomination. Safe to repeat with the same id, at any point.
 * @throws NotAllowed, NoCampaign, StoreAway
 */
export async function propose(context: ServiceContext, asking: Actor, request: NominationRequest): Promise<Recorded> {
  const actor = await actorNow(context, asking);
  const by = authoriseFor(actor, 'propose', request);
  const { proposals } = await context.directory.campaignNow(actor);
  const state = proposals === 'direct' ? 'open' : 'proposed';
  return record(context, actor, { by, state, isProposal: true }, request);
}

/** What the actor proposed, and what became of it, the newest first: theirs to read, whatever else they may do by now. @throws NoCampaign, StoreAway */
export async function listOwnProposals(context: ServiceContext, actor: Actor): Promise<Nomination[]> {
  const { id: campaign } = await context.directory.campaign(actor);
  return context.store.nominations.proposedBy(campaign, actor.id);
}
