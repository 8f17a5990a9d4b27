/** The rights of the people concerned (RGPD, articles 15 and 17): what is kept of one pupil, told and erased. */
import { actorNow } from './actorNow';
import { type Actor, authorise } from './authorise';
import type { ServiceContext } from './context';
import { carry } from './journal/carry';
import { lineOf } from './journal/lines';
import { forgetInForms } from './forgetInForms';
import { match } from './match';
import { type Campaign, isDevice } from '../domain/campaign';
import type { Institution } from '../domain/institution';
import { type JournalLine, RELAIS, type Stamp } from '../domain/journal';
import { nameKey, type Pupil } from '../domain/pupil';
import { isOut } from '../domain/unit';
import type { Id, Nomination } from '../store/nomination';
import type { Unit } from '../store/unit';

type Forgetting = Pick<ServiceContext, 'store' | 'alsoForget'>;

/** Who asks says who it is about: nothing is browsed. */
export type Concerned = Pick<Pupil, 'lastName' | 'firstName' | 'birthDate'>;

export interface KeptOfPupil {
  nomination: Nomination;
  institution?: Institution;
  campaign?: Campaign;
  /** What was done, the oldest first. */
  history: JournalLine[];
  /** What they hold. */
  unit?: Unit;
}

/** All that is kept of one pupil, in every operation; that it was asked for is written down. @throws NotAllowed, StoreAway */
export async function tellOfPupil(context: ServiceContext, asking: Actor, who: Concerned): Promise<KeptOfPupil[]> {
  const actor = await actorNow(context, asking);
  const stamp = { ...authorise(actor, 'answerRights'), at: context.now() };
  const { store, directory } = context;
  const known = await directory.institutions();
  const campaigns = await directory.campaigns();
  await carry(store);
  const kept: KeptOfPupil[] = [];
  for (const nomination of await nominationsOf(context, who)) {
    const line = lineOf('handedOut', nomination, stamp);
    await store.journal.add([{ ...line, _id: `${line._id}/${stamp.at.getTime()}` }]);
    const institution = known.get(nomination.institution);
    const campaign = campaigns.find(({ id }) => id === nomination.campaign);
    const unit = await store.units.find({ campaign: nomination.campaign, nomination: nomination._id });
    kept.push({
      nomination,
      ...(institution && { institution }),
      ...(campaign && { campaign }),
      ...(unit && { unit }),
      history: await store.journal.of(nomination._id),
    });
  }
  return kept;
}

/** One record; null once it is erased. @throws NotAllowed, StoreAway */
export async function findKept({ store }: ServiceContext, actor: Actor, id: Id): Promise<Nomination | null> {
  authorise(actor, 'answerRights');
  return store.nominations.find(id);
}

async function nominationsOf({ store }: ServiceContext, { lastName, firstName, birthDate }: Concerned) {
  const found: Nomination[] = [];
  for (const { id, kind } of await store.campaigns.all())
    found.push(...(await store.nominations.bornOn(id, kind, birthDate)));
  const wanted = [nameKey(lastName), nameKey(firstName)].join();
  return found.filter(({ pupil }) => [nameKey(pupil.lastName), nameKey(pupil.firstName)].join() === wanted);
}

/**
 * Erases one pupil's data. What was handed over to them stays counted, as does the journal; what they only held is free again. Safe to repeat.
 * @returns false when it was erased before. @throws NotAllowed, StoreAway
 */
export async function erasePupil(context: ServiceContext, asking: Actor, id: Id): Promise<boolean> {
  const actor = await actorNow(context, asking);
  const stamp = { ...authorise(actor, 'answerRights'), at: context.now() };
  const erased = await erase(context, id, stamp, true);
  if (erased) await forget(context, [erased]);
  await context.store.forgetErased(); // also where a crash came between the two
  return erased !== null;
}

/** Wherever else they are named. */
async function forget(
  { store, alsoForget }: Forgetting,
  erased: readonly Nomination[],
  over: readonly string[] = [],
): Promise<void> {
  await forgetInForms(store, erased, over);
  await forgetLeads(store, erased);
  alsoForget?.(erased.map(({ pupil }) => pupil));
}

/** Whoever is erased is suggested no more. */
async function forgetLeads({ leads }: Forgetting['store'], erased: readonly Nomination[]): Promise<void> {
  const keyOf = ({ lastName = '', firstName = '' }: Partial<Pupil>): string =>
    `${nameKey(lastName)} ${nameKey(firstName)}`;
  const keys = new Set(erased.map(({ pupil }) => keyOf(pupil)));
  const days = new Set(erased.map(({ pupil }) => pupil.birthDate));
  for (const lead of await leads.all())
    if (keys.has(keyOf(lead)) && (!lead.birthDate || days.has(lead.birthDate))) await leads.drop(lead._id);
}

/** @param frees what they hold and were not given; of an operation that is over, the counts stay as they are. @returns whom it erased */
async function erase(
  { store }: Pick<ServiceContext, 'store'>,
  { campaign, _id }: Id,
  stamp: Stamp,
  frees: boolean,
): Promise<Nomination | null> {
  const before = await store.nominations.find({ campaign, _id });
  if (!before) return null;
  // From here on nobody hands it over; what a family has stays theirs.
  const unit = frees && before.state === 'open' ? await store.units.leave(campaign, _id) : null;
  const ends = frees && (unit === null || !isOut(unit));
  const outcome = await store.nominations.erase(before, stamp, lineOf('erased', before, stamp), ends);
  if (outcome === 'ended') {
    await store.units.release(campaign, _id);
    await match(store, before, stamp);
  }
  return outcome === 'gone' ? null : before;
}

/** What was withdrawn or refused is erased after so many days (DOMAIN, Pupils' data). */
export const ENDED_DAYS = 30;
const DAY_MS = 86_400_000;
const AT_ONCE = 200;

/** Erases what is due: what ended 30 days ago, and all of an operation `retentionDays` after it closed. @returns how many. @throws StoreAway */
export async function purge(context: Forgetting & Pick<ServiceContext, 'now'>): Promise<number> {
  const { store } = context;
  const at = context.now();
  const stamp = { by: RELAIS, at };
  const erased: Nomination[] = [];
  const over: string[] = [];
  for (const { id, kind, closedAt, purgedAt, retentionDays } of await store.campaigns.all()) {
    if (purgedAt) continue;
    const isOver = closedAt !== undefined && closedAt.getTime() + retentionDays * DAY_MS <= at.getTime();
    const endedBefore = isOver ? null : new Date(at.getTime() - ENDED_DAYS * DAY_MS);
    const onLoan = new Set<string>();
    for (;;) {
      const due = await store.nominations.due(id, { endedBefore, except: [...onLoan] }, AT_ONCE);
      const done: Nomination[] = [];
      // Who has a loan is asked for it back: kept until it is returned (DOMAIN, Pupils' data).
      const out =
        isDevice(kind) && isOver
          ? await store.units.outAmong(
              id,
              due.map(({ _id }) => _id),
            )
          : onLoan;
      for (const each of out) onLoan.add(each);
      for (const each of due) {
        if (onLoan.has(each._id)) continue;
        const one = await erase(context, each, stamp, false);
        if (one) done.push(one);
      }
      erased.push(...done);
      if (!done.length && !due.some(({ _id }) => onLoan.has(_id))) break;
    }
    if (!isOver || onLoan.size) continue;
    await store.campaigns.purged(id, at);
    over.push(id);
  }
  if (erased.length || over.length) await forget(context, erased, over);
  if (erased.length) await store.forgetErased();
  return erased.length;
}
