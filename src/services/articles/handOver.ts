/** Handing an article over to a pupil's family: which pupil, which article, how it is proven; and undoing it, for ten minutes. */
import type { Campaign } from '../../domain/campaign';
import { CampaignArchived, CampaignNotOpened } from '../../domain/errors';
import { type HandOver, UNDO_MS } from '../../domain/handOver';
import type { Serial } from '../../domain/serial';
import type { Uai } from '../../domain/uai';
import { isOut } from '../../domain/unit';
import type { Nomination, State } from '../../store/nomination';
import type { Unit } from '../../store/unit';
import { TAKEN } from '../../store/unitActs';
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
  | { problem: 'taken' };

/** Articles are handed over as long as the operation is in the lists, also once it is closed. @throws CampaignNotOpened, CampaignArchived */
export function requireHanding(campaign: Campaign): Campaign {
  if (campaign.state === 'draft') throw new CampaignNotOpened();
  if (campaign.state === 'archived') throw new CampaignArchived();
  return campaign;
}

/**
 * Hands it over in one change of one document: of several who scan the same article, or hand to the same pupil, one does.
 * @throws NotAllowed, UnknownNomination, NoCampaign, CampaignNotOpened, CampaignArchived, StoreAway
 */
export async function handOver(
  context: ServiceContext,
  actor: Actor,
  { form, nomination: id, serial: typed, ...how }: HandOverRequest,
): Promise<HandedOver> {
  const { store } = context;
  const campaign = requireHanding(await context.directory.campaign(actor));
  const nomination = await store.nominations.require({ campaign: campaign.id, _id: id });
  const { institution } = nomination;
  const stamp = { ...authoriseFor(actor, 'handOver', nomination), at: context.now() };
  if (nomination.state !== 'open') return { outcome: 'ended', nomination, state: nomination.state };
  const ref = { campaign: campaign.id, nomination: id };
  const held = await store.units.find(ref);
  if (!held) return { outcome: 'waiting', nomination };
  if (isOut(held.state)) return { outcome: 'already', nomination, unit: held };
  const refused = (why: SerialRefusal): HandedOver => ({ outcome: 'refused', nomination, why });
  const { found, why } = await lookAt(context, campaign, institution, typed);
  if (why) return refused(why);
  if (found) await keep(context, campaign, found, { institution, source: form });
  const line = lineOf('unitHanded', nomination, stamp, {
    ...{ _id: `${held._id}/handed/${form}`, unit: held._id, reason: how.proof },
  });
  const unit = await store.units.act('handOver', ref, line, {
    set: { handed: { ...how, at: stamp.at, by: actor.id }, ...(found && { serial: found.serial }) },
  });
  await carry(store);
  if (unit === TAKEN) return refused({ problem: 'taken' });
  if (!unit) return handOver(context, actor, { form, nomination: id, ...how }); // it was handed over, or taken off, meanwhile
  return { outcome: 'handed', nomination, unit, ...(found?.isForeign && { isForeign: true as const }) };
}

/** The article that was typed or scanned, if it can be handed over there. */
async function lookAt(
  context: ServiceContext,
  campaign: Campaign,
  institution: Uai,
  typed: string | undefined,
): Promise<{ found: Extract<FoundSerial, { serial: Serial }> | null; why: SerialRefusal | null; isNeeded: boolean }> {
  const isNeeded = await context.store.serials.areListed(campaign.id, institution);
  const found = typed?.trim() ? await findSerial(context, campaign, typed, institution) : null;
  if (!found) return { found, isNeeded, why: isNeeded ? { problem: 'needed' } : null };
  if ('problem' in found) return { found: null, isNeeded, why: found };
  return { found, isNeeded, why: isNeeded && !found.known ? { problem: 'notDelivered' } : null };
}

/** Whether a serial can be handed over to a pupil, before it is. @throws NotAllowed, NoCampaign, StoreAway */
export async function previewSerial(
  context: ServiceContext,
  actor: Actor,
  { institution }: Pick<Nomination, 'institution'>,
  typed: string | undefined,
): Promise<{ isNeeded: boolean; why: SerialRefusal | null }> {
  authorise(actor, 'handOver', institution);
  const campaign = await context.directory.campaign(actor);
  const { found, why, isNeeded } = await lookAt(context, campaign, institution, typed);
  const holder = found && (await context.store.units.find({ campaign: campaign.id, serial: found.serial }));
  return { isNeeded, why: holder ? { problem: 'taken' } : why };
}

/** The article is where it is handed over, whether it was known or not. */
async function keep(
  { store }: ServiceContext,
  { id: campaign, kind }: Campaign,
  { serial, known }: Extract<FoundSerial, { serial: Serial }>,
  { institution, source }: { institution: Uai; source: string },
): Promise<void> {
  if (!known) await store.serials.add([{ _id: serial, campaign, kind, institution, source, atHand: true }]);
  else if (!known.institution) await store.serials.put(campaign, [serial], institution);
}

/** @returns the unit as it stands; null when it was too long ago, or is undone already. @throws NotAllowed, UnknownNomination, StoreAway */
export async function undoHandOver(context: ServiceContext, actor: Actor, id: string): Promise<Unit | null> {
  const { store, now } = context;
  const { id: campaign } = await context.directory.campaign(actor);
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
    handedSince: new Date(stamp.at.getTime() - UNDO_MS),
  });
  await carry(store);
  return undone === TAKEN ? null : undone;
}
