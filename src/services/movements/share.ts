/** Sharing out the reserve: equally, by pupils, by need, by who waits, or by a list. */
import type { Institution } from '../../domain/institution';
import type { Leg } from '../../domain/movement';
import { shareOut } from '../../domain/shares';
import type { Uai } from '../../domain/uai';
import type { Actor } from '../authorise';
import type { ServiceContext } from '../context';
import { type Plan, planOf, type PlanProblem, type Standings, standings, takers } from './plan';

export const BASES = ['pupils', 'need', 'equal', 'waiting'] as const;
export type Basis = (typeof BASES)[number];

/** An institution whose social index is as high needs none (DOMAIN: pupils x (120 - IPS)); the average is 103. */
export const NO_NEED_IPS = 120;

export interface Sharing {
  /** All that are free, without it. */
  count?: number;
  by: Basis;
  /** Whom: all that take part and are open, without it. */
  over?: (institution: Institution) => boolean;
  min?: number;
  max?: number;
}

function weightBy(by: Basis, standing: Standings): (institution: Institution) => number {
  switch (by) {
    case 'equal':
      return () => 1;
    case 'pupils':
      return ({ pupils = 0 }) => pupils;
    case 'need':
      return ({ pupils = 0, ips = NO_NEED_IPS }) => pupils * Math.max(0, NO_NEED_IPS - ips);
    case 'waiting':
      return ({ uai }) => standing.of(uai).waiting;
  }
}

/** @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function planSharing(
  context: ServiceContext,
  actor: Actor,
  { count, by, over = () => true, min = 0, max = Infinity }: Sharing,
): Promise<Plan | PlanProblem> {
  const standing = await standings(context, actor);
  if (min > max) return { problem: 'bounds' };
  const weight = weightBy(by, standing);
  const among = takers(standing).filter((each) => over(each) && (by !== 'waiting' || weight(each) > 0));
  if (!among.length) return { problem: by === 'waiting' ? 'nobodyWaits' : 'nobody' };
  if (!standing.reserve) return { problem: 'nothingFree' };
  const weighs = among.filter((each) => weight(each) > 0).length;
  if (!weighs) return { problem: 'nothingToShareBy' };
  const asked = count ?? standing.reserve;
  // Who waits is given no more than there are of them; what bounds keep back stays in the reserve.
  const wanted = by === 'waiting' ? among.reduce((sum, each) => sum + weight(each), 0) : Infinity;
  const most = weighs * max + (among.length - weighs) * min;
  const total = Math.min(asked, standing.reserve, wanted, most);
  if (total < min * among.length) return { problem: 'tooFew', needed: min * among.length, there: total };
  const shares = shareOut(total, among, weight, { min, max });
  const legs = [...shares].flatMap(([{ uai }, share]): Leg[] =>
    share ? [{ from: 'reserve', to: uai, count: share }] : [],
  );
  return planOf('share', standing, legs, asked);
}

/** As a list says, school by school: `UAI; number`. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function planByList(
  context: ServiceContext,
  actor: Actor,
  list: ReadonlyMap<Uai, number>,
): Promise<Plan | PlanProblem> {
  const standing = await standings(context, actor);
  const known = new Set(takers(standing).map(({ uai }) => uai));
  const legs = [...list].flatMap(([uai, count]): Leg[] =>
    known.has(uai) && count ? [{ from: 'reserve', to: uai, count }] : [],
  );
  const asked = legs.reduce((sum, { count }) => sum + count, 0);
  if (!legs.length) return { problem: 'nobody' };
  if (asked > standing.reserve) return { problem: 'tooFew', needed: asked, there: standing.reserve };
  return planOf('share', standing, legs);
}
