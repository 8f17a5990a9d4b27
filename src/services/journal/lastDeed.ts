/** What was done last of one thing, and by whom: told where somebody finds that nothing is left to do. */
import type { Deed, JournalLine } from '../../domain/journal';
import type { Member } from '../../domain/member';
import type { ServiceContext } from '../context';
import { carry } from './carry';

/** A nomination, an article, or the deeds of an operation. */
export type About = { nomination: string } | { unit: string } | { campaign: string; deeds: readonly Deed[] };

/** Of what the actor was allowed to act on just before. @returns null where nothing was done. @throws StoreAway */
export async function lastDeed(
  { store }: Pick<ServiceContext, 'store'>,
  about: About,
): Promise<{ line: JournalLine; by: Member | null } | null> {
  await carry(store);
  const line = await store.journal.last(about);
  return line && { line, by: await store.members.find(line.by) };
}
