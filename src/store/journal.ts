/** The journal: who did what, on what, when. Lines are added and never changed; they hold nothing of a pupil. */
import { type Connection, Schema, trusted } from 'mongoose';
import type { Deed, JournalLine } from '../domain/journal';
import type { Uai } from '../domain/uai';
import { lineFields } from './journalled';
import { insertMissing } from './insert';
import { repeatable } from './retry';

const schema = new Schema<JournalLine>(lineFields, { versionKey: false });
schema.index({ institution: 1, at: -1 }, { name: 'journal_by_institution' });
schema.index({ by: 1, at: -1 }, { name: 'journal_by_person' });
schema.index({ at: -1 }, { name: 'journal_by_time' });
schema.index({ nomination: 1, at: 1 }, { name: 'journal_by_nomination' });
schema.index({ unit: 1, at: -1 }, { name: 'journal_by_unit', partialFilterExpression: { unit: { $exists: true } } });

export interface JournalFilter {
  /** Of these institutions; all of it without. */
  institutions?: Uai[];
  /** By this member, or for them. */
  by?: string;
  /** From and before an instant. */
  from?: Date;
  before?: Date;
}

export type Journal = ReturnType<typeof openJournal>;

export function openJournal(connection: Connection) {
  const model = connection.model<JournalLine>('JournalLine', schema, 'journal');
  const scopeOf = ({ institutions, by, from, before }: JournalFilter) => ({
    ...(institutions && { institution: trusted({ $in: institutions }) }),
    ...(by !== undefined && { by }),
    ...((from ?? before) && { at: trusted({ ...(from && { $gte: from }), ...(before && { $lt: before }) }) }),
  });
  return {
    model,

    /** Adds lines that are not there yet. */
    add: (lines: JournalLine[]) => insertMissing(model, lines),

    /** The newest first. Indexes: journal_by_institution, journal_by_person, journal_by_time. */
    page: (filter: JournalFilter, { skip, limit }: { skip: number; limit: number }): Promise<JournalLine[]> =>
      repeatable(() => model.find(scopeOf(filter)).sort({ at: -1, _id: -1 }).skip(skip).limit(limit).lean()),

    count: (filter: JournalFilter): Promise<number> => repeatable(() => model.countDocuments(scopeOf(filter))),

    /** The latest of a deed about one of these members. Index: journal_by_time. */
    lastOf: (what: Deed, members: string[]): Promise<JournalLine | null> =>
      repeatable(() =>
        model
          .findOne({ what, member: trusted({ $in: members }) })
          .sort({ at: -1 })
          .lean(),
      ),

    /** The latest about one thing. Indexes: journal_by_nomination, journal_by_unit, journal_by_time. */
    last: (
      about: { nomination: string } | { unit: string } | { campaign: string; deeds: readonly Deed[] },
    ): Promise<JournalLine | null> => {
      const filter = 'deeds' in about ? { campaign: about.campaign, what: trusted({ $in: [...about.deeds] }) } : about;
      return repeatable(() => model.findOne(filter).sort({ at: -1, _id: -1 }).lean());
    },

    /** What was done with one nomination, the oldest first. Index: journal_by_nomination. */
    of: (nomination: string): Promise<JournalLine[]> =>
      repeatable(() => model.find({ nomination }).sort({ at: 1, _id: 1 }).lean()),
  };
}
