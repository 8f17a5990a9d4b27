/** Moving what is free: from a school to another, back into the reserve, to those who wait longest, out of use. */
import type { Institution } from '../../domain/institution';
import { type End, isInstitution, type Leg } from '../../domain/movement';
import { type PlainDate, SCHOOLS_TIME_ZONE, startOf } from '../../domain/plainDate';
import { suggestMoves } from '../../domain/suggestions';
import type { Uai } from '../../domain/uai';
import type { Actor } from '../authorise';
import type { ServiceContext } from '../context';
import { freeAt, type Plan, planOf, type PlanProblem, standings, takers } from './plan';

export interface Moving {
  from: End;
  to: End;
  /** All that are free, without it. */
  count?: number;
}

/** @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function planMove(
  context: ServiceContext,
  actor: Actor,
  { from, to, count }: Moving,
): Promise<Plan | PlanProblem> {
  const standing = await standings(context, actor);
  if (from === to) return { problem: 'same' };
  if ([from, to].some((end) => isInstitution(end) && !standing.taking.has(end))) return { problem: 'nobody' };
  const free = freeAt(standing, from);
  if (!free) return { problem: 'nothingFree' };
  const asked = count ?? free;
  const kind = to === 'outside' ? 'retire' : 'move';
  return planOf(kind, standing, [{ from, to, count: Math.min(asked, free) }], asked);
}

export interface TakingBack {
  /** From those that have nominated nobody from this day on. */
  since?: PlainDate;
  /** From those of whose units less than so many in a hundred are held. */
  below?: number;
  /** From whom: all that take part, without it. */
  over?: (institution: Institution) => boolean;
}

/** What is free of those that do not use it goes back into the reserve. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function planTakingBack(
  context: ServiceContext,
  actor: Actor,
  { since, below, over = () => true }: TakingBack,
): Promise<Plan | PlanProblem> {
  const standing = await standings(context, actor);
  const from = since && startOf(since, SCHOOLS_TIME_ZONE);
  const lately = from ? await context.store.counts.nominated(standing.campaign.id, { from }) : [];
  // Who was given units since then has not had the time to use them.
  const reached = from ? await context.store.movements.reachedSince(standing.campaign.id, from) : [];
  const busy = new Set<End>([...lately.map(({ institution }) => institution), ...reached]);
  const legs = [...standing.taking.values()].flatMap((institution): Leg[] => {
    const { uai } = institution;
    const { free, held, waiting } = standing.of(uai);
    const isLow = below === undefined || (held * 100) / (free + held) < below;
    return free && !waiting && isLow && over(institution) && !busy.has(uai)
      ? [{ from: uai, to: 'reserve', count: free }]
      : [];
  });
  return legs.length ? planOf('takeBack', standing, legs) : { problem: 'nothingUnused' };
}

/** The reserve, to those who wait longest, wherever they are. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function planRelief(
  context: ServiceContext,
  actor: Actor,
  { count }: { count?: number },
): Promise<Plan | PlanProblem> {
  const standing = await standings(context, actor);
  if (!standing.reserve) return { problem: 'nothingFree' };
  const { id, kind } = standing.campaign;
  const asked = Math.min(count ?? standing.reserve, standing.reserve);
  const places = takers(standing).filter(({ uai }) => standing.of(uai).waiting > 0);
  const longest = await context.store.nominations.longest(
    { campaign: id, kind },
    places.map(({ uai }) => uai),
    asked,
  );
  if (!longest.length) return { problem: 'nobodyWaits' };
  const counts = new Map<Uai, number>();
  for (const uai of longest) counts.set(uai, (counts.get(uai) ?? 0) + 1);
  return planOf(
    'relieve',
    standing,
    [...counts].map(([to, each]) => ({ from: 'reserve', to, count: each })),
    count ?? longest.length,
  );
}

/**
 * The moves that serve most of those who wait, with the fewest schools touched. What was given for collégiens stays with them, and so for
 * each kind of institution; the reserve is anybody's. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway
 */
export async function planSuggestions(context: ServiceContext, actor: Actor): Promise<Plan | PlanProblem> {
  const standing = await standings(context, actor);
  const places = takers(standing).map(({ uai, kind }) => ({ uai, kind, ...standing.of(uai) }));
  if (!places.some(({ waiting }) => waiting)) return { problem: 'nobodyWaits' };
  const legs: Leg[] = [];
  for (const kind of standing.campaign.levels) {
    const spent = legs.reduce((sum, { from, count }) => sum + (from === 'reserve' ? count : 0), 0);
    legs.push(
      ...suggestMoves(
        places.filter((each) => each.kind === kind),
        standing.reserve - spent,
      ),
    );
  }
  return legs.length ? planOf('rebalance', standing, legs) : { problem: 'nothingFree' };
}
