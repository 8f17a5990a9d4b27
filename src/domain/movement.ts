/** Movements of units: received, shared out, moved, taken back, retired. What is done is written down as what was asked for and what was free. */
import type { Uai } from './uai';

export const MOVEMENTS = ['receive', 'share', 'move', 'takeBack', 'relieve', 'rebalance', 'retire'] as const;
export type MovementKind = (typeof MOVEMENTS)[number];

/** Why, coded: a free text would one day name somebody (CNIL, minimisation). */
export const REASONS = [
  'opening',
  'lot',
  'need',
  'waiting',
  'unused',
  'closing',
  'correction',
  'faulty',
  'lost',
  'expired',
] as const;
export type Reason = (typeof REASONS)[number];

/** Which reasons a movement can have; the first is the usual one. */
export const REASONS_OF: Record<MovementKind, readonly [Reason, ...Reason[]]> = {
  receive: ['lot', 'correction'],
  share: ['opening', 'lot', 'need', 'correction'],
  move: ['need', 'waiting', 'unused', 'closing', 'correction'],
  takeBack: ['unused', 'closing', 'correction'],
  relieve: ['waiting', 'need'],
  rebalance: ['waiting', 'need', 'unused'],
  retire: ['faulty', 'lost', 'expired', 'correction'],
};

/** Where units are: with an institution, in the reserve; `outside` before they are received and after they are retired. */
export type End = Uai | 'reserve' | 'outside';

export const isInstitution = (end: End): end is Uai => end !== 'reserve' && end !== 'outside';

/** So many units from one end to another. */
export interface Leg {
  from: End;
  to: End;
  /** As many as were asked for. */
  count: number;
  /** As many as went so far: no more were free when it ended. */
  done?: number;
}

/** A delivery of the giver's (lot). */
export interface Lot {
  giver: string;
  /** The day on which it came. */
  on: string;
  /** As many as the giver had announced. */
  announced: number;
}

export interface Movement {
  /** The id of the form that asked for it: sent again, it moves nothing more. */
  id: string;
  campaign: string;
  kind: MovementKind;
  reason: Reason;
  legs: Leg[];
  lot?: Lot;
  by: string;
  delegatedBy?: string;
  activity?: string;
  at: Date;
  state: 'running' | 'done';
}

/** What a unit is marked with once it went by a movement: each mark exists once, so that nothing goes twice. */
export const markOf = (movement: string, leg: number, number: number): string => `${movement}/${leg}/${number}`;

export const askedOf = (legs: readonly Leg[]): number => legs.reduce((sum, { count }) => sum + count, 0);
export const doneOf = (legs: readonly Leg[]): number => legs.reduce((sum, { done = 0 }) => sum + done, 0);
