import { actorNow } from './actorNow';
import { authorise, type Actor } from './authorise';
import type { ServiceContext } from './context';
import { type NominationRequest, record, type Recorded } from './record';

/**
 * Records a nomination: the pupil gets a unit, or waits. Safe to repeat with the same id, at any point.
 * @throws NotAllowed, NoCampaign, StoreAway
 */
export async function nominate(context: ServiceContext, asking: Actor, request: NominationRequest): Promise<Recorded> {
  const actor = await actorNow(context, asking);
  const by = authorise(actor, 'nominate', request.institution);
  return record(context, actor, { by, state: 'open' }, request);
}
