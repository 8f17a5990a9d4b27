import { type Actor, authorise } from '../authorise';
import type { ServiceContext } from '../context';
import type { Movement } from '../../domain/movement';

/** One, as it stands; null when there is none of this id. @throws NotAllowed, StoreAway */
export async function findMovement({ store }: ServiceContext, actor: Actor, id: string): Promise<Movement | null> {
  authorise(actor, 'steer');
  return store.movements.find(id);
}

/** Those of the actor's operation, the newest first. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function listMovements(context: ServiceContext, actor: Actor, limit: number): Promise<Movement[]> {
  authorise(actor, 'steer');
  const { id } = await context.directory.campaign(actor);
  return context.store.movements.of(id, limit);
}

/** The lots of the actor's operation, the newest first. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function listLots(context: ServiceContext, actor: Actor): Promise<Movement[]> {
  authorise(actor, 'steer');
  const { id } = await context.directory.campaign(actor);
  return context.store.movements.lots(id);
}
