/** A delivery note (bon de livraison): so many articles for an institution, sent, then received and counted there. */
import type { Uai } from './uai';

export const DELIVERY_STATES = ['prepared', 'sent', 'received'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What was found out about a difference. */
export const FINDINGS = [
  /** They are on their way, or were found: counted again. */
  'found',
  /** They never came: out of the school's units. */
  'missing',
  /** They were counted wrong: all are there. */
  'miscounted',
] as const;
export type Finding = (typeof FINDINGS)[number];

export interface Delivery {
  id: string;
  /** As it is printed: `BL-2026-0007`; each exists once in an operation. */
  number: number;
  campaign: string;
  institution: Uai;
  /** Articles that it says. */
  count: number;
  /** Those whose serials are known. */
  serials: string[];
  state: DeliveryState;
  at: Date;
  sentAt?: Date;
  received?: { at: Date; by: string; counted: number };
  /** How a difference was settled; absent while it is followed up. */
  settled?: { at: Date; by: string; finding: Finding; isDone?: true };
}

/** Counted, less what the note says: negative where some are missing. */
export const differenceOf = ({ received, count }: Pick<Delivery, 'received' | 'count'>): number =>
  received ? received.counted - count : 0;

export const isOpenDifference = (delivery: Delivery): boolean =>
  differenceOf(delivery) !== 0 && delivery.settled === undefined;

const NUMBER_DIGITS = 4;

export const printedNumber = ({ number, at }: Pick<Delivery, 'number' | 'at'>): string =>
  `BL-${at.getUTCFullYear()}-${String(number).padStart(NUMBER_DIGITS, '0')}`;
