import type { Movement, MovementKind } from '../../domain/movement';
import { actorNow } from '../actorNow';
import { type Actor, authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { requireListed } from '../operations/requireOpen';

export type MovementRequest = Pick<Movement, 'id' | 'reason' | 'legs' | 'lot'> & { kind: MovementKind };

/**
 * Writes down what is to be moved: from then on it is finished, whatever happens. Safe to repeat with the same id: what was asked first
 * holds. @returns it, as it stands. @throws NotAllowed, NoCampaign, ChooseCampaign, CampaignArchived, StoreAway
 */
export async function start(context: ServiceContext, asking: Actor, request: MovementRequest): Promise<Movement> {
  const actor = await actorNow(context, asking);
  const by = authorise(actor, 'steer');
  const campaign = requireListed(await context.directory.campaignNow(actor));
  const { store, now } = context;
  await store.movements.begin({ ...request, campaign: campaign.id, ...by, at: now(), state: 'running' });
  return (await store.movements.find(request.id))!;
}
