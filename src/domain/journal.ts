import type { PlainDate } from './plainDate';
import type { Uai } from './uai';

/** What is written down when it is done. */
export const DEEDS = [
  'proposed',
  'accepted',
  'declined',
  'undecided',
  'nominated',
  'placed',
  'corrected',
  'withdrawn',
  'erased',
  'handedOut',
  'memberAdded',
  'memberChanged',
  'memberSuspended',
  'memberRestored',
  'memberLinked',
  'delegated',
  'delegationRevoked',
  'delegationRestored',
  'campaignAdded',
  'campaignChanged',
  'campaignOpened',
  'campaignClosed',
  'campaignArchived',
  'unitsReceived',
  'unitsRetired',
  'unitsGiven',
  'unitsTaken',
  'unitHanded',
  'unitUndone',
  'unitLent',
  'unitPostponed',
  'unitActivated',
  'unitLapsed',
  'unitLost',
  'unitFound',
  'unitGivenBack',
  'unitChecked',
  'unitScrapped',
  'unitRestored',
  'serialsAdded',
  'serialForgotten',
  'deliveryPrepared',
  'deliveryCancelled',
  'deliverySent',
  'deliveryReceived',
  'deliveryMissing',
  'deliverySettled',
] as const;
export type Deed = (typeof DEEDS)[number];

/** Who does something, for whom, when and in which activity. */
export interface Stamp {
  /** A member's id, or `RELAIS`. */
  by: string;
  /** The head by whose delegation. */
  delegatedBy?: string;
  at: Date;
  activity?: string;
}

/** What Relais does by itself: healing, the nightly purge, a command beside the bot. */
export const RELAIS = 'relais';

/** A line of the journal. Nothing of a pupil is in it: nominations, units and members by id. */
export interface JournalLine extends Stamp {
  /** The same for the same deed, however often it is written: a line exists once. */
  _id: string;
  what: Deed;
  campaign?: string;
  institution?: Uai;
  nomination?: string;
  unit?: string;
  /** Units that went, where they are counted and not named. */
  count?: number;
  /** The movement by which they went, or the delivery note. */
  movement?: string;
  /** The institution at its other end; absent: the reserve. */
  other?: Uai;
  /** Whom it was about: a member who was changed, or to whom something was delegated. */
  member?: string;
  /** A code. */
  reason?: string;
  /** Until when it is so. */
  day?: PlainDate;
  /** Which fields were changed, never what stood there. */
  fields?: string[];
}

/** What waits on a document to be carried into the journal: the act and its line are one change. */
export interface Journalled {
  journal?: JournalLine[];
  /** There are such lines. */
  uncarried?: true;
}
