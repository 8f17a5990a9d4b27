/** What an institution has in hand: what is to be handed over, what families have, what ends soon, what is late, what came back. */
import { LAPSING_DAYS } from '../../domain/handOver';
import { dayOf, daysBefore, type PlainDate, SCHOOLS_TIME_ZONE } from '../../domain/plainDate';
import { fold } from '../../domain/words';
import { HOLDING, isOut } from '../../domain/unit';
import type { Nomination } from '../../store/nomination';
import type { Unit } from '../../store/unit';
import type { LateRow } from '../../store/unitActs';
import { type Actor, authorise, isOfTheirSchool, placesWhere } from '../authorise';
import type { ServiceContext } from '../context';

/** A pupil with what they hold. */
export interface Holder {
  nomination: Nomination;
  unit: Unit;
}

export interface Stock {
  /** Pupils with a place who were given nothing yet, by name. */
  toHand: Holder[];
  /** With their families. */
  out: Holder[];
  /** Lines that end within a week, or have ended. */
  lapsing: Holder[];
  /** Loans whose day is over. */
  overdue: Holder[];
  /** Brought back, to be looked at. */
  returned: Unit[];
  lost: Unit[];
  lent: Unit[];
  /** With families of whom nothing is kept any more. */
  unnamed: Unit[];
  free: number;
}

const BY_NAME = new Intl.Collator('fr');
const nameOf = ({ nomination: { pupil } }: Holder): string => fold(`${pupil.lastName} ${pupil.firstName}`);

/** @throws NotAllowed, NoCampaign, StoreAway */
export async function stockOf(context: ServiceContext, actor: Actor): Promise<Stock> {
  authorise(actor, 'handOver');
  const { store, directory, now } = context;
  const { id: campaign } = await directory.campaign(actor);
  const places = placesWhere(actor, 'handOver');
  const [open, units] = await Promise.all([
    store.nominations.openOf(campaign, places),
    store.units.inState(campaign, places, [...HOLDING, 'returned', 'lost', 'lent', 'free']),
  ]);
  const byId = new Map(
    open.filter((nomination) => isOfTheirSchool(actor, nomination)).map((nomination) => [nomination._id, nomination]),
  );
  const holders = units.flatMap((unit): Holder[] => {
    const nomination = byId.get(unit.nomination ?? '');
    return nomination ? [{ nomination, unit }] : [];
  });
  holders.sort((a, b) => BY_NAME.compare(nameOf(a), nameOf(b)));
  const today = dayOf(now(), SCHOOLS_TIME_ZONE);
  const out = holders.filter(({ unit }) => isOut(unit.state));
  const some = (state: Unit['state']): Unit[] => units.filter((unit) => unit.state === state);
  return {
    toHand: holders.filter(({ unit }) => unit.state === 'held'),
    out,
    lapsing: out.filter(({ unit }) => isLapsing(unit, today)),
    overdue: out.filter(({ unit }) => isOverdue(unit, today)),
    returned: some('returned'),
    lost: some('lost'),
    lent: some('lent'),
    unnamed: actor.schools ? [] : units.filter(({ state, nomination = '' }) => isOut(state) && !byId.has(nomination)),
    free: some('free').length,
  };
}

/** Where loans should have come back, the longest ago first; of no pupil. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function lateInstitutions({ store, directory, now }: ServiceContext, actor: Actor): Promise<LateRow[]> {
  authorise(actor, 'steer');
  const { id } = await directory.campaign(actor);
  const late = await store.units.overdueBefore(id, dayOf(now(), SCHOOLS_TIME_ZONE));
  return late.sort((a, b) => a.since.localeCompare(b.since) || b.count - a.count);
}

export const isLapsing = ({ endsOn }: Pick<Unit, 'endsOn'>, today: PlainDate): boolean =>
  endsOn !== undefined && endsOn <= daysBefore(today, -LAPSING_DAYS);

export const isOverdue = ({ handed }: Pick<Unit, 'handed'>, today: PlainDate): boolean =>
  handed?.dueOn !== undefined && handed.dueOn < today;
