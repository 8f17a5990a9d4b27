/**
 * The line of an act is written by the very update that does it, onto the document that it changes (DESIGN, Acts): an act without its line
 * cannot exist, with no transaction. From there it is carried into the journal.
 */
import { type Model, Schema, trusted } from 'mongoose';
import type { JournalLine, Journalled } from '../domain/journal';
import { repeatable } from './retry';

const text = { type: String, required: true } as const;
export const lineFields = {
  _id: text,
  what: text,
  by: text,
  delegatedBy: String,
  at: { type: Date, required: true },
  activity: String,
  campaign: String,
  institution: String,
  nomination: String,
  unit: String,
  count: Number,
  movement: String,
  other: String,
  member: String,
  reason: String,
  day: String,
  fields: { type: [String], default: undefined },
};

/** The fields of a document that carries lines. */
export const journalledFields = {
  journal: { type: [new Schema<JournalLine>(lineFields)], default: undefined },
  uncarried: Boolean,
};

/** What an update adds, to be done and written down at once. */
export const writes = (...lines: JournalLine[]) => ({
  $set: { uncarried: true as const },
  $push: { journal: lines.length === 1 ? lines[0]! : { $each: lines } },
});

/** The same of a document that is inserted. */
export const begunWith = (...lines: JournalLine[]): Required<Journalled> => ({ journal: lines, uncarried: true });

/** Documents at a time: a batch is inserted in one command. */
const MOST = 500;

interface Waiting {
  _id: string;
  journal: JournalLine[];
}

/** The lines that wait in a collection. */
export function carriedFrom<T extends Journalled>(model: Model<T>) {
  return {
    /** Documents with their lines. */
    uncarried: (): Promise<Waiting[]> =>
      repeatable(() =>
        model
          .find({ uncarried: true } as never, { journal: 1 })
          .limit(MOST)
          .lean<Waiting[]>(),
      ),

    /**
     * Takes off what is in the journal, where nothing was added meanwhile: lines are added behind the others and taken off all at once, so
     * the first and how many there are tell.
     */
    carried: (documents: readonly Waiting[]) =>
      repeatable(() =>
        model.bulkWrite(
          documents.map(({ _id, journal }) => ({
            updateOne: {
              filter: { _id, 'journal.0._id': journal[0]!._id, journal: trusted({ $size: journal.length }) } as never,
              update: { $unset: { journal: 1, uncarried: 1 } } as never,
            },
          })),
        ),
      ),
  };
}
