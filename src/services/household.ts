import type { Nomination } from '../store/nomination';
import { type Actor, may } from './authorise';
import type { ServiceContext } from './context';

/** The child of a household who has its article; `elsewhere` where the actor does not see who that is; null where none has. @throws NoCampaign, StoreAway */
export async function findSibling(
  { store, directory }: ServiceContext,
  actor: Actor,
  household: string,
): Promise<Nomination | 'elsewhere' | null> {
  const { id, kind } = await directory.campaign(actor);
  const found = await store.nominations.ofHousehold(id, kind, household);
  return found && !may(actor, 'seePupils', found.institution) ? 'elsewhere' : found;
}
