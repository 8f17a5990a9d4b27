/** What becomes of delivery notes: sent, received and counted, a difference settled. */
import {
  type Delivery,
  differenceOf,
  type Finding,
  isOpenDifference,
  missingIn,
  type StandingDelivery,
} from '../../domain/delivery';
import { UnknownDelivery } from '../../domain/errors';
import type { Institution } from '../../domain/institution';
import type { Deed, JournalLine, Stamp } from '../../domain/journal';
import { actorNow } from '../actorNow';
import { type Actor, authorise, may, placesWhere } from '../authorise';
import type { ServiceContext } from '../context';
import { carry } from '../journal/carry';
import { carryOut } from '../movements/carryOut';
import { empty, emptyCancelled, pack } from './prepare';

const lineOf = (
  what: Deed,
  { id, campaign, institution }: Delivery,
  stamp: Stamp,
  more: Partial<Pick<JournalLine, 'count' | 'reason'>>,
): JournalLine => ({
  ...{ _id: `${id}/${what}`, what, campaign, institution, movement: id },
  ...stamp,
  ...more,
});

/** The notes that somebody answers for, by number: a coordinator's are all. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function listDeliveries(context: ServiceContext, actor: Actor): Promise<StandingDelivery[]> {
  const { id } = await context.directory.campaign(actor);
  if (may(actor, 'steer')) return context.store.deliveries.of(id);
  authorise(actor, 'handOver');
  return context.store.deliveries.of(id, placesWhere(actor, 'handOver'));
}

/** How many stand how, those that were cancelled as well: what is told of them is what is there. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function countDeliveries(
  context: ServiceContext,
  actor: Actor,
): Promise<Record<Delivery['state'], number>> {
  authorise(actor, 'steer');
  const { id } = await context.directory.campaign(actor);
  const counts = { prepared: 0, sent: 0, received: 0, cancelled: 0 };
  for (const { state } of await context.store.deliveries.of(id)) counts[state]++;
  return { ...counts, cancelled: (await context.store.deliveries.cancelledOf(id)).length };
}

/** One of them, that something goes by. @throws UnknownDelivery, NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function findDelivery(context: ServiceContext, actor: Actor, id: string): Promise<Delivery> {
  const { id: campaign } = await context.directory.campaign(actor);
  const found = await context.store.deliveries.find(campaign, id);
  if (!found || found.state === 'cancelled') throw new UnknownDelivery();
  if (!may(actor, 'steer')) authorise(actor, 'handOver', found.institution);
  return found;
}

/** Those that are prepared have left. Safe to repeat. @returns how many. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function markSent(
  context: ServiceContext,
  asking: Actor,
  institutions?: readonly Institution[],
): Promise<number> {
  const actor = await actorNow(context, asking);
  const stamp = { ...authorise(actor, 'steer'), at: context.now() };
  const { store, directory } = context;
  const campaign = await directory.campaignNow(actor);
  const { id } = campaign;
  const among = institutions?.map(({ uai }) => uai);
  let sent = 0;
  for (const note of await store.deliveries.of(id, among)) {
    if (note.state !== 'prepared') continue;
    const packed = await pack(store, campaign.kind, note); // places may have moved since
    if (!packed) continue;
    const line = lineOf('deliverySent', note, stamp, { count: packed });
    if (await store.deliveries.sent(note.id, stamp.at, line)) sent++;
  }
  await carry(store);
  return sent;
}

/**
 * Takes back those that have not left, or the one of that number: what went by them waits for other notes. Safe to repeat.
 * @returns how many. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway
 */
export async function cancelPrepared(context: ServiceContext, asking: Actor, number?: number): Promise<number> {
  const actor = await actorNow(context, asking);
  const stamp = { ...authorise(actor, 'steer'), at: context.now() };
  const { store, directory } = context;
  const { id } = await directory.campaignNow(actor);
  let cancelled = 0;
  for (const note of await store.deliveries.of(id)) {
    if (note.state !== 'prepared' || (number !== undefined && note.number !== number)) continue;
    const line = lineOf('deliveryCancelled', note, stamp, { count: note.count });
    if (!(await store.deliveries.cancelled(note.id, line))) continue;
    await empty(store, note);
    cancelled++;
  }
  await carry(store);
  return cancelled;
}

/** Counted by whoever receives stock there. Once: a second count changes nothing. @returns the note as it stands. @throws UnknownDelivery, NotAllowed, StoreAway */
export async function receiveDelivery(
  context: ServiceContext,
  asking: Actor,
  id: string,
  counted: number,
): Promise<Delivery> {
  const actor = await actorNow(context, asking);
  const { store, now } = context;
  if (!Number.isInteger(counted) || counted < 0) throw new RangeError('not a count');
  const note = await findDelivery(context, actor, id);
  const by = authoriseAt(actor, note);
  const received = { at: now(), by: actor.id, counted };
  await store.deliveries.received(
    id,
    received,
    lineOf('deliveryReceived', note, { ...by, at: received.at }, { count: counted }),
  );
  await carry(store);
  return findDelivery(context, actor, id);
}

