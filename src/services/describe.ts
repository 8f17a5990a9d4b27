/** One institution: its counts, who acts for it, and how its nominations came, week by week. */
import { isOverdue } from './articles/stock';
import { ask } from './ask';
import { type Actor, authorise, may } from './authorise';
import type { ServiceContext } from './context';
import { type Counts, summariseInstitutions } from './summarise';
import type { StandingDelivery } from '../domain/delivery';
import { isOut, OUT } from '../domain/unit';
import type { Institution } from '../domain/institution';
import type { Member } from '../domain/member';
import { dayOf, type PlainDate, SCHOOLS_TIME_ZONE } from '../domain/plainDate';

export interface InstitutionDetail {
  institution: Institution;
  counts: Counts;
  people: Pick<Member, 'name' | 'role'>[];
  /** Its delivery notes, by number; for who steers, or receives there. */
  notes: StandingDelivery[];
  /** With families. */
  out: number;
  /** Kept by the institution itself. */
  lent: number;
  /** Loans whose day is over, with families or kept by the institution. */
  late: number;
  /** Nominations that stand, by the Monday of their week, oldest first. */
  weeks: { week: PlainDate; nominated: number }[];
}

/** @throws NotAllowed, NoCampaign, StoreAway */
export async function describe(
  context: ServiceContext,
  actor: Actor,
  institution: Institution,
): Promise<InstitutionDetail> {
  authorise(actor, 'seeCounts', institution.uai);
  const follows = may(actor, 'steer') || may(actor, 'handOver', institution.uai);
  const { id } = await context.directory.campaign(actor);
  const today = dayOf(context.now(), SCHOOLS_TIME_ZONE);
  const [notes, away] = follows
    ? await Promise.all([
        context.store.deliveries.of(id, [institution.uai]),
        context.store.units.inState(id, [institution.uai], [...OUT, 'lent']),
      ])
    : [[], []];
  const [[summary], people, history] = await Promise.all([
    summariseInstitutions(context, actor, [institution]),
    context.store.members.of(institution.uai),
    ask(context, actor, { places: [{ uai: institution.uai }], measure: 'taken', by: 'week' }),
  ]);
  return {
    institution,
    counts: summary!.counts,
    notes,
    out: away.filter(({ state }) => isOut(state)).length,
    lent: away.filter(({ state }) => state === 'lent').length,
    late: away.filter((unit) => isOverdue(unit, today)).length,
    people: people.map(({ name, role }) => ({ name, role })),
    weeks: history.rows.flatMap(({ of, nominated }) =>
      'week' in of ? [{ week: of.week, nominated: nominated ?? 0 }] : [],
    ),
  };
}
