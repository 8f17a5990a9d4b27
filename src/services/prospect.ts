import { authorise, type Actor } from './authorise';
import type { ServiceContext } from './context';
import type { Uai } from '../domain/uai';

/** What the next pupil to be nominated there would get, as things stand. */
export type Prospect = { remaining: number } | { rank: number };

/** Changes nothing, and holds nothing: another may be faster. @throws NotAllowed, NoCampaign, StoreAway */
export async function prospectOf(context: ServiceContext, actor: Actor, institution: Uai): Promise<Prospect> {
  authorise(actor, 'seeCounts', institution);
  const { id: campaign, kind } = await context.directory.campaign(actor);
  const { free, waiting } = await context.store.nominations.queue({ campaign, kind, institution });
  const remaining = free - waiting.length;
  return remaining > 0 ? { remaining } : { rank: waiting.length - free + 1 };
}
