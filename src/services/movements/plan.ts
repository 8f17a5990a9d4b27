/** What a movement would do, before it does: whose units change, by how many, and how many there are in all. Changes nothing. */
import { type Actor, authorise } from '../authorise';
import type { ServiceContext } from '../context';
import type { Campaign } from '../../domain/campaign';
import type { Institution } from '../../domain/institution';
import { type End, isInstitution, type Leg, type MovementKind } from '../../domain/movement';
import type { Uai } from '../../domain/uai';
import type { PlaceCounts } from '../../store/counts';

/** What an institution, or the reserve, has. */
export interface Holding {
  free: number;
  held: number;
  /** Nominated, and without a unit. */
  waiting: number;
}

/** All of an operation's, as they stand. */
export interface Standings {
  campaign: Campaign;
  reserve: number;
  taking: Map<Uai, Institution>;
  of: (uai: Uai) => Holding;
}

const NOTHING: Holding = { free: 0, held: 0, waiting: 0 };

const holdingOf = ({ open, free, held }: PlaceCounts): Holding => ({
  free,
  held,
  waiting: Math.max(0, open - held - free),
});

/** @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function standings(context: ServiceContext, actor: Actor): Promise<Standings> {
  authorise(actor, 'steer');
  context.directory.refresh();
  const campaign = await context.directory.campaign(actor);
  const places = await context.store.counts.places(campaign.id);
  const held = new Map(places.flatMap((place) => (place.institution ? [[place.institution, holdingOf(place)]] : [])));
  return {
    campaign,
    reserve: places.filter(({ institution }) => !institution).reduce((sum, { free }) => sum + free, 0),
    taking: await context.directory.taking(campaign),
    of: (uai) => held.get(uai) ?? NOTHING,
  };
}

/** Why nothing can be planned. */
export type PlanProblem =
  /** The reserve, or the school, has no free unit. */
  | { problem: 'nothingFree' }
  /** The least that each gets is more than there is. */
  | { problem: 'tooFew'; needed: number; there: number }
  /** Nothing is known to share by: pupils, social index. */
  | { problem: 'nothingToShareBy' }
  | { problem: 'bounds' }
  | { problem: 'nobody' }
  | { problem: 'nobodyWaits' }
  | { problem: 'nothingUnused' }
  | { problem: 'same' };

/** What changes for an institution, or the reserve. */
export interface Change {
  /** Null: the reserve. */
  institution: Institution | null;
  /** Units that it has, free and held. */
  before: number;
  after: number;
  /** Of those it has, before. */
  free: number;
  waiting: number;
}

export interface Plan {
  kind: MovementKind;
  legs: Leg[];
  /** As many as were asked for: more than `total` where no more are free, or bounds kept them back. */
  asked: number;
  total: number;
  changes: Change[];
}

export const isPlan = (planned: Plan | PlanProblem): planned is Plan => 'legs' in planned;

/** @param asked units that were asked for; what the legs have without it */
export function planOf(kind: MovementKind, standing: Standings, legs: Leg[], asked?: number): Plan {
  const total = legs.reduce((sum, { count }) => sum + count, 0);
  const moved = new Map<End, number>();
  for (const { from, to, count } of legs) {
    moved.set(from, (moved.get(from) ?? 0) - count);
    moved.set(to, (moved.get(to) ?? 0) + count);
  }
  const changes = [...moved].flatMap(([end, by]): Change[] => {
    if (end === 'outside' || by === 0) return [];
    if (end === 'reserve') {
      const { reserve } = standing;
      return [{ institution: null, before: reserve, after: reserve + by, free: reserve, waiting: 0 }];
    }
    const { free, held, waiting } = standing.of(end);
    const institution = standing.taking.get(end) ?? null;
    return institution ? [{ institution, before: free + held, after: free + held + by, free, waiting }] : [];
  });
  const rank = ({ institution }: Change): number => (institution ? 1 : 0);
  return { kind, legs, asked: asked ?? total, total, changes: changes.sort((a, b) => rank(a) - rank(b)) };
}

/** Those that may be given units: they take part, and are not closed. */
export const takers = ({ taking, campaign }: Standings): Institution[] =>
  [...taking.values()].filter(({ isClosed, kind }) => !isClosed && campaign.levels.includes(kind));

/** Free units of an end. */
export const freeAt = (standing: Standings, end: End): number =>
  isInstitution(end) ? standing.of(end).free : standing.reserve;
