/** A loan until another day: the family keeps it for longer, or the institution what it uses itself. */
import { isDevice } from '../../domain/campaign';
import type { PlainDate } from '../../domain/plainDate';
import { isOut } from '../../domain/unit';
import type { Nomination } from '../../store/nomination';
import type { Unit } from '../../store/unit';
import { TAKEN } from '../../store/unitActs';
import type { Actor } from '../authorise';
import type { ServiceContext } from '../context';
import { carry } from '../journal/carry';
import { lineOf } from '../journal/lines';
import { perform, requireOwn, requireUnit, unitLine } from './act';

/** Safe to repeat. @returns null when the family has no loan. @throws NotAllowed, UnknownNomination, NoCampaign, StoreAway */
export async function postpone(
  context: ServiceContext,
  actor: Actor,
  id: string,
  dueOn: PlainDate,
): Promise<{ nomination: Nomination; unit: Unit } | null> {
  const { campaign, nomination, stamp, ref, unit } = await requireUnit(context, actor, id);
  if (!unit?.handed || !isOut(unit.state) || !isDevice(campaign.kind)) return null;
  const line = lineOf('unitPostponed', nomination, stamp, {
    ...{ _id: `${unit._id}/postponed/${dueOn}/${stamp.at.getTime()}`, unit: unit._id, day: dueOn },
  });
  const { at, dueOn: was } = unit.handed;
  const done =
    was === dueOn ? unit : await perform(context, 'postpone', ref, line, { dueOn, handed: { from: at, upTo: at } });
  return done && { nomination, unit: done };
}

/**
 * All that the institution of this unit uses itself until the same day. Safe to repeat, and to be ended halfway.
 * @param was the day that they were to come back by, as it was shown; null: none. @returns how many this has put off
 * @throws NotAllowed, NoCampaign, StoreAway
 */
export async function postponeLent(
  context: ServiceContext,
  actor: Actor,
  id: string,
  was: PlainDate | null,
  dueOn: PlainDate,
): Promise<number> {
  const { campaign, unit, stamp } = await requireOwn(context, actor, id);
  let postponed = 0;
  for (const each of unit && was !== dueOn ? await lentUntil(context, unit, was) : []) {
    const ref = { campaign: campaign.id, _id: each._id };
    const line = { ...unitLine('unitPostponed', each, stamp), day: dueOn };
    const { at } = each.handed!;
    const change = { dueOn, was, handed: { from: at, upTo: at } };
    const done = await context.store.units.act('postponeLent', ref, line, change);
    if (done && done !== TAKEN) postponed++;
  }
  await carry(context.store);
  return postponed;
}

/** What the institution of a unit has until a day. @throws StoreAway */
export const lentUntil = async (
  { store }: Pick<ServiceContext, 'store'>,
  { campaign, institution }: Pick<Unit, 'campaign' | 'institution'>,
  day: PlainDate | null,
): Promise<Unit[]> =>
  institution === undefined
    ? []
    : (await store.units.inState(campaign, [institution], ['lent'])).filter(
        ({ handed }) => (handed?.dueOn ?? null) === day,
      );
