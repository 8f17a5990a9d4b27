/** What a pupil holds, and what was done with it. */
import type { JournalLine } from '../../domain/journal';
import { isOut } from '../../domain/unit';
import type { Nomination } from '../../store/nomination';
import type { Unit } from '../../store/unit';
import { type Actor, authoriseFor } from '../authorise';
import type { ServiceContext } from '../context';
import { carry } from '../journal/carry';

type About = Pick<Nomination, '_id' | 'campaign' | 'institution' | 'school'>;

/** Null when they hold nothing. @throws NotAllowed, StoreAway */
export async function holdingOf({ store }: ServiceContext, actor: Actor, about: About): Promise<Unit | null> {
  authoriseFor(actor, 'seePupils', about);
  return store.units.find({ campaign: about.campaign, nomination: about._id });
}

/** Whether the family has the article: it comes back before the pupil is taken off the list. @throws NotAllowed, StoreAway */
export async function isAtHome(context: ServiceContext, actor: Actor, about: About): Promise<boolean> {
  const unit = await holdingOf(context, actor, about);
  return unit !== null && isOut(unit.state);
}

/** The same of several, by nomination. @throws NotAllowed, StoreAway */
export async function holdingsOf(
  { store }: ServiceContext,
  actor: Actor,
  nominations: readonly About[],
): Promise<Map<string, Unit>> {
  for (const about of nominations) authoriseFor(actor, 'seePupils', about);
  const [first] = nominations;
  if (!first) return new Map();
  const ids = nominations.map(({ _id }) => _id);
  const units = await store.units.heldByAll(first.campaign, ids);
  return new Map(units.map((unit) => [unit.nomination!, unit]));
}

/** Acts on a pupil's article, the oldest first. @throws NotAllowed, StoreAway */
export async function articleHistory({ store }: ServiceContext, actor: Actor, about: About): Promise<JournalLine[]> {
  authoriseFor(actor, 'seePupils', about);
  await carry(store);
  return (await store.journal.of(about._id)).filter(({ what }) => what.startsWith('unit'));
}
