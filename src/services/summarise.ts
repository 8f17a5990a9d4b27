import { authorise, type Actor } from './authorise';
import type { ServiceContext } from './context';
import type { Institution } from '../domain/institution';
import type { Uai } from '../domain/uai';
import type { CountRow } from '../store/counts';

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

function add(counts: Counts, { state, count }: CountRow): void {
  if (state === 'waiting') counts.waiting += count;
  else {
    counts.total += count;
    counts[state === 'free' ? 'remaining' : 'used'] += count;
  }
}

/** Every institution of the operation, and the units that none holds: one reading. @throws NotAllowed, NoCampaign, StoreAway */
export async function summariseOperation(context: ServiceContext, actor: Actor): Promise<OperationSummary> {
  authorise(actor, 'seeAllCounts');
  const { id } = await context.directory.campaign();
  const known = await context.directory.institutions();
  const counts = new Map<Uai, Counts>([...known.keys()].map((uai) => [uai, nothing()]));
  let reserve = 0;
  for (const row of await context.store.counts.remaining(id)) {
    const own = row.institution && counts.get(row.institution);
    if (own) add(own, row);
    else reserve += row.count;
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
  const { id } = await context.directory.campaign();
  const counts = new Map<Uai, Counts>(institutions.map(({ uai }) => [uai, nothing()]));
  const rows = await context.store.counts.remaining(id, [...counts.keys()]);
  for (const row of rows) if (row.institution) add(counts.get(row.institution)!, row);
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
