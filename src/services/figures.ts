/** The figures of an operation that anybody may be told: announced, received, by whom given, delivered, handed over, lent. */
import { type Campaign, isDevice } from '../domain/campaign';
import type { Institution } from '../domain/institution';
import { hideFew, type PublicRow, toldTotal } from '../domain/publicFigures';
import type { Uai } from '../domain/uai';
import type { UnitState } from '../domain/unit';
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
  /** With families; null where it is too few to be told. */
  handedOver: number | null;
  /** Of devices: with families and with institutions, brought back since or not. */
  lent: number | null;
  /** Places, delivered, handed over: by kind of institution, and by commune. */
  streams: PublicRow[];
  communes: PublicRow[];
}

/** It has been with a family, or is. */
const HANDED: ReadonlySet<UnitState> = new Set(['handed', 'active', 'lapsed']);
/** It counts as one of the institution's. */
const THERE: ReadonlySet<UnitState> = new Set([
  'free',
  'held',
  'leaving',
  'handed',
  'active',
  'lapsed',
  'lent',
  'returned',
]);

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
  const counted = new Map<Uai, number>();
  for (const { institution, received } of notes)
    if (received) counted.set(institution, (counted.get(institution) ?? 0) + received.counted);
  const placed = placesOf(stock, counted, known);
  const sum = (of: (row: Placed) => number): number => placed.reduce((total, row) => total + of(row), 0);
  const lent = stock.reduce(
    (total, { state, count }) => total + (state === 'lent' || HANDED.has(state) ? count : 0),
    0,
  );
  return {
    ...{ campaign, at: now(), givers: rows },
    announced: rows.reduce((total, { announced }) => total + announced, 0),
    received: rows.reduce((total, { received }) => total + received, 0),
    delivered: sum(({ delivered }) => delivered),
    handedOver: toldTotal(sum(({ handed }) => handed)),
    lent: isDevice(campaign.kind) ? toldTotal(lent) : null,
    streams: groupBy(placed, ({ institution: { kind } }) => kind),
    communes: groupBy(
      placed,
      ({
        institution: {
          communes: [own = ''],
        },
      }) => own,
    ),
  };
}

interface Placed {
  institution: Institution;
  units: number;
  delivered: number;
  handed: number;
}

function placesOf(
  stock: readonly StockRow[],
  counted: ReadonlyMap<Uai, number>,
  known: ReadonlyMap<Uai, Institution>,
): Placed[] {
  const places = new Map<Uai, Placed>();
  for (const { institution: uai, state, count } of stock) {
    const institution = uai && known.get(uai);
    if (!institution) continue;
    const place = places.get(institution.uai) ?? {
      ...{ institution, units: 0, handed: 0 },
      delivered: counted.get(institution.uai) ?? 0,
    };
    if (THERE.has(state)) place.units += count;
    if (HANDED.has(state)) place.handed += count;
    places.set(institution.uai, place);
  }
  return [...places.values()];
}

/** The largest first. @param named by what */
function groupBy(placed: readonly Placed[], named: (place: Placed) => string): PublicRow[] {
  const groups = new Map<string, number[]>();
  for (const place of placed) {
    const name = named(place);
    const [units = 0, delivered = 0, handed = 0] = groups.get(name) ?? [];
    groups.set(name, [units + place.units, delivered + place.delivered, handed + place.handed]);
  }
  const rows = [...groups].map(([name, counts]) => ({ name, counts }));
  rows.sort((a, b) => b.counts[0]! - a.counts[0]! || a.name.localeCompare(b.name, 'fr'));
  // How many places a commune has tells of no person: cards are counted there, not pupils.
  const hidden = hideFew(rows.map(({ name, counts }) => ({ name, counts: counts.slice(2) })));
  return rows.map(({ name, counts }, i) => ({ name, counts: [...counts.slice(0, 2), ...hidden[i]!.counts] }));
}
