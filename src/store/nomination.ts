/** A nomination as it is kept: its fields, its indexes. */
import { Schema } from 'mongoose';
import type { Kind } from '../domain/campaign';
import type { Journalled } from '../domain/journal';
import type { Need, ToldHow } from '../domain/need';
import type { PlainDate } from '../domain/plainDate';
import type { Pupil, PupilKey } from '../domain/pupil';
import type { Uai } from '../domain/uai';
import { journalledFields } from './journalled';

export const WITHDRAWAL_REASONS = ['byInstitution', 'erased', 'returned', 'closed'] as const;
export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];

/** The lines of a nomination that can be corrected. */
export const AMENDED = [
  'lastName',
  'firstName',
  'birthDate',
  'school',
  'className',
  'need',
  'toldOn',
  'toldHow',
] as const;
export type Amended = (typeof AMENDED)[number];

/** One correction: which lines, never what stood there. */
export interface Act {
  /** The id that its form was given: the same form sent again corrects nothing more. */
  form: string;
  lines: Amended[];
  by: string;
  at: Date;
}

/** How a nomination stands: told to the head, recorded, or ended by the head or the family. */
export type State = 'proposed' | 'open' | 'declined' | 'withdrawn';

export interface Nomination extends Journalled {
  /** The id that its form was given: the same form sent again inserts nothing. */
  _id: string;
  campaign: string;
  kind: Kind;
  institution: Uai;
  pupil: Pupil;
  /** Of a pupil who is nominated by a district: their school. */
  school?: Uai;
  /** The pupil's key while the nomination is open: unique over all institutions; absent where an operation gives a pupil several. */
  claim?: PupilKey;
  /**
   * A code that the head declares the same for children of one household, where an operation gives one a household; unique while open.
   * No address is kept (DOMAIN, Need).
   */
  household?: string;
  need: Need;
  told: { on: PlainDate; how: ToldHow };
  /**
   * Its number in the order in which the institution's nominations were recorded, from 1: the waiting list's order, which no
   * clock can change. Unique, and one more than the last that was there: whoever has it saw all those before it.
   */
  seq: number;
  state: State;
  /** Copy of what `units` says, for the queue's index; `match` repairs it. */
  unit?: string;
  by: string;
  at: Date;
  /** Who proposed it, where the head did not nominate by themself. */
  proposedBy?: string;
  /** Of one that was proposed: who accepted or declined it. */
  decided?: { at: Date; by: string };
  withdrawn?: { at: Date; by: string; reason: WithdrawalReason };
  /** Oldest first; absent where nothing was corrected. */
  acts?: Act[];
  /** When its pupil was erased: who is erased is never returned as a nomination; the unit and the counts stay. */
  erased?: Date;
}

const text = { type: String, required: true } as const;
const part = { _id: false } as const;
const pupilSchema = new Schema<Pupil>({ lastName: text, firstName: text, birthDate: text, className: text }, part);
const toldSchema = new Schema<Nomination['told']>({ on: text, how: text }, part);
const withdrawnSchema = new Schema<NonNullable<Nomination['withdrawn']>>(
  { at: { type: Date, required: true }, by: text, reason: text },
  part,
);
const decidedSchema = new Schema<NonNullable<Nomination['decided']>>(
  { at: { type: Date, required: true }, by: text },
  part,
);
const actSchema = new Schema<Act>(
  { form: text, lines: { type: [String], required: true }, by: text, at: { type: Date, required: true } },
  part,
);
export const nominationSchema = new Schema<Nomination>(
  {
    _id: text,
    campaign: text,
    kind: text,
    institution: text,
    pupil: pupilSchema, // absent once erased
    school: String,
    claim: String,
    household: String,
    need: text,
    told: toldSchema,
    seq: { type: Number, required: true },
    state: text,
    unit: String,
    by: text,
    at: { type: Date, required: true },
    proposedBy: String,
    decided: decidedSchema,
    withdrawn: withdrawnSchema,
    acts: { type: [actSchema], default: undefined },
    erased: Date,
    ...journalledFields,
  },
  { versionKey: false },
);
nominationSchema.index({ campaign: 1, institution: 1, kind: 1, seq: 1 }, { name: 'nominations_queue', unique: true });
nominationSchema.index(
  { campaign: 1, state: 1, institution: 1, kind: 1, unit: 1, seq: 1 }, // no unit is null to an index
  { name: 'nominations_waiting' },
);
nominationSchema.index({ campaign: 1, kind: 1, 'pupil.birthDate': 1 }, { name: 'nominations_birth' });
nominationSchema.index({ campaign: 1, state: 1, at: 1 }, { name: 'nominations_by_time' });
nominationSchema.index(
  { campaign: 1, proposedBy: 1 },
  { name: 'nominations_by_proposer', partialFilterExpression: { proposedBy: { $exists: true } } },
);
nominationSchema.index(
  { uncarried: 1 },
  { name: 'nominations_uncarried', partialFilterExpression: { uncarried: { $exists: true } } },
);
nominationSchema.index(
  { campaign: 1, kind: 1, claim: 1 },
  { name: 'nominations_claim', unique: true, partialFilterExpression: { claim: { $exists: true } } },
);

nominationSchema.index(
  { campaign: 1, kind: 1, household: 1 },
  { name: 'nominations_household', unique: true, partialFilterExpression: { household: { $exists: true } } },
);

/** Which nomination is meant: every filter names the operation, which is the shard key (docs/scale.md). */
export type Id = Pick<Nomination, 'campaign' | '_id'>;

/** Who is nominated and born on a day, as far as a like name is told by. */
export type Born = Pick<Nomination, '_id' | 'institution' | 'pupil' | 'claim' | 'state'>;

/** `overtaken`: another nomination of the institution took the number meanwhile. */
export type Added = 'added' | 'recorded' | 'claimed' | 'household' | 'overtaken';
