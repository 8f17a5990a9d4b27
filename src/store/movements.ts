/** Movements of units: what was asked for, how far it is, and its lines once it is done. */
import { type Connection, Schema, trusted } from 'mongoose';
import type { JournalLine, Journalled } from '../domain/journal';
import type { End, Leg, Lot, Movement, MovementKind } from '../domain/movement';
import { carriedFrom, journalledFields, writes } from './journalled';
import { insertOnce } from './insert';
import { repeatable } from './retry';

interface MovementDoc extends Omit<Movement, 'id'>, Journalled {
  _id: string;
}

const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;
const part = { _id: false } as const;
const legSchema = new Schema<Leg>({ from: text, to: text, count: number, done: Number }, part);
const lotSchema = new Schema<Lot>({ giver: text, on: text, announced: number }, part);
const schema = new Schema<MovementDoc>(
  {
    _id: text,
    campaign: text,
    kind: text,
    reason: text,
    legs: { type: [legSchema], required: true },
    lot: lotSchema,
    by: text,
    delegatedBy: String,
    activity: String,
    at: { type: Date, required: true },
    state: text,
    ...journalledFields,
  },
  { versionKey: false },
);
schema.index({ campaign: 1, state: 1, at: -1 }, { name: 'movements_by_state' });
schema.index(
  { uncarried: 1 },
  { name: 'movements_uncarried', partialFilterExpression: { uncarried: { $exists: true } } },
);

const movementOf = ({ _id: id, journal: _journal, uncarried: _uncarried, ...rest }: MovementDoc): Movement => ({
  id,
  ...rest,
});

export type Movements = ReturnType<typeof openMovements>;

export function openMovements(connection: Connection) {
  const model = connection.model<MovementDoc>('Movement', schema, 'movements');
  const many = (filter: object, limit = 0): Promise<Movement[]> =>
    repeatable(async () =>
      (await model.find(filter).sort({ at: -1, _id: 1 }).limit(limit).lean<MovementDoc[]>()).map(movementOf),
    );
  return {
    model,
    ...carriedFrom(model),

    /** @returns false when one of this id was begun already */
    begin: ({ id, ...rest }: Movement): Promise<boolean> => insertOnce(model, { _id: id, ...rest }),

    find: (id: string): Promise<Movement | null> =>
      repeatable(async () => {
        const found = await model.findById(id).lean<MovementDoc>();
        return found && movementOf(found);
      }),

    /** Notes how many units of its legs went; never fewer than was noted before. */
    went: (id: string, done: ReadonlyMap<number, number>) =>
      repeatable(() => {
        const noted = [...done].map(([leg, count]) => [`legs.${leg}.done`, count]);
        return model.updateOne({ _id: id, state: 'running' }, { $max: Object.fromEntries(noted) as object });
      }),

    /** Ends it, with its lines; once. */
    end: (id: string, lines: JournalLine[]): Promise<boolean> =>
      repeatable(async () => {
        const { $set, ...written } = writes(...lines);
        const { matchedCount } = await model.updateOne(
          { _id: id, state: 'running' },
          lines.length ? { $set: { state: 'done', ...$set }, ...written } : { $set: { state: 'done' } },
        );
        return matchedCount === 1;
      }),

    /** Those that are under way, of all operations. */
    running: () => many({ state: 'running' }),

    /** Where units came since an instant. Index: movements_by_state. */
    reachedSince: (campaign: string, from: Date): Promise<End[]> =>
      repeatable(async () => {
        const found = await model.find({ campaign, at: trusted({ $gte: from }) }, { legs: 1 }).lean<MovementDoc[]>();
        return found.flatMap(({ legs }) => legs.map(({ to }) => to));
      }),

    /** An operation's, the newest first. Index: movements_by_state. */
    of: (campaign: string, limit: number) => many({ campaign }, limit),

    /** Its lots, the newest first. */
    lots: (campaign: string) => many({ campaign, kind: 'receive' satisfies MovementKind }),
  };
}
