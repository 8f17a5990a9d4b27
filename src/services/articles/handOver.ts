/** Handing an article over to a pupil's family: which pupil, which article, how it is proven; and undoing it, for ten minutes. */
import type { Campaign } from '../../domain/campaign';
import { CampaignArchived, CampaignNotOpened, StoreAway } from '../../domain/errors';
import type { HandOver } from '../../domain/handOver';
import type { Serial } from '../../domain/serial';
import type { Uai } from '../../domain/uai';
import { undoWindow } from '../../domain/undo';
import { isOut } from '../../domain/unit';
import type { Nomination, State } from '../../store/nomination';
import type { KnownSerial } from '../../store/serials';
import type { Unit } from '../../store/unit';
import { AT_HAND } from '../../store/serials';
import { TAKEN } from '../../store/unitActs';
import { actorNow } from '../actorNow';
import { type Actor, authorise, authoriseFor } from '../authorise';
import type { ServiceContext } from '../context';
import { carry } from '../journal/carry';
import { lineOf } from '../journal/lines';
import { type FoundSerial, findSerial } from './findSerial';

export interface HandOverRequest extends Omit<HandOver, 'at' | 'by'> {
  /** Of the form: it names the act, which is done once. */
  form: string;
  nomination: string;
  /** As typed or scanned; absent where the serials of the institution's articles are not known. */
  serial?: string;
}

export type HandedOver =
  | { outcome: 'handed'; nomination: Nomination; unit: Unit; isForeign?: true }
  /** The pupil has one: since when, and which. */
  | { outcome: 'already'; nomination: Nomination; unit: Unit }
  /** The pupil has no place: on the waiting list, or not nominated any more. */
  | { outcome: 'waiting'; nomination: Nomination }
  | { outcome: 'ended'; nomination: Nomination; state: State }
  | { outcome: 'refused'; nomination: Nomination; why: SerialRefusal };

export type SerialRefusal =
  | Exclude<FoundSerial, { serial: Serial }>
  /** The institution's serials are known, and this one is none of them. */
  | { problem: 'notDelivered' }
  /** They are known, and none was given. */
  | { problem: 'needed' }
  /** Another family has it, or it was lost. */
  | { problem: 'taken'; holder?: Unit };

/** Articles are handed over as long as the operation is in the lists, also once it is closed. @throws CampaignNotOpened, CampaignArchived */
export function requireHanding(campaign: Campaign): Campaign {
  if (campaign.state === 'draft') throw new CampaignNotOpened();
  if (campaign.state === 'archived') throw new CampaignArchived();
  return campaign;
}

/** It was handed over, lost or taken off between the looking and the handing: it is looked at again, so many times. */
const MOST_TRIES = 5;

/**
 * Hands it over in one change of one document: of several who scan the same article, or hand to the same pupil, one does.
 * @throws NotAllowed, UnknownNomination, NoCampaign, CampaignNotOpened, CampaignArchived, StoreAway
 */
export async function handOver(
  context: ServiceContext,
  asking: Actor,
  request: HandOverRequest,
  tries = 1,
): Promise<HandedOver> {
  const actor = await actorNow(context, asking);
  const { form, nomination: id, serial: typed, ...how } = request;
  const { store } = context;
  const campaign = requireHanding(await context.directory.campaignNow(actor));
  const nomination = await store.nominations.require({ campaign: campaign.id, _id: id });
  const { institution } = nomination;
  const stamp = { ...authoriseFor(actor, 'handOver', nomination), at: context.now() };
  if (nomination.state !== 'open') return { outcome: 'ended', nomination, state: nomination.state };
  const ref = { campaign: campaign.id, nomination: id };
  const held = await store.units.find(ref);
  if (!held) return { outcome: 'waiting', nomination };
  if (held.state === 'leaving') return { outcome: 'ended', nomination, state: 'withdrawn' }; // somebody is taking it off
  if (isOut(held.state)) return { outcome: 'already', nomination, unit: held };
  const refused = (why: SerialRefusal): HandedOver => ({ outcome: 'refused', nomination, why });
  const { found, why } = await lookAt(context, campaign, institution, typed);
  if (why) return refused(why);
  const other = found && (await keep(context, campaign, found, institution));
  if (other) return refused(other);
  const line = lineOf('unitHanded', nomination, stamp, {
    ...{ _id: `${held._id}/handed/${form}`, unit: held._id, reason: how.proof },
  });
  const unit = await store.units.act('handOver', ref, line, {
    set: { handed: { ...how, at: stamp.at, by: actor.id }, ...(found && { serial: found.serial }) },
  });
  await carry(store);
  if (unit && unit !== TAKEN)
    return { outcome: 'handed', nomination, unit, ...(found?.isForeign && { isForeign: true as const }) };
  if (unit === TAKEN) return refused({ problem: 'taken' });
  if (found) await letGo(context, found.serial);
  if (tries >= MOST_TRIES) throw new StoreAway('too many at once');
  return handOver(context, actor, request, tries + 1);
}

/** Cards that were moved with their places, from a school that has more of them now than places: whoever has one in hand has it. */
async function afterMoving(
  { store }: ServiceContext,
  { id, kind }: Campaign,
  found: FoundSerial,
): Promise<FoundSerial> {
  if (!('problem' in found) || found.problem !== 'elsewhere') return found;
  const { institution, known } = found;
  const [listed, units] = await Promise.all([
    store.serials.countAt(id, institution),
    store.units.inState(id, [institution], IN_HAND),
  ]);
  return listed > units.filter((unit) => unit.kind === kind).length ? { serial: known._id, known } : found;
}

