/** What people will be told: a line of the journal each, waiting for its sender (DESIGN, Acts). Nothing of a pupil is in it. */
import { type Connection, Schema } from 'mongoose';
import type { Deed, JournalLine } from '../domain/journal';
import { lineFields } from './journalled';
import { isDuplicateKey, repeatable } from './retry';

/** Deeds that the heads of an institution are told of. */
const TOLD: ReadonlySet<Deed> = new Set(['unitsGiven', 'unitsTaken', 'unitsRetired']);

interface Waiting extends JournalLine {
  state: 'waiting';
}

const schema = new Schema<Waiting>({ ...lineFields, state: { type: String, required: true } }, { versionKey: false });
schema.index({ state: 1, at: 1 }, { name: 'outbox_by_state' });

export type Outbox = ReturnType<typeof openOutbox>;

export function openOutbox(connection: Connection) {
  const model = connection.model<Waiting>('OutboxLine', schema, 'outbox');
  return {
    model,

    /** Adds those of these lines that somebody is told of, and that are not there yet. */
    add: (lines: readonly JournalLine[]) => {
      const told = lines.filter(({ what, institution }) => TOLD.has(what) && institution !== undefined);
      if (!told.length) return Promise.resolve();
      return repeatable(async () => {
        await model
          .insertMany(
            told.map((line) => ({ ...line, state: 'waiting' })),
            { ordered: false, lean: true },
          )
          .catch((error: unknown) => {
            if (!isDuplicateKey(error)) throw error;
          });
      });
    },
  };
}
