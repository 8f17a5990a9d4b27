/** What the acts on an article that was handed over have in common: whose it is, who may, and the one change. */
import type { Deed, JournalLine, Stamp } from '../../domain/journal';
import type { Uai } from '../../domain/uai';
import type { UnitAct } from '../../domain/unit';
import type { Unit } from '../../store/unit';
import { TAKEN, type UnitChange, type UnitRef } from '../../store/unitActs';
import { actorNow } from '../actorNow';
import { type Actor, authorise, authoriseFor, may } from '../authorise';
import type { ServiceContext } from '../context';
import { carry } from '../journal/carry';
import { requireHanding } from './handOver';

/** One of the actor's own pupils, and what they hold. @throws NotAllowed, UnknownNomination, NoCampaign, StoreAway */
export async function requireUnit(context: ServiceContext, asking: Actor, id: string) {
  const actor = await actorNow(context, asking);
  const campaign = requireHanding(await context.directory.campaignNow(actor));
  const nomination = await context.store.nominations.require({ campaign: campaign.id, _id: id });
  const stamp = { ...authoriseFor(actor, 'handOver', nomination), at: context.now() };
  const ref = { campaign: campaign.id, nomination: id };
  return { campaign, nomination, stamp, ref, unit: await context.store.units.find(ref) };
}

/** @returns null when it is in a state that does not allow it */
export async function perform(
  { store }: ServiceContext,
  act: UnitAct,
  ref: UnitRef,
  line: JournalLine,
  change: UnitChange,
): Promise<Unit | null> {
  const unit = await store.units.act(act, ref, line, change);
  await carry(store);
  return unit === TAKEN ? null : unit;
}

/** What a unit is that is no pupil's: whoever has it in hand, or steers, says what becomes of it. */
export async function requireOwn(context: ServiceContext, asking: Actor, _id: string) {
  const actor = await actorNow(context, asking);
  const campaign = requireHanding(await context.directory.campaignNow(actor));
  const unit = await context.store.units.find({ campaign: campaign.id, _id });
  const institution = unit?.institution;
  const by = may(actor, 'steer') ? authorise(actor, 'steer') : authorise(actor, 'handOver', institution ?? ('' as Uai));
  return { campaign, unit, stamp: { ...by, at: context.now() } };
}

/** A unit that may be no pupil's. @throws NotAllowed, NoCampaign, StoreAway */
export const findUnit = async (context: ServiceContext, actor: Actor, id: string): Promise<Unit | null> =>
  (await requireOwn(context, actor, id)).unit;

export const unitLine = (what: Deed, unit: Unit, stamp: Stamp, reason?: string): JournalLine => ({
  ...{ _id: `${unit._id}/${what}/${stamp.at.getTime()}`, what, campaign: unit.campaign, unit: unit._id, ...stamp },
  ...(unit.institution && { institution: unit.institution }),
  ...(reason !== undefined && { reason }),
});
