/** What people will be told: a line of the journal each, waiting for its sender (DESIGN, Acts). Nothing of a pupil is in it. */
import { type Connection, Schema } from 'mongoose';
import type { Deed, JournalLine } from '../domain/journal';
import { lineFields } from './journalled';
import { insertMissing } from './insert';

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
    add: async (lines: readonly JournalLine[]): Promise<void> => {
      const told = lines.filter(({ what, institution }) => TOLD.has(what) && institution !== undefined);
      if (told.length)
        await insertMissing(
          model,
          told.map((line) => ({ ...line, state: 'waiting' })),
        );
    },
  };
}
