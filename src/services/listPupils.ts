import { authorise, authoriseFor, type Actor, isOfTheirSchool, may, placesWhere } from './authorise';
import type { ServiceContext } from './context';
import { fold } from '../domain/words';
import type { Nomination } from '../store/nomination';

export interface ListedPupil {
  nomination: Nomination;
  /** Place on its institution's waiting list, from 1; null when it holds a unit. */
  rank: number | null;
}

const BY_NAME = new Intl.Collator('fr');

/** The pupils that the actor's institutions have nominated: those with a unit by name, then those who wait by rank. @throws NotAllowed, NoCampaign, StoreAway */
export async function listPupils(context: ServiceContext, actor: Actor): Promise<ListedPupil[]> {
  authorise(actor, 'seePupils');
  const { id: campaign } = await context.directory.campaign(actor);
  const oldestFirst = await context.store.nominations.openOf(campaign, placesWhere(actor, 'seePupils'));
  const unmarked = oldestFirst.filter(({ unit }) => !unit).map(({ _id }) => _id);
  const holders = unmarked.length
    ? await context.store.units.holdersAmong(campaign, unmarked)
    : new Map<string, string>();
  const waiting = new Map<string, number>();
  const listed = oldestFirst.map((nomination) => {
    if (nomination.unit || holders.has(nomination._id)) return { nomination, rank: null };
    const rank = (waiting.get(nomination.institution) ?? 0) + 1;
    waiting.set(nomination.institution, rank);
    return { nomination, rank };
  });
  const names = new Map(
    listed.map(({ nomination: { _id, pupil } }) => [_id, fold(`${pupil.lastName} ${pupil.firstName}`)]),
  );
  const byName = (a: ListedPupil, b: ListedPupil): number =>
    BY_NAME.compare(names.get(a.nomination._id)!, names.get(b.nomination._id)!);
  return listed
    .filter(({ nomination }) => isOfTheirSchool(actor, nomination))
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || byName(a, b));
}

/** Whether a typed name means this pupil: each of its words is one of theirs. */
const isNamed = ({ pupil }: Nomination, typed: string): boolean => {
  const whole = fold(`${pupil.lastName} ${pupil.firstName}`).split(' ');
  return fold(typed)
    .split(' ')
    .every((word) => word && whole.includes(word));
};

/** Those whom a typed name means. */
export const namedIn = (nominations: Nomination[], typed: string): Nomination[] =>
  nominations.filter((nomination) => isNamed(nomination, typed));

/** The same of a list with ranks. */
export const namedAmong = (listed: ListedPupil[], typed: string): ListedPupil[] =>
  listed.filter(({ nomination }) => isNamed(nomination, typed));

/** One pupil with the rank; null when it was withdrawn. @throws NotAllowed, UnknownNomination, NoCampaign, StoreAway */
export async function findListed(context: ServiceContext, actor: Actor, id: string): Promise<ListedPupil | null> {
  await findPupil(context, actor, id);
  return (await listPupils(context, actor)).find(({ nomination }) => nomination._id === id) ?? null;
}

/** One pupil of the actor's institutions. @throws NotAllowed, UnknownNomination, NoCampaign, StoreAway */
export async function findPupil(context: ServiceContext, actor: Actor, id: string): Promise<Nomination> {
  const { id: campaign } = await context.directory.campaign(actor);
  const nomination = await context.store.nominations.require({ campaign, _id: id });
  authoriseFor(actor, 'seePupils', nomination);
  return nomination;
}

/** Whether the actor may see it: whoever sees the pupils of its institution, and who proposed it as long as they may. */
export const isTheirs = (actor: Actor, { institution, proposedBy, school }: Nomination): boolean =>
  (may(actor, 'seePupils', institution) && isOfTheirSchool(actor, { school })) ||
  (proposedBy === actor.id && may(actor, 'propose', institution));

/** The same; null when there is none, or it is somebody else's. @throws NoCampaign, StoreAway */
export async function findMine(context: ServiceContext, actor: Actor, id: string): Promise<Nomination | null> {
  const { id: campaign } = await context.directory.campaign(actor);
  const nomination = await context.store.nominations.find({ campaign, _id: id });
  return nomination && isTheirs(actor, nomination) ? nomination : null;
}
