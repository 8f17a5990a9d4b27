/** The pupil whom a sentence names, among those of the person's own institutions. */
import { listPupils, namedAmong } from '../src/services/listPupils';
import type { Conversation } from './conversation';
import type { Slots } from './commands/command';
import { holderOf } from './articles/whereIs';
import { showPupils } from './pupils';

/**
 * A button's own; who has the article of that serial; else the one pupil of that name. Where none or several bear it, their list is shown.
 * @param how what is said above the list where no name was given. @returns undefined when the list was shown. @throws NotAllowed, NoCampaign, StoreAway
 */
export async function theNamed(
  { context, turn }: Conversation,
  { nomination, name, serial }: Slots,
  how: string | undefined,
): Promise<string | undefined> {
  if (nomination !== undefined) return nomination;
  if (serial !== undefined) return holderOf(context, serial);
  if (name === undefined) {
    await showPupils(context, how === undefined ? {} : { above: how });
    return undefined;
  }
  const [found, ...others] = namedAmong(await listPupils(turn.services, turn.actor), name);
  if (found && !others.length) return found.nomination._id;
  await showPupils(context, { name, ...(found && { above: turn.t('pupils:several') }) });
  return undefined;
}
