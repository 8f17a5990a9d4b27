/** One document a conversation: its state, who works on it now, and which activities are done. */
import { type Connection, Schema, trusted } from 'mongoose';
import { isDuplicateKey, repeatable } from './retry';

export interface Conversation {
  _id: string;
  /** JSON, opaque here. */
  state: string;
  /** Counts the saves: a save names the one it read. */
  v: number;
  /** The activities that are done, latest last. */
  seen: string[];
  lease?: { token: string; activity: string; until: Date };
  /** A TTL index passes once a minute; the date is required, or the document would never expire. */
  expiresAt: Date;
}

export type Taken =
  | { outcome: 'taken'; conversation: Pick<Conversation, '_id' | 'state' | 'v'> }
  | { outcome: 'seen' }
  | { outcome: 'busy' };

const KEPT_ACTIVITIES = 50; // Teams sends again within a minute; nobody types 50 messages in one
const KEPT_DAYS = 90;

const text = { type: String, required: true } as const;
const leaseSchema = new Schema<NonNullable<Conversation['lease']>>(
  { token: text, activity: text, until: { type: Date, required: true } },
  { _id: false },
);
const schema = new Schema<Conversation>(
  {
    _id: text,
    state: { type: String, default: '' },
    v: { type: Number, required: true },
    seen: { type: [String], required: true },
    lease: leaseSchema,
    expiresAt: { type: Date, required: true },
  },
  { versionKey: false },
);
schema.index({ expiresAt: 1 }, { name: 'conversations_expiry', expireAfterSeconds: 0 });

/** By the real clock: it is the server that compares it, with its own. */
const expiry = (): Date => new Date(Date.now() + KEPT_DAYS * 86_400_000);

export type Conversations = ReturnType<typeof openConversations>;

export function openConversations(connection: Connection) {
  const model = connection.model<Conversation>('Conversation', schema, 'conversations');
  const read = (_id: string): Promise<Conversation | null> => repeatable(() => model.findById(_id).lean());
  return {
    model,
    read,

    /**
     * Takes the lease, claims the activity and returns the state, in one operation; a second one only tells
     * why it was not taken. `token` is this delivery's own, so that a repeat after a lost answer finds its lease.
     */
    take: (_id: string, lease: NonNullable<Conversation['lease']>, now: Date): Promise<Taken> =>
      repeatable(async () => {
        try {
          const conversation = await model
            .findOneAndUpdate(
              {
                _id,
                seen: trusted({ $ne: lease.activity }),
                $or: [
                  { lease: trusted({ $exists: false }) },
                  { 'lease.until': trusted({ $lte: now }) },
                  { 'lease.token': lease.token },
                ],
              },
              { $set: { lease, expiresAt: expiry() }, $setOnInsert: { v: 0, state: '', seen: [] } },
              { upsert: true, returnDocument: 'after', setDefaultsOnInsert: false, projection: { state: 1, v: 1 } },
            )
            .lean();
          if (conversation) return { outcome: 'taken', conversation };
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
        }
        const other = await read(_id);
        return { outcome: other?.seen.includes(lease.activity) ? 'seen' : 'busy' };
      }),

    /**
     * Saves the state where the version that was read still stands, marks the activity done and frees the lease.
     * @param state undefined leaves it as it is
     * @returns false when the version has changed: what was read is stale
     */
    finish: (_id: string, v: number, lease: { token: string; activity: string }, state?: string): Promise<boolean> =>
      repeatable(async () => {
        const { matchedCount } = await model.updateOne(
          { _id, v, 'lease.token': lease.token },
          {
            ...(state === undefined ? {} : { $set: { state } }),
            $inc: { v: 1 },
            $push: { seen: { $each: [lease.activity], $slice: -KEPT_ACTIVITIES } },
            $unset: { lease: 1 },
          },
        );
        if (matchedCount === 1) return true;
        const now = await read(_id); // an earlier try of ours whose answer was lost?
        return now?.v === v + 1 && now.seen.at(-1) === lease.activity;
      }),

    /** Writes a state outside a turn; with a version only where it still stands. False: it did not. */
    write: (_id: string, state: string, v: number | null): Promise<boolean> =>
      repeatable(async () => {
        const change = { $set: { state, expiresAt: expiry() }, $inc: { v: 1 } };
        if (v !== null) return (await model.updateOne({ _id, v }, change)).matchedCount === 1;
        await model.updateOne({ _id }, { ...change, $setOnInsert: { seen: [] } }, { upsert: true });
        return true;
      }),

    remove: (_id: string) => repeatable(() => model.deleteOne({ _id })),
  };
}
