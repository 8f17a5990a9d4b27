/** One document a conversation: its state, who works on it now, and which activities are done. */
import { type Connection, Schema, trusted } from 'mongoose';
import { deleteOnce } from './delete';
import { isDuplicateKey, repeatable } from './retry';
import { Commands, type Run } from './run';

export interface Conversation {
  _id: string;
  /** JSON, opaque here. */
  state: string;
  /** Counts the saves: a save names the one it read. */
  v: number;
  /** The activities that are done, latest last. */
  seen: string[];
  /** `since` is the database's clock, the only one that all processes share. */
  lease?: Lease & { since: Date };
  /** A TTL index passes once a minute; the date is required, or the document would never expire. */
  expiresAt: Date;
}

export interface Lease {
  /** This delivery's own, so that a repeat after a lost answer finds its lease. */
  token: string;
  activity: string;
}

export type Taken =
  | { outcome: 'taken'; conversation: Pick<Conversation, '_id' | 'state' | 'v'> }
  | { outcome: 'seen' }
  | { outcome: 'busy' };

const KEPT_ACTIVITIES = 50; // Teams sends again within a minute; nobody types 50 messages in one
/** As long as what is withdrawn or refused: a form that was left may name a pupil (DOMAIN, Pupils' data). */
const KEPT_DAYS = 30;
/** How long a turn may hold a conversation: longer than any turn lasts. */
export const LEASE_MS = 8_000;

const text = { type: String, required: true } as const;
const leaseSchema = new Schema<NonNullable<Conversation['lease']>>(
  { token: text, activity: text, since: { type: Date, required: true } },
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

export function openConversations(connection: Connection, run: Run) {
  const hot = new Commands<Conversation>(run, 'conversations');
  const model = connection.model<Conversation>('Conversation', schema, 'conversations');
  const read = (_id: string): Promise<Conversation | null> => repeatable(() => hot.findOne({ _id }));

  /** Takes the lease where there is none, or one of these. */
  async function takeOver(_id: string, { token, activity }: Lease, from: string[]) {
    const isFree = [{ lease: trusted({ $exists: false }) }, { 'lease.token': trusted({ $in: from }) }];
    try {
      return await hot.findAndModify(
        { _id, seen: trusted({ $ne: activity }), $or: isFree },
        {
          $set: { 'lease.token': token, 'lease.activity': activity, expiresAt: expiry() },
          $currentDate: { 'lease.since': true },
          $setOnInsert: { v: 0, state: '', seen: [] },
        },
        ['state', 'v'],
        { upsert: true },
      );
    } catch (error) {
      if (isDuplicateKey(error)) return null; // it is there, and not free
      throw error;
    }
  }

  /** What is done, and how old the lease is by the database's clock; below zero, the clock was set back since. */
  async function standing(_id: string): Promise<{ seen: string[]; token?: string; age?: number } | undefined> {
    const [found] = await hot.aggregate<{ seen: string[]; token?: string; age?: number }>([
      { $match: { _id } },
      { $project: { seen: 1, token: '$lease.token', age: { $subtract: ['$$NOW', '$lease.since'] } } },
    ]);
    return found;
  }

  return {
    model,
    read,

    /**
     * Takes the lease, claims the activity and returns the state, in one operation; where a lease stands, a second one
     * tells how old it is, and one that is too old is taken from whoever died with it.
     */
    take: (_id: string, lease: Lease): Promise<Taken> =>
      repeatable(async () => {
        const taken = await takeOver(_id, lease, [lease.token]);
        if (taken) return { outcome: 'taken', conversation: taken };
        const other = await standing(_id);
        if (other?.seen.includes(lease.activity)) return { outcome: 'seen' };
        const isLeft = other?.token !== undefined && Math.abs(other.age ?? 0) > LEASE_MS;
        const conversation = isLeft ? await takeOver(_id, lease, [lease.token, other.token!]) : null;
        return conversation ? { outcome: 'taken', conversation } : { outcome: 'busy' };
      }),

    /**
     * Saves the state while the lease is still this turn's, marks the activity done and frees the lease. Nothing else is
     * compared: whoever else writes takes the lease first, or away.
     * @param v the version that was read, by which a repeat after a lost answer knows its own save
     * @param state undefined leaves it as it is
     * @returns false when the lease has gone to another
     */
    finish: (_id: string, v: number, { token, activity }: Lease, state?: string): Promise<boolean> =>
      repeatable(async () => {
        const isDone = await hot.updateOne(
          { _id, 'lease.token': token },
          {
            ...(state === undefined ? {} : { $set: { state } }),
            $inc: { v: 1 },
            $push: { seen: { $each: [activity], $slice: -KEPT_ACTIVITIES } },
            $unset: { lease: 1 },
          },
        );
        if (isDone) return true;
        const now = await read(_id);
        return now?.v === v + 1 && now.seen.at(-1) === activity;
      }),

    /** Writes a state outside a turn, and takes a turn's lease away; with a version only where it still stands. False: it did not. */
    write: (_id: string, state: string, v: number | null): Promise<boolean> =>
      repeatable(async () => {
        const change = { $set: { state, expiresAt: expiry() }, $inc: { v: 1 }, $unset: { lease: 1 } };
        if (v !== null) return (await model.updateOne({ _id, v }, change)).matchedCount === 1;
        await model.updateOne({ _id }, { ...change, $setOnInsert: { seen: [] } }, { upsert: true });
        return true;
      }),

    /** Conversations in which something is kept. */
    withForms: (): Promise<string[]> =>
      repeatable(async () =>
        (await model.find({ state: trusted({ $ne: '' }) }, { _id: 1 }).lean()).map(({ _id }) => _id),
      ),

    remove: (_id: string) => deleteOnce(model, { _id }),
  };
}
