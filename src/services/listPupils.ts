import { authorise, type Actor, may } from './authorise';
import type { ServiceContext } from './context';
import { fold } from '../domain/words';
import type { Nomination } from '../store/nominations';

export interface ListedPupil {
  nomination: Nomination;
  /** Place on its institution's waiting list, from 1; null when it holds a unit. */
  rank: number | null;
}

/** The pupils that the actor's institutions have nominated, by name. @throws NotAllowed, NoCampaign, StoreAway */
export async function listPupils(context: ServiceContext, actor: Actor): Promise<ListedPupil[]> {
  authorise(actor, 'seePupils');
  const { id: campaign } = await context.directory.campaign();
  const oldestFirst = await context.store.nominations.openOf(campaign, actor.institutions);
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
  const name = ({ nomination: { pupil } }: ListedPupil): string => fold(`${pupil.lastName} ${pupil.firstName}`);
  return listed.sort((a, b) => name(a).localeCompare(name(b)));
}

/** One pupil of the actor's institutions. @throws NotAllowed, UnknownNomination, StoreAway */
export async function findPupil(context: ServiceContext, actor: Actor, id: string): Promise<Nomination> {
  const nomination = await context.store.nominations.require(id);
  authorise(actor, 'seePupils', nomination.institution);
  return nomination;
}

/** Whether this form's nomination stands, among the actor's own. @throws StoreAway */
export async function isRecorded(context: ServiceContext, actor: Actor, form: string): Promise<boolean> {
  const nomination = await context.store.nominations.find(form);
  return nomination?.state === 'open' && may(actor, 'seePupils', nomination.institution);
}
