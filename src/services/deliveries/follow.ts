/** What becomes of delivery notes: sent, received and counted, a difference settled. */
import { type Delivery, differenceOf, type Finding, isOpenDifference } from '../../domain/delivery';
import { UnknownDelivery } from '../../domain/errors';
import type { Institution } from '../../domain/institution';
import type { Deed, JournalLine, Stamp } from '../../domain/journal';
import type { Store } from '../../store/open';
import { type Actor, authorise, may, placesWhere } from '../authorise';
import type { ServiceContext } from '../context';
import { carry } from '../journal/carry';
import { carryOut } from '../movements/carryOut';

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
export async function listDeliveries(context: ServiceContext, actor: Actor): Promise<Delivery[]> {
  const { id } = await context.directory.campaign(actor);
  if (may(actor, 'steer')) return context.store.deliveries.of(id);
  authorise(actor, 'handOver');
  return context.store.deliveries.of(id, placesWhere(actor, 'handOver'));
}

/** One of them. @throws UnknownDelivery, NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function findDelivery(context: ServiceContext, actor: Actor, id: string): Promise<Delivery> {
  const { id: campaign } = await context.directory.campaign(actor);
  const found = await context.store.deliveries.find(campaign, id);
  if (!found) throw new UnknownDelivery();
  if (!may(actor, 'steer')) authorise(actor, 'handOver', found.institution);
  return found;
}

/** Those that are prepared have left. Safe to repeat. @returns how many. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function markSent(
  context: ServiceContext,
  actor: Actor,
  institutions?: readonly Institution[],
): Promise<number> {
  const stamp = { ...authorise(actor, 'steer'), at: context.now() };
  const { store, directory } = context;
  const { id } = await directory.campaign(actor);
  const among = institutions?.map(({ uai }) => uai);
  let sent = 0;
  for (const note of await store.deliveries.of(id, among)) {
    if (note.state !== 'prepared') continue;
    const line = lineOf('deliverySent', note, stamp, { count: note.count });
    if (await store.deliveries.sent(note.id, stamp.at, line)) sent++;
  }
  await carry(store);
  return sent;
}

/** Counted by whoever receives stock there. Once: a second count changes nothing. @returns the note as it stands. @throws UnknownDelivery, NotAllowed, StoreAway */
export async function receiveDelivery(
  context: ServiceContext,
  actor: Actor,
  id: string,
  counted: number,
): Promise<Delivery> {
  const { store, now } = context;
  const note = await findDelivery(context, actor, id);
  const by = may(actor, 'handOver', note.institution)
    ? authorise(actor, 'handOver', note.institution)
    : authorise(actor, 'steer');
  const received = { at: now(), by: actor.id, counted };
  await store.deliveries.received(
    id,
    received,
    lineOf('deliveryReceived', note, { ...by, at: received.at }, { count: counted }),
  );
  await carry(store);
  return findDelivery(context, actor, id);
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
  actor: Actor,
  id: string,
  finding: Finding,
): Promise<{ delivery: Delivery; retired: number }> {
  const { store, now } = context;
  const note = await findDelivery(context, actor, id);
  const stamp = { ...authorise(actor, 'steer'), at: now() };
  const missing = Math.max(0, -differenceOf(note));
  const counted = finding === 'missing' ? note.received!.counted : note.count;
  const settled = { at: stamp.at, by: actor.id, finding };
  const isDone = isOpenDifference(note)
    ? await store.deliveries.settled(id, settled, counted, lineOf('deliverySettled', note, stamp, { reason: finding }))
    : false;
  const retired = isDone && finding === 'missing' ? await retire(context, actor, note, missing) : 0;
  await carry(store);
  return { delivery: await findDelivery(context, actor, id), retired };
}

/** What did not come is sent no more by this note: as far as it is free it is lost; the rest is to be sent again. */
async function retire(context: ServiceContext, actor: Actor, note: Delivery, missing: number): Promise<number> {
  const { store, now } = context;
  const { campaign, institution, id } = note;
  await unsend(store, note, missing);
  const movement = `missing-${id}`;
  await store.movements.begin({
    ...{ id: movement, campaign, kind: 'retire', reason: 'lost', by: actor.id, at: now(), state: 'running' },
    legs: [{ from: institution, to: 'outside', count: missing }],
  });
  const ended = await carryOut(context, movement);
  return ended?.legs[0]?.done ?? 0;
}

const unsend = (store: Store, { campaign, id }: Delivery, missing: number): Promise<number> =>
  store.units.unsend(campaign, id, missing);
