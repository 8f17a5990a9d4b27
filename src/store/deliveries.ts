/** Delivery notes. What changes one is an act, and leaves its line. */
import { type Connection, Schema, trusted } from 'mongoose';
import type { Delivery, Finding, StandingDelivery } from '../domain/delivery';
import type { JournalLine, Journalled } from '../domain/journal';
import type { Uai } from '../domain/uai';
import { carriedFrom, journalledFields, writes } from './journalled';
import { deleteOnce } from './delete';
import { insertOnce } from './insert';
import { repeatable } from './retry';

interface DeliveryDoc extends Omit<Delivery, 'id'>, Journalled {
  _id: string;
  /** From then on it is there for people, and its line goes into the journal. */
  isPacked?: true;
}

const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;
const date = { type: Date, required: true } as const;
const part = { _id: false } as const;
const schema = new Schema<DeliveryDoc>(
  {
    _id: text,
    number,
    campaign: text,
    institution: text,
    count: number,
    serials: { type: [String], required: true },
    state: text,
    at: date,
    isPacked: Boolean,
    missing: { type: [String], default: undefined },
    sentAt: Date,
    received: new Schema<NonNullable<Delivery['received']>>({ at: date, by: text, counted: number }, part),
    settled: new Schema<NonNullable<Delivery['settled']>>({ at: date, by: text, finding: text, isDone: Boolean }, part),
    ...journalledFields,
  },
  { versionKey: false },
);
schema.index({ campaign: 1, number: 1 }, { name: 'deliveries_number', unique: true });
schema.index({ campaign: 1, institution: 1, state: 1 }, { name: 'deliveries_by_place' });
schema.index(
  { uncarried: 1 },
  { name: 'deliveries_uncarried', partialFilterExpression: { uncarried: { $exists: true } } },
);

const deliveryOf = ({
  _id: id,
  journal: _journal,
  uncarried: _uncarried,
  isPacked: _isPacked,
  ...rest
}: DeliveryDoc): Delivery => ({
  id,
  ...rest,
});

export type Deliveries = ReturnType<typeof openDeliveries>;

export function openDeliveries(connection: Connection) {
  const model = connection.model<DeliveryDoc>('Delivery', schema, 'deliveries');
  const many = (filter: object): Promise<Delivery[]> =>
    repeatable(async () => (await model.find(filter).sort({ number: 1 }).lean<DeliveryDoc[]>()).map(deliveryOf));
  const change = (filter: object, set: object, line: JournalLine): Promise<boolean> =>
    repeatable(async () => {
      const { $set, ...written } = writes(line);
      const { matchedCount } = await model.updateOne(filter, { $set: { ...set, ...$set }, ...written });
      return matchedCount === 1;
    });
  return {
    model,
    ...carriedFrom(model),

    /** Begins one, which nobody sees before it is packed. @returns whether it is there; not when another has its number. Index: deliveries_number. */
    add: async ({ id, ...rest }: Delivery, line: JournalLine): Promise<boolean> =>
      (await insertOnce(model, { _id: id, ...rest, journal: [line] })) ||
      (await repeatable(() => model.exists({ _id: id }))) !== null, // a write that was done, and whose answer was lost

    /** The last number of an operation; 0 when it has none. Index: deliveries_number. */
    last: (campaign: string): Promise<number> =>
      repeatable(
        async () =>
          (await model.findOne({ campaign }, { number: 1 }).sort({ number: -1 }).lean<DeliveryDoc>())?.number ?? 0,
      ),

    find: (campaign: string, id: string): Promise<Delivery | null> =>
      repeatable(async () => {
        const found = await model.findOne({ _id: id, campaign }).lean<DeliveryDoc>();
        return found && deliveryOf(found);
      }),

    /** An operation's, but those that were cancelled, by number; of some institutions only. Indexes: deliveries_number, deliveries_by_place. */
    of: async (campaign: string, institutions?: readonly Uai[]): Promise<StandingDelivery[]> =>
      (await many({
        ...{ campaign, isPacked: true, state: trusted({ $in: ['prepared', 'sent', 'received'] }) },
        ...(institutions && { institution: trusted({ $in: [...institutions] }) }),
      })) as StandingDelivery[],

    /** Those that are not packed yet: by somebody else, or left so by a crash. */
    begun: (campaign: string): Promise<Delivery[]> => many({ campaign, isPacked: null }),

    /** What is in it, before it is sent. @returns whether something goes by one of that id */
    packed: (id: string, count: number, serials: readonly string[]): Promise<boolean> =>
      repeatable(async () => {
        const prepared = { _id: id, state: 'prepared' } as const;
        const $set = { count, serials: [...serials] };
        const first = { ...prepared, isPacked: null } as never;
        await model.updateOne(first, { $set: { ...$set, isPacked: true, uncarried: true } });
        const { matchedCount } = await model.updateOne(prepared, { $set });
        return (
          matchedCount === 1 ||
          (await model.exists({ _id: id, state: trusted({ $in: ['sent', 'received'] }) })) !== null
        );
      }),

    /** Takes one off that has nothing in it. */
    drop: (id: string): Promise<boolean> => deleteOnce(model, { _id: id, state: 'prepared' }),

    /** Takes one back that has not left. */
    cancelled: (id: string, line: JournalLine) => change({ _id: id, state: 'prepared' }, { state: 'cancelled' }, line),

    /** Those that were taken back. Index: deliveries_number. */
    cancelledOf: (campaign: string): Promise<Delivery[]> => many({ campaign, state: 'cancelled' }),

    sent: (id: string, at: Date, line: JournalLine) =>
      change({ _id: id, state: 'prepared' }, { state: 'sent', sentAt: at }, line),

    /** Counted where it came; once. */
    received: (id: string, received: NonNullable<Delivery['received']>, line: JournalLine) =>
      change({ _id: id, state: trusted({ $in: ['prepared', 'sent'] }) }, { state: 'received', received }, line),

    /** Which did not come, while its difference is followed up; told again, what was told before counts no more. */
    missing: (id: string, missing: readonly string[], line: JournalLine) =>
      change({ _id: id, state: 'received', settled: null }, { missing: [...missing] }, line),

    /** What never came is out of the school's units. */
    finished: (id: string) => repeatable(() => model.updateOne({ _id: id }, { $set: { 'settled.isDone': true } })),

    /** Settled as missing, and left half done. */
    unfinished: () => many({ 'settled.finding': 'missing', 'settled.isDone': null }),

    /** What a difference was. @param counted as it stands afterwards */
    settled: (id: string, settled: { at: Date; by: string; finding: Finding }, counted: number, line: JournalLine) =>
      change({ _id: id, state: 'received', settled: null }, { settled, 'received.counted': counted }, line),
  };
}
