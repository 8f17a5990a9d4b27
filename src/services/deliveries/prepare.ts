/** Delivery notes for what institutions are to be sent: one each, with its serials where they are known. */
import { randomBytes } from 'node:crypto';
import { setImmediate as breath } from 'node:timers/promises';
import type { Kind } from '../../domain/campaign';
import type { Delivery } from '../../domain/delivery';
import type { Institution } from '../../domain/institution';
import type { JournalLine, Stamp } from '../../domain/journal';
import type { Uai } from '../../domain/uai';
import type { Store } from '../../store/open';
import { stepAside } from '../../store/retry';
import { actorNow } from '../actorNow';
import { type Actor, authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { requireHanding } from '../articles/handOver';
import { carry } from '../journal/carry';

/** States whose articles are still to be brought to the pupils' school. */
const TO_SEND: ReadonlySet<string> = new Set(['free', 'held']);

/** How many articles each institution holds and was not sent. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function toSend(context: ServiceContext, actor: Actor): Promise<Map<Uai, number>> {
  authorise(actor, 'steer');
  const { id } = await context.directory.campaign(actor);
  const waiting = new Map<Uai, number>();
  for (const { institution, state, delivery, count } of await context.store.units.stock(id))
    if (institution && delivery === null && TO_SEND.has(state))
      waiting.set(institution, (waiting.get(institution) ?? 0) + count);
  return waiting;
}

export interface PrepareOptions {
  /** Those alone; all that have something to be sent without it. */
  institutions?: readonly Institution[];
  /** Told after each note: notes so far, of how many. */
  tell?: (done: number, of: number) => void;
}

/**
 * Writes the notes. What a note was left half packed by a crash is packed first; of two who do it at once each article goes by one note.
 * @returns the notes that are prepared and not sent, in the order of their numbers
 * @throws NotAllowed, NoCampaign, ChooseCampaign, CampaignNotOpened, CampaignArchived, StoreAway
 */
export async function prepareDeliveries(
  context: ServiceContext,
  asking: Actor,
  { institutions, tell }: PrepareOptions = {},
): Promise<Delivery[]> {
  const actor = await actorNow(context, asking);
  const by = authorise(actor, 'steer');
  const { store, now, directory } = context;
  const campaign = requireHanding(await directory.campaignNow(actor));
  const { id, kind } = campaign;
  await emptyCancelled(store, id);
  for (const note of [...(await store.deliveries.begun(id)), ...(await store.deliveries.of(id))])
    if (note.state === 'prepared') await pack(store, kind, note);
  const waiting = await toSend(context, actor);
  const taking = institutions ?? [...(await directory.taking(campaign)).values()].sort(byName);
  const wanted = taking.filter(({ uai }) => waiting.has(uai));
  for (const [i, { uai }] of wanted.entries()) {
    const note = await add(store, { ...by, at: now() }, id, uai, waiting.get(uai)!);
    await pack(store, kind, note);
    tell?.(i + 1, wanted.length);
    await breath();
  }
  await carry(store);
  const among = institutions && new Set(institutions.map(({ uai }) => uai));
  return (await store.deliveries.of(id)).filter(
    ({ state, institution }) => state === 'prepared' && (!among || among.has(institution)),
  );
}

const byName = (a: Institution, b: Institution): number =>
  (a.communes[0] ?? '').localeCompare(b.communes[0] ?? '', 'fr') || a.name.localeCompare(b.name, 'fr');

/** Takes the next number: whoever comes second takes the one after. */
async function add(store: Store, stamp: Stamp, campaign: string, institution: Uai, count: number): Promise<Delivery> {
  const id = randomBytes(8).toString('hex'); // of its own: a number that was dropped is taken again
  for (;;) {
    const number = (await store.deliveries.last(campaign)) + 1;
    const note: Delivery = {
      ...{ id, number, campaign, institution, count },
      ...{ serials: [], state: 'prepared', at: stamp.at },
    };
    const line: JournalLine = {
      ...{ _id: `${id}/prepared`, what: 'deliveryPrepared', campaign, institution, count, movement: id },
      ...stamp,
    };
    if (await store.deliveries.add(note, line)) return note;
    await stepAside();
  }
}

/** What goes by it: its units, then as many serials. One that would bring nothing is none. Safe to repeat. @returns how many articles go by it */
export async function pack(store: Store, kind: Kind, note: Delivery): Promise<number> {
  const { id, campaign, institution, count } = note;
  const going = await store.units.send({ campaign, kind, institution }, id, count);
  await unpack(store, note, going);
  if (!going) {
    await store.deliveries.drop(id);
    return 0;
  }
  const serials = await store.serials.pack(note, going, (some) => store.units.holding(campaign, some));
  if (await store.deliveries.packed(id, going, serials)) return going;
  // Whoever found nothing to go by it has dropped it meanwhile, or it was cancelled: what goes by no note waits for the next.
  await store.units.unsend(campaign, id, 0);
  await unpack(store, note, 0);
  return 0;
}

/** Nothing goes by a note that was cancelled: its articles wait for another. Safe to repeat, and to be ended halfway. @throws StoreAway */
export async function empty(store: Store, { campaign, id, ...note }: Delivery): Promise<void> {
  await store.units.unsend(campaign, id, 0);
  await unpack(store, { campaign, id, ...note }, 0);
  const held = await store.units.holding(campaign, await store.serials.packedIn(campaign, id));
  await store.serials.leaveDelivery(campaign, id, [...held]);
}

/** What goes by cancelled notes all the same: whoever packed one at that moment, or emptied it, did not go on. @throws StoreAway */
export async function emptyCancelled(store: Store, campaign: string): Promise<void> {
  const notes = await store.deliveries.cancelledOf(campaign);
  if (!notes.length) return;
  const ids = notes.map(({ id }) => id);
  const full = new Set([
    ...(await store.units.deliveriesAmong(campaign, ids)),
    ...(await store.serials.deliveriesAmong(campaign, ids)),
  ]);
  for (const note of notes) if (full.has(note.id)) await empty(store, note);
}

/** Takes serials out of a note, those beyond so many; what a family has stays what it was. */
async function unpack(store: Store, { id, campaign, institution }: Delivery, keep: number): Promise<void> {
  const packed = await store.serials.packedIn(campaign, id);
  if (packed.length <= keep) return;
  const held = await store.units.holding(campaign, packed);
  const beyond = packed.filter((serial) => !held.has(serial)).slice(Math.max(0, keep - held.size));
  await store.serials.unpack(campaign, id, beyond);
  const since = await store.units.holding(campaign, beyond);
  if (since.size) await store.serials.put(campaign, [...since], institution); // handed over meanwhile
}
