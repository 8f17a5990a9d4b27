/** Where one article is, by its serial: it was found in a corridor, or a card has to be answered for. */
import { randomUUID } from 'node:crypto';
import type { Delivery } from '../../domain/delivery';
import { readSerial, type Serial } from '../../domain/serial';
import type { Uai } from '../../domain/uai';
import type { Nomination } from '../../store/nomination';
import type { Unit } from '../../store/unit';
import { actorNow } from '../actorNow';
import { type Actor, authorise, may, placesWhere } from '../authorise';
import type { ServiceContext } from '../context';
import { findMine } from '../listPupils';
import { findSerial } from './findSerial';
import { isMissing, type SerialRefusal } from './handOver';

export interface Whereabouts {
  serial: Serial;
  /** Absent: in a box of the reserve. */
  institution?: Uai;
  /** By which it was sent. */
  note?: Delivery;
  /** What it is counted as, from when it was handed over first. */
  unit?: Unit;
  /** It was sent there, and never came. */
  isMissing?: true;
  /** Whose it is, for who sees that pupil. */
  nomination?: Nomination;
}

/** Who steers is told of every article, and of no pupil; who hands over, of those of their institutions. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function whereIs(
  context: ServiceContext,
  actor: Actor,
  typed: string,
): Promise<Whereabouts | SerialRefusal | { problem: 'unknown' }> {
  const seesAll = may(actor, 'steer');
  authorise(actor, seesAll ? 'steer' : 'handOver');
  const { store } = context;
  const campaign = await context.directory.campaign(actor);
  const found = await findSerial(context, campaign, typed);
  if ('problem' in found) return found;
  const { serial, known } = found;
  const unit = await store.units.find({ campaign: campaign.id, serial });
  const institution = unit?.institution ?? known?.institution;
  if (!unit && !known) return { problem: 'unknown' };
  if (!seesAll && institution === undefined) return { problem: 'notDelivered' };
  if (!seesAll && !placesWhere(actor, 'handOver').includes(institution!))
    return { problem: 'elsewhere', institution: institution!, known: known! };
  const nomination = unit?.nomination === undefined ? null : await findMine(context, actor, unit.nomination);
  // Of another school of the district; of whom nothing is kept any more the head is still told where it is.
  if (actor.schools && unit?.nomination !== undefined && !nomination) return { problem: 'taken' };
  const delivery = unit?.delivery ?? known?.delivery;
  const note = delivery === undefined ? null : await store.deliveries.find(campaign.id, delivery);
  return {
    serial,
    ...(institution !== undefined && { institution }),
    ...(note && note.state !== 'cancelled' && { note }),
    ...(unit && { unit }),
    ...(known && (await isMissing(context, known)) && { isMissing: true as const }),
    ...(nomination && { nomination }),
  };
}

/**
 * Takes back a serial that was written down by mistake: only as long as it is in a box of the reserve. Safe to repeat.
 * @returns whether it is known no more. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway
 */
export async function forgetSerial(context: ServiceContext, asking: Actor, typed: string): Promise<boolean> {
  const actor = await actorNow(context, asking);
  const by = authorise(actor, 'steer');
  const { store, now } = context;
  const { id: campaign, kind } = await context.directory.campaignNow(actor);
  const read = readSerial(typed, kind);
  if (!('serial' in read) || (await store.units.find({ campaign, serial: read.serial }))) return false;
  const name = await store.serials.leave(campaign, read.serial, randomUUID());
  if (name === null) return false;
  // Written first: once it is gone, nothing is left that could tell.
  await store.journal.add([
    { _id: `${campaign}/forgotten/${name}`, what: 'serialForgotten', campaign, ...by, at: now() },
  ]);
  return store.serials.forget(campaign, read.serial);
}