/** With the institution, or with its families. */
const IN_HAND = ['free', 'held', 'leaving', 'handed', 'active', 'lapsed', 'lent', 'returned'] as const;

/** The article that was typed or scanned, if it can be handed over there. */
async function lookAt(
  context: ServiceContext,
  campaign: Campaign,
  institution: Uai,
  typed: string | undefined,
): Promise<{ found: Extract<FoundSerial, { serial: Serial }> | null; why: SerialRefusal | null; isNeeded: boolean }> {
  const isNeeded = await context.store.serials.areListed(campaign.id, institution);
  const read = typed?.trim() ? await findSerial(context, campaign, typed, institution) : null;
  const found = read && (await afterMoving(context, campaign, read));
  if (!found) return { found, isNeeded, why: isNeeded ? { problem: 'needed' } : null };
  if ('problem' in found) return { found: null, isNeeded, why: found };
  return { found, isNeeded, why: isNeeded && !found.known ? { problem: 'notDelivered' } : null };
}

/** What is said of a serial that can be handed over: no list has it, though there are some; its delivery was said to come without it. */
export type Beware = 'unknown' | 'missing';

/** Said to be missing from its delivery: for good, or until that is settled. @throws StoreAway */
export async function isMissing(
  { store }: Pick<ServiceContext, 'store'>,
  { _id, campaign, delivery, isMissing: isSettled }: KnownSerial,
): Promise<boolean> {
  if (isSettled || delivery === undefined) return isSettled === true;
  const note = await store.deliveries.find(campaign, delivery);
  return note?.settled === undefined && note?.missing?.includes(_id) === true;
}

/** Whether a serial can be handed over to a pupil, before it is. @throws NotAllowed, NoCampaign, StoreAway */
export async function previewSerial(
  context: ServiceContext,
  actor: Actor,
  { institution }: Pick<Nomination, 'institution'>,
  typed: string | undefined,
): Promise<{ isNeeded: boolean; why: SerialRefusal | null; beware: Beware | null }> {
  authorise(actor, 'handOver', institution);
  const campaign = await context.directory.campaign(actor);
  const { found, why, isNeeded } = await lookAt(context, campaign, institution, typed);
  const holder = found && (await context.store.units.find({ campaign: campaign.id, serial: found.serial }));
  const isUnknown = found?.known === null && (await context.store.serials.count(campaign.id)) > 0;
  const beware = isUnknown ? 'unknown' : found?.known && (await isMissing(context, found.known)) ? 'missing' : null;
  return { isNeeded, beware, why: holder ? { problem: 'taken', holder } : why };
}

/** The article is where it is handed over, whether it was known or not. @returns why it is not, where somebody else has it in hand */
async function keep(
  context: ServiceContext,
  campaign: Campaign,
  { serial, known }: Extract<FoundSerial, { serial: Serial }>,
  institution: Uai,
): Promise<SerialRefusal | null> {
  const { serials } = context.store;
  const { id, kind } = campaign;
  if (!known) await serials.add([{ _id: serial, campaign: id, kind, institution, source: AT_HAND, atHand: true }]);
  else if (known.institution !== institution) await serials.takeInHand(id, serial, known.institution, institution);
  else if (known.isMissing) await serials.found(id, serial);
  const found = await findSerial(context, campaign, serial, institution);
  if ('problem' in found) return found;
  return found.known ? null : keep(context, campaign, found, institution); // it was taken back as a mistake meanwhile
}

/** A serial that was handed over and is not any more is where it was before. */
async function letGo({ store }: ServiceContext, serial: Serial | undefined): Promise<void> {
  if (serial === undefined) return;
  const [known] = await store.serials.among([serial]);
  const holder = known && (await store.units.find({ campaign: known.campaign, serial }));
  if (known?.atHand && !holder) await store.serials.letGo(serial);
}

/**
 * @param shownAt when the hand-over was shown that is meant: a later one is another
 * @returns the unit as it stands; null when it was too long ago, or is undone already
 * @throws NotAllowed, UnknownNomination, StoreAway
 */
export async function undoHandOver(
  context: ServiceContext,
  asking: Actor,
  id: string,
  shownAt?: Date,
): Promise<Unit | null> {
  const actor = await actorNow(context, asking);
  const { store, now } = context;
  const { id: campaign } = await context.directory.campaignNow(actor);
  const nomination = await store.nominations.require({ campaign, _id: id });
  const stamp = { ...authoriseFor(actor, 'handOver', nomination), at: now() };
  const ref = { campaign, nomination: id };
  const unit = await store.units.find(ref);
  if (!unit?.handed) return null;
  const line = lineOf('unitUndone', nomination, stamp, {
    ...{ _id: `${unit._id}/undone/${unit.handed.at.getTime()}`, unit: unit._id },
  });
  const undone = await store.units.act('undo', ref, line, {
    unset: ['serial', 'handed'],
    handed: undoWindow(stamp.at, shownAt),
  });
  await carry(store);
  if (!undone || undone === TAKEN) return null;
  await letGo(context, unit.serial);
  return undone;
}
