/** Who acts, as they stand in this moment: what changes something reads it again, whatever was read when the turn began. */
import { NotAllowed } from '../domain/errors';
import { RELAIS } from '../domain/journal';
import type { Actor } from './authorise';
import type { ServiceContext } from './context';
import { acting } from './people/people';

/**
 * With their role, their institutions and what is delegated to them now. Whoever runs a command beside the bot holds the database: there is
 * nothing to read of them. @throws NotAllowed where they are suspended, or known no more; StoreAway
 */
export async function actorNow({ store, now }: Pick<ServiceContext, 'store' | 'now'>, asking: Actor): Promise<Actor> {
  if (asking.id === RELAIS) return asking;
  const member = await store.members.find(asking.id);
  if (!member || member.suspended) throw new NotAllowed(`${asking.id}: suspended meanwhile`);
  const { within, activity } = asking;
  return {
    ...(await acting(store, member, now())),
    ...(within !== undefined && { within }),
    ...(activity !== undefined && { activity }),
  };
}
