/** The figures of an operation that anybody may be told: announced, received, by whom given, delivered, handed over, lent. */
import { type Campaign, isDevice } from '../domain/campaign';
import type { Institution } from '../domain/institution';
import type { Delivery } from '../domain/delivery';
import { bandOf, type PublicRow, type ToldTotal, totalOf } from '../domain/publicFigures';
import type { Uai } from '../domain/uai';
import { COUNTED_AS, isOut, type UnitState } from '../domain/unit';
import type { StockRow } from '../store/unitActs';
import { type Actor, authorise } from './authorise';
import type { ServiceContext } from './context';

export interface Figures {
  campaign: Campaign;
  at: Date;
  announced: number;
  received: number;
  /** By giver: how many were announced, and received. */
  givers: { name: string; announced: number; received: number }[];
  delivered: number;
  /** With families. */
  handedOver: ToldTotal;
  /** Of devices: kept by institutions for themselves; those of families are handed over. */
  lent: number | null;
  /** Places, delivered, handed over: by kind of institution, and by commune. */
  streams: PublicRow[];
  communes: PublicRow[];
}

/** It counts as one of the institution's. */
const isThere = (state: UnitState): boolean => COUNTED_AS[state] !== 'retired';

/** @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function publicFigures(context: ServiceContext, actor: Actor): Promise<Figures> {
  authorise(actor, 'seeAllCounts');
  const { store, directory, now } = context;
  const campaign = await directory.campaign(actor);
  const [stock, lots, notes, known] = await Promise.all([
    store.units.stock(campaign.id),
    store.movements.lots(campaign.id),
    store.deliveries.of(campaign.id),
    directory.institutions(),
  ]);
  const givers = new Map<string, { announced: number; received: number }>();
  for (const { lot, legs } of lots) {
    const name = lot?.giver ?? campaign.giver ?? '';
    const { announced, received } = givers.get(name) ?? { announced: 0, received: 0 };
    const came = legs.reduce((sum, { done = 0 }) => sum + done, 0);
    givers.set(name, { announced: announced + (lot?.announced ?? came), received: received + came });
  }
  const rows = [...givers].map(([name, counts]) => ({ name, ...counts })).sort((a, b) => b.received - a.received);
  const placed = placesOf(stock, notes, known);
  const streams = groupBy(placed, ({ institution: { kind } }) => kind);
  const communes = groupBy(
    placed,
    ({
      institution: {
        communes: [own = ''],
      },
    }) => own,
  );
  const lent = stock.reduce((total, { state, count }) => total + (state === 'lent' ? count : 0), 0);
  return {
    ...{ campaign, at: now(), givers: rows },
    announced: rows.reduce((total, { announced }) => total + announced, 0),
    received: rows.reduce((total, { received }) => total + received, 0),
    delivered: placed.reduce((total, { delivered }) => total + delivered, 0),
    handedOver: totalOf(...[streams, communes].map((groups) => groups.map(({ handed }) => handed))),
    lent: isDevice(campaign.kind) ? lent : null,
    ...{ streams: streams.map(told), communes: communes.map(told) },
  };
}

interface Placed {
  institution: Institution;
  units: number;
  delivered: number;
  handed: number;
}

/** Articles that came to each institution by a note that was counted, or were there from the beginning; no more than were counted. */
function placesOf(
  stock: readonly StockRow[],
  notes: readonly Delivery[],
  known: ReadonlyMap<Uai, Institution>,
): Placed[] {
  const byNote = new Map(notes.map((note) => [note.id, note]));
  const places = new Map<Uai, Placed>();
  const came = new Map<string, number>();
  for (const { institution: uai, state, delivery, count } of stock) {
    const institution = uai && known.get(uai);
    if (!institution) continue;
    const place = places.get(institution.uai) ?? { institution, units: 0, delivered: 0, handed: 0 };
    if (isThere(state)) place.units += count;
    if (isOut(state)) place.handed += count;
    const note = byNote.get(delivery ?? '');
    if (delivery !== null && (!note || note.received) && (isThere(state) || state === 'lost')) {
      const before = came.get(delivery) ?? 0;
      const now = Math.min(before + count, note?.received?.counted ?? Infinity);
      came.set(delivery, now);
      place.delivered += now - before;
    }
    places.set(institution.uai, place);
  }
  return [...places.values()];
}

interface Group {
  name: string;
  places: number;
  delivered: number;
  handed: number;
}

const told = ({ handed, ...group }: Group): PublicRow => ({ ...group, handed: bandOf(handed) });

/** The largest first. @param named by what */
function groupBy(placed: readonly Placed[], named: (place: Placed) => string): Group[] {
  const groups = new Map<string, Group>();
  for (const place of placed) {
    const name = named(place);
    const { places, delivered, handed } = groups.get(name) ?? { places: 0, delivered: 0, handed: 0 };
    groups.set(name, {
      ...{ name, places: places + place.units },
      ...{ delivered: delivered + place.delivered, handed: handed + place.handed },
    });
  }
  return [...groups.values()].sort((a, b) => b.places - a.places || a.name.localeCompare(b.name, 'fr'));
}
