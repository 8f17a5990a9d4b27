/** A unit as it is kept: its fields, its indexes. */
import { Schema } from 'mongoose';
import type { Kind } from '../domain/campaign';
import type { Condition, HandOver } from '../domain/handOver';
import type { Journalled } from '../domain/journal';
import type { PlainDate } from '../domain/plainDate';
import type { Serial } from '../domain/serial';
import type { Uai } from '../domain/uai';
import type { Undoable, UnitState } from '../domain/unit';
import { journalledFields } from './journalled';

export interface Unit extends Journalled {
  _id: string;
  campaign: string;
  kind: Kind;
  /** Absent: in the reserve. */
  institution?: Uai;
  state: UnitState;
  /** The nomination that holds it. Carries nothing of the pupil. */
  nomination?: string;
  /** The marks of the movements by which it went, the oldest first: each mark is on one unit only. */
  moves?: string[];
  /** The delivery note by which it was sent to its institution, or the movement by which it was there from the beginning. */
  delivery?: string;
  /** The number on the article itself, from when it is known which one it is. */
  serial?: Serial;
  /** With a family, or the institution itself: how it was handed over. */
  handed?: HandOver;
  /** How it came back. */
  condition?: Condition;
  /** The last day of its line. */
  endsOn?: PlainDate;
  /** The act that can be taken back, and how the unit was before it. */
  last?: LastAct;
}

/** Fields that acts change. */
export const CHANGED = ['delivery', 'serial', 'handed', 'condition', 'endsOn'] as const;

export interface LastAct {
  act: Undoable;
  at: Date;
  state: UnitState;
  was: Pick<Unit, (typeof CHANGED)[number]>;
}

/** Units of one operation. */
export type Of = Pick<Unit, 'campaign' | 'kind'>;

/** Where units are counted and waited for. */
export interface Place extends Of {
  institution: Uai;
}

const text = { type: String, required: true } as const;
const handedSchema = new Schema<HandOver>(
  {
    ...{ at: { type: Date, required: true }, by: text, proof: text, language: text },
    ...{ condition: String, dueOn: String },
  },
  { _id: false },
);
const wasSchema = new Schema<LastAct['was']>(
  { delivery: String, serial: String, handed: handedSchema, condition: String, endsOn: String },
  { _id: false },
);
const lastSchema = new Schema<LastAct>(
  { act: text, at: { type: Date, required: true }, state: text, was: wasSchema },
  { _id: false },
);
export const unitSchema = new Schema<Unit>(
  {
    _id: text,
    campaign: text,
    kind: text,
    institution: String,
    state: text,
    nomination: String,
    moves: { type: [String], default: undefined },
    delivery: String,
    serial: String,
    handed: handedSchema,
    condition: String,
    endsOn: String,
    last: lastSchema,
    ...journalledFields,
  },
  { versionKey: false },
);
unitSchema.index({ campaign: 1, institution: 1, kind: 1, state: 1 }, { name: 'units_by_state' });
unitSchema.index(
  { campaign: 1, nomination: 1 },
  { name: 'units_by_nomination', unique: true, partialFilterExpression: { nomination: { $exists: true } } },
);
unitSchema.index(
  { campaign: 1, moves: 1 },
  { name: 'units_by_move', unique: true, partialFilterExpression: { moves: { $exists: true } } },
);
unitSchema.index(
  { campaign: 1, serial: 1 },
  { name: 'units_by_serial', unique: true, partialFilterExpression: { serial: { $exists: true } } },
);
unitSchema.index(
  { campaign: 1, delivery: 1 },
  { name: 'units_by_delivery', partialFilterExpression: { delivery: { $exists: true } } },
);
unitSchema.index(
  { campaign: 1, endsOn: 1 },
  { name: 'units_by_end', partialFilterExpression: { endsOn: { $exists: true } } },
);
unitSchema.index(
  { uncarried: 1 },
  { name: 'units_uncarried', partialFilterExpression: { uncarried: { $exists: true } } },
);
