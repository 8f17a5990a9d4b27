/** What becomes of an article that a family has: its line begins and ends, it is lost, it comes back, it is looked at. */
import { type Condition, LINE_DAYS, type Loss } from '../../domain/handOver';
import { type JournalLine, RELAIS } from '../../domain/journal';
import { dayOf, daysBefore, type PlainDate, SCHOOLS_TIME_ZONE } from '../../domain/plainDate';
import { hasLine } from '../../domain/serial';
import { isOut } from '../../domain/unit';
import type { Nomination } from '../../store/nomination';
import type { Unit } from '../../store/unit';
import type { Actor } from '../authorise';
import type { ServiceContext } from '../context';
import { carry } from '../journal/carry';
import { lineOf } from '../journal/lines';
import { match } from '../match';
import { standingOf } from '../standing';
import { perform, requireOwn, requireUnit, unitLine } from './act';

/**
 * The line works from today, or goes on after a top-up, for so many days. @param until its last day, if it is told
 * @returns null when the family does not have it. @throws NotAllowed, UnknownNomination, NoCampaign, StoreAway
 */
export async function activate(
  context: ServiceContext,
  actor: Actor,
  id: string,
  until?: PlainDate,
): Promise<Unit | null> {
  const { campaign, nomination, stamp, ref, unit } = await requireUnit(context, actor, id);
  if (!unit || !hasLine(campaign.kind)) return null;
  const today = dayOf(stamp.at, SCHOOLS_TIME_ZONE);
  const endsOn = until ?? daysBefore(today, -(campaign.lineDays ?? LINE_DAYS));
  const line = lineOf('unitActivated', nomination, stamp, {
    ...{ _id: `${unit._id}/active/${endsOn}/${unit.handed?.at.getTime()}`, unit: unit._id },
  });
  return perform(context, 'activate', ref, line, { set: { endsOn }, undo: unit });
}

/** Lines whose last day is over have ended; run every night. @returns how many. @throws StoreAway */
export async function lapseLines(context: Pick<ServiceContext, 'store' | 'now'>): Promise<number> {
  const { store, now } = context;
  const stamp = { by: RELAIS, at: now() };
  const today = dayOf(stamp.at, SCHOOLS_TIME_ZONE);
  let lapsed = 0;
  for (const { id: campaign } of await store.campaigns.all())
    for (;;) {
      const ended = await store.units.endedBefore(campaign, today);
      for (const { _id, institution, nomination } of ended) {
        const line: JournalLine = {
          ...{ _id: `${_id}/lapsed/${today}`, what: 'unitLapsed', campaign, unit: _id, ...stamp },
          ...(institution && { institution }),
          ...(nomination !== undefined && { nomination }),
        };
        if (await store.units.act('lapse', { campaign, _id }, line)) lapsed++;
      }
      await carry(store);
      if (!ended.length) break;
    }
  return lapsed;
}

export type Lost =
  /** Another unit is the pupil's already. */
  | { outcome: 'replaced'; nomination: Nomination; remaining: number }
  /** None is free: the pupil keeps the rank. */
  | { outcome: 'waiting'; nomination: Nomination; rank: number }
  /** There is nothing to lose. */
  | { outcome: 'none'; nomination: Nomination };

/** Lost, stolen or broken: the unit is nobody's any more, and the pupil is again the oldest who waits. Safe to repeat. @throws NotAllowed, UnknownNomination, NoCampaign, StoreAway */
export async function lose(context: ServiceContext, actor: Actor, id: string, loss: Loss): Promise<Lost> {
  const { store } = context;
  const { nomination, stamp, ref, unit } = await requireUnit(context, actor, id);
  if (!unit || !isOut(unit.state)) return { outcome: 'none', nomination };
  const line = lineOf('unitLost', nomination, stamp, {
    ...{ _id: `${unit._id}/lost/${id}`, unit: unit._id, reason: loss },
  });
  const change = { unset: ['nomination', 'handed', 'endsOn'] as const };
  if (!(await perform(context, 'lose', ref, line, change))) return { outcome: 'none', nomination };
  await store.nominations.unmark(nomination, unit._id);
  const standing = await standingOf(store, { ...nomination, state: 'open' }, stamp);
  if (standing.outcome === 'waiting') return { outcome: 'waiting', nomination, rank: standing.rank };
  return { outcome: 'replaced', nomination, remaining: standing.outcome === 'held' ? standing.remaining : 0 };
}