/** Who receives stock there, or steers. @throws NotAllowed */
const authoriseAt = (actor: Actor, { institution }: Delivery) =>
  may(actor, 'handOver', institution) ? authorise(actor, 'handOver', institution) : authorise(actor, 'steer');

/**
 * Says which of its articles did not come; said again, it takes the place of what was said before.
 * @param typed serials, or the last digits that are printed on a card
 * @returns the note as it stands, and what was typed that cannot be: no number of the note, or more than are missing
 * @throws UnknownDelivery, NotAllowed, NoCampaign, ChooseCampaign, StoreAway
 */
export async function tellMissing(
  context: ServiceContext,
  asking: Actor,
  id: string,
  typed: readonly string[],
): Promise<{ delivery: Delivery; bad: string[] }> {
  const actor = await actorNow(context, asking);
  const { store, directory } = context;
  const note = await findDelivery(context, actor, id);
  const stamp = { ...authoriseAt(actor, note), at: context.now() };
  const { kind } = await directory.campaignNow(actor);
  const { found, bad } = missingIn(note, kind, typed);
  const held = await store.units.holding(note.campaign, found); // signed for: it came
  if (bad.length || held.size || !found.length) return { delivery: note, bad: [...bad, ...held] };
  const line = lineOf('deliveryMissing', note, stamp, { count: found.length });
  await store.deliveries.missing(id, found, { ...line, _id: `${line._id}/${stamp.at.getTime()}` });
  await carry(store);
  return { delivery: await findDelivery(context, actor, id), bad: [] };
}

/** The notes whose count is not what they say, until that is settled. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export const openDifferences = async (context: ServiceContext, actor: Actor): Promise<Delivery[]> =>
  (await listDeliveries(context, actor)).filter(isOpenDifference);

/**
 * Says what a difference was. What never came goes out of the school's units, as far as they are free: what is held stays held, and
 * whoever holds it waits for the next delivery. Safe to repeat.
 * @returns units that were taken out of the school's. @throws UnknownDelivery, NotAllowed, StoreAway
 */
export async function settleDifference(
  context: ServiceContext,
  asking: Actor,
  id: string,
  finding: Finding,
): Promise<{ delivery: Delivery; retired: number }> {
  const actor = await actorNow(context, asking);
  const { store, now } = context;
  const note = await findDelivery(context, actor, id);
  const stamp = { ...authorise(actor, 'steer'), at: now() };
  const counted = finding === 'missing' ? note.received!.counted : note.count;
  const settled = { at: stamp.at, by: actor.id, finding };
  if (isOpenDifference(note))
    await store.deliveries.settled(id, settled, counted, lineOf('deliverySettled', note, stamp, { reason: finding }));
  await carry(store);
  const delivery = await findDelivery(context, actor, id);
  return { delivery, retired: await retireMissing(context, delivery) };
}

/** Finishes what a crash left half done: what never came, and was not taken out of the school's units; what was cancelled, and not emptied. @throws StoreAway */
export async function finishDeliveries(context: Pick<ServiceContext, 'store' | 'now'>): Promise<void> {
  const { store } = context;
  for (const note of await store.deliveries.unfinished()) await retireMissing(context, note);
  for (const { id } of await store.campaigns.all()) await emptyCancelled(store, id);
}

/**
 * What did not come is sent no more by this note: as far as it is free it is lost; the rest is to be sent again. Safe to repeat.
 * @returns units that are lost by it
 */
async function retireMissing(context: Pick<ServiceContext, 'store' | 'now'>, note: Delivery): Promise<number> {
  const { store, now } = context;
  const { campaign, institution, id, settled } = note;
  const missing = Math.max(0, -differenceOf(note));
  if (settled?.finding !== 'missing' || !missing || settled.isDone) return 0;
  await store.serials.miss(campaign, id, note.missing ?? []);
  await store.units.unsend(campaign, id, note.received!.counted);
  const movement = `missing-${id}`;
  await store.movements.begin({
    ...{ id: movement, campaign, kind: 'retire', reason: 'lost', by: settled.by, at: now(), state: 'running' },
    legs: [{ from: institution, to: 'outside', count: missing }],
  });
  const ended = await carryOut(context, movement);
  await store.deliveries.finished(id);
  return ended?.legs[0]?.done ?? 0;
}
