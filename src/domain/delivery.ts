/** A delivery note (bon de livraison): so many articles for an institution, sent, then received and counted there. */
import type { Kind } from './campaign';
import { readSerial, type Serial, tailOf } from './serial';
import type { Uai } from './uai';

export const DELIVERY_STATES = [
  'prepared',
  'sent',
  'received',
  /** Taken back before it left: its number is given no more, and what went by it goes by another. */
  'cancelled',
] as const;
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
  serials: Serial[];
  /** Those of them that did not come, as far as whoever counted can tell. */
  missing?: Serial[];
  state: DeliveryState;
  at: Date;
  sentAt?: Date;
  received?: { at: Date; by: string; counted: number };
  /** How a difference was settled; absent while it is followed up. */
  settled?: { at: Date; by: string; finding: Finding; isDone?: true };
}

/** One that something goes by. */
export type StandingDelivery = Delivery & { state: Exclude<DeliveryState, 'cancelled'> };

/** Counted, less what the note says: negative where some are missing. */
export const differenceOf = ({ received, count }: Pick<Delivery, 'received' | 'count'>): number =>
  received ? received.counted - count : 0;

export const isOpenDifference = (delivery: Delivery): boolean =>
  differenceOf(delivery) !== 0 && delivery.settled === undefined;

/**
 * Which articles of a note did not come, by what was typed: their serials, or the last digits of one.
 * @returns `bad`: what names none of the note, and what is more than are missing
 */
export function missingIn(note: Delivery, kind: Kind, typed: readonly string[]): { found: Serial[]; bad: string[] } {
  const found = new Set<Serial>();
  const bad: string[] = [];
  const most = isOpenDifference(note) ? Math.max(0, -differenceOf(note)) : 0;
  for (const text of typed) {
    const read = readSerial(text, kind);
    const named = note.serials.filter((each) =>
      'serial' in read ? each === read.serial : 'tail' in read && tailOf(each) === read.tail,
    );
    const [only, another] = named;
    if (only === undefined || another !== undefined || (!found.has(only) && found.size === most)) bad.push(text);
    else found.add(only);
  }
  return { found: [...found], bad };
}

const NUMBER_DIGITS = 4;

export const printedNumber = ({ number, at }: Pick<Delivery, 'number' | 'at'>): string =>
  `BL-${at.getUTCFullYear()}-${String(number).padStart(NUMBER_DIGITS, '0')}`;
