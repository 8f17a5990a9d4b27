/** Pupils who seem to lack a connection: what a list of the school's has said, until a day. The head decides what becomes of them. */
import { type Connection, Schema, trusted } from 'mongoose';
import type { PlainDate } from '../domain/plainDate';
import type { Uai } from '../domain/uai';
import { insertMissing } from './insert';
import { repeatable } from './retry';

export interface Lead {
  _id: string;
  campaign: string;
  institution: Uai;
  lastName: string;
  firstName: string;
  birthDate?: PlainDate;
  className?: string;
  /** The last day on which they connected; absent: never. */
  seenOn?: PlainDate;
  state: 'new' | 'later' | 'dropped';
  /** Then it vanishes, whatever became of it. */
  expiresAt: Date;
}

const text = { type: String, required: true } as const;
const schema = new Schema<Lead>(
  {
    ...{ _id: text, campaign: text, institution: text, lastName: String, firstName: String },
    ...{ birthDate: String, className: String, seenOn: String, state: text },
    expiresAt: { type: Date, required: true },
  },
  { versionKey: false },
);
schema.index({ campaign: 1, institution: 1, state: 1 }, { name: 'leads_by_place' });
schema.index({ expiresAt: 1 }, { name: 'leads_expiry', expireAfterSeconds: 0 });

export type Leads = ReturnType<typeof openLeads>;

export function openLeads(connection: Connection) {
  const model = connection.model<Lead>('Lead', schema, 'leads');
  return {
    model,

    /** Adds those that are not there yet; one that was put off or dropped stays so. */
    add: (leads: readonly Lead[]): Promise<void> => insertMissing(model, leads),

    /** Those that wait for a decision, new ones first. Index: leads_by_place. */
    of: (campaign: string, institutions: readonly Uai[], now: Date): Promise<Lead[]> =>
      repeatable(() =>
        model
          .find({
            ...{
              campaign,
              institution: trusted({ $in: [...institutions] }),
              state: trusted({ $in: ['new', 'later'] }),
            },
            expiresAt: trusted({ $gt: now }),
          })
          .sort({ state: -1, _id: 1 })
          .lean<Lead[]>(),
      ),

    /** All that name somebody: a few hundred a school, for a month. */
    all: (): Promise<Lead[]> =>
      repeatable(() => model.find({ state: trusted({ $in: ['new', 'later'] }) }).lean<Lead[]>()),

    find: (campaign: string, id: string, now: Date): Promise<Lead | null> =>
      repeatable(() => model.findOne({ _id: id, campaign, expiresAt: trusted({ $gt: now }) }).lean<Lead>()),

    later: (id: string) => repeatable(() => model.updateOne({ _id: id, state: 'new' }, { $set: { state: 'later' } })),

    /** What it said of the pupil goes at once; that it was dropped stays, so that the next list does not bring it back. */
    drop: (id: string) =>
      repeatable(() =>
        model.updateOne(
          { _id: id },
          {
            $set: { state: 'dropped' },
            $unset: { lastName: 1, firstName: 1, birthDate: 1, className: 1, seenOn: 1 },
          },
        ),
      ),
  };
}