/** Brought back by the family: the nomination ends first, and then the unit waits to be looked at. Safe to repeat. @returns null when they do not have one. @throws NotAllowed, UnknownNomination, NoCampaign, StoreAway */
export async function giveBack(
  context: ServiceContext,
  actor: Actor,
  id: string,
  condition: Condition,
): Promise<{ nomination: Nomination; unit: Unit } | null> {
  const { store } = context;
  const { nomination, stamp, ref, unit } = await requireUnit(context, actor, id);
  if (!unit || !isOut(unit.state)) return null;
  const reason = 'returned';
  const withdrawn = { at: stamp.at, by: actor.id, reason } as const;
  await store.nominations.close(nomination, withdrawn, lineOf('withdrawn', nomination, stamp, { reason }));
  const line = lineOf('unitGivenBack', nomination, stamp, {
    ...{ _id: `${unit._id}/given-back/${id}`, unit: unit._id, reason: condition },
  });
  const change = { set: { condition }, unset: ['nomination', 'handed', 'endsOn'] as const };
  const back = await perform(context, 'giveBack', ref, line, change);
  return back && { nomination, unit: back };
}

/** What came back was looked at: it is free again, for whoever waits, or out of use. @returns null when there is nothing to look at. @throws NotAllowed, NoCampaign, StoreAway */
export async function check(
  context: ServiceContext,
  actor: Actor,
  id: string,
  verdict: 'good' | 'scrap',
): Promise<{ unit: Unit; served: number } | null> {
  const { campaign, unit, stamp } = await requireOwn(context, actor, id);
  if (!unit) return null;
  const ref = { campaign: campaign.id, _id: id };
  if (verdict === 'scrap') {
    const done = await perform(context, 'scrap', ref, unitLine('unitScrapped', unit, stamp), { undo: unit });
    return done && { unit: done, served: 0 };
  }
  // It is at the institution: nothing is to be sent.
  const there = { delivery: unit.delivery ?? `back/${unit._id}` };
  const change = { set: there, unset: ['serial', 'condition'] as const, undo: unit };
  const done = await perform(context, 'check', ref, unitLine('unitChecked', unit, stamp), change);
  if (!done) return null;
  const { institution, kind } = done;
  const served = institution
    ? (await match(context.store, { campaign: campaign.id, kind, institution }, stamp)).served.length
    : 0;
  return { unit: done, served };
}

/** Lent to the institution itself; or to a pupil of whom nothing is kept any more. */
async function isNobodys({ store }: ServiceContext, { campaign, state, nomination }: Unit): Promise<boolean> {
  if (state === 'lent') return true;
  return (
    isOut(state) && nomination !== undefined && (await store.nominations.find({ campaign, _id: nomination })) === null
  );
}

/** What the institution had for itself is free for pupils again, once it is looked at. @returns null when it is not lent. @throws NotAllowed, NoCampaign, StoreAway */
export async function returnLent(context: ServiceContext, actor: Actor, id: string): Promise<Unit | null> {
  const { campaign, unit, stamp } = await requireOwn(context, actor, id);
  if (!unit || !(await isNobodys(context, unit))) return null;
  const reason = 'returned';
  if (unit.nomination !== undefined) {
    const about = { ...unit, institution: unit.institution!, _id: unit.nomination };
    const withdrawn = { at: stamp.at, by: actor.id, reason } as const;
    await context.store.nominations.close(about, withdrawn, lineOf('withdrawn', about, stamp, { reason }));
  }
  const line = unitLine('unitGivenBack', unit, stamp);
  // Of a pupil who was erased, the nomination has ended with it: that is not taken back.
  const change = {
    unset: ['handed', 'nomination', 'endsOn'] as const,
    ...(unit.nomination === undefined && { undo: unit }),
  };
  return perform(context, 'giveBack', { campaign: campaign.id, _id: id }, line, change);
}

/** A lost one was found: it waits to be looked at. @returns null when none is lost. @throws NotAllowed, NoCampaign, StoreAway */
export async function findAgain(context: ServiceContext, actor: Actor, id: string): Promise<Unit | null> {
  const { campaign, unit, stamp } = await requireOwn(context, actor, id);
  const line = unit && unitLine('unitFound', unit, stamp);
  return line && perform(context, 'find', { campaign: campaign.id, _id: id }, line, { undo: unit });
}
