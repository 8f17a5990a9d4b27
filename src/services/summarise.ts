import { authorise, type Actor } from './authorise';
import type { ServiceContext } from './context';
import type { Institution } from '../domain/institution';
import type { Uai } from '../domain/uai';
import type { PlaceCounts } from '../store/counts';

/** Units of some set: `total` is `used` and `remaining` together; those who wait hold none. */
export interface Counts {
  total: number;
  used: number;
  remaining: number;
  waiting: number;
}

export interface InstitutionCounts {
  institution: Institution;
  counts: Counts;
}

export interface OperationSummary {
  institutions: InstitutionCounts[];
  /** Units that no institution holds. */
  reserve: number;
}

const nothing = (): Counts => ({ total: 0, used: 0, remaining: 0, waiting: 0 });

/**
 * Whoever is nominated and holds no unit waits, but for as many as there are free units: their turns are taking them. Reckoned from
 * what is open and held, not from what a nomination knows of its unit, which it learns last.
 */
function add(counts: Counts, { open, free, held, apart }: PlaceCounts): void {
  counts.total += free + held + apart;
  counts.remaining += free;
  counts.used += held + apart;
  counts.waiting += Math.max(0, open - held - free);
}

/** Every institution of the operation, and the units that none holds: one reading. @throws NotAllowed, NoCampaign, StoreAway */
export async function summariseOperation(context: ServiceContext, actor: Actor): Promise<OperationSummary> {
  authorise(actor, 'seeAllCounts');
  const campaign = await context.directory.campaign(actor);
  const known = await context.directory.taking(campaign);
  const counts = new Map<Uai, Counts>([...known.keys()].map((uai) => [uai, nothing()]));
  let reserve = 0;
  for (const place of await context.store.counts.places(campaign.id)) {
    const own = place.institution && counts.get(place.institution);
    if (own) add(own, place);
    else reserve += place.free + place.held + place.apart;
  }
  const institutions = [...known.values()].map((institution) => ({
    institution,
    counts: counts.get(institution.uai)!,
  }));
  return { institutions, reserve };
}

/** Institutions one by one, those asked for in their order. @throws NotAllowed, NoCampaign, StoreAway */
export async function summariseInstitutions(
  context: ServiceContext,
  actor: Actor,
  institutions: Institution[],
): Promise<InstitutionCounts[]> {
  for (const { uai } of institutions) authorise(actor, 'seeCounts', uai);
  const { id } = await context.directory.campaign(actor);
  const counts = new Map<Uai, Counts>(institutions.map(({ uai }) => [uai, nothing()]));
  const places = await context.store.counts.places(id, [...counts.keys()]);
  for (const place of places) if (place.institution) add(counts.get(place.institution)!, place);
  return institutions.map((institution) => ({ institution, counts: counts.get(institution.uai)! }));
}

export const sumOf = (rows: InstitutionCounts[]): Counts =>
  rows.reduce(
    (sum, { counts }) => ({
      total: sum.total + counts.total,
      used: sum.used + counts.used,
      remaining: sum.remaining + counts.remaining,
      waiting: sum.waiting + counts.waiting,
    }),
    nothing(),
  );
