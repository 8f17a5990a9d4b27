/** Serials that are known: each is in one operation only, whichever knew it first, and on one unit at most. */
import { type Connection, Schema, trusted } from 'mongoose';
import type { Kind } from '../domain/campaign';
import { type Serial, tailOf } from '../domain/serial';
import type { Delivery } from '../domain/delivery';
import type { Uai } from '../domain/uai';
import { deleteOnce } from './delete';
import { insertMissing } from './insert';
import { repeatable } from './retry';

export interface KnownSerial {
  _id: Serial;
  campaign: string;
  kind: Kind;
  /** Its last digits, as they are printed on the article. */
  tail: string;
  /** Where the article was sent; absent: in a box of the reserve. */
  institution?: Uai;
  delivery?: string;
  /** It came into its delivery out of a box of the reserve. */
  isUnboxed?: true;
  /** It never came by its delivery. */
  isMissing?: true;
  /** By which list, or form, it became known. */
  source: string;
  /** It is being taken back as a mistake: by this name. */
  leaving?: string;
  /** It is there because it was handed over there: no list tells that the institution was sent it. */
  atHand?: true;
}

const text = { type: String, required: true } as const;
const schema = new Schema<KnownSerial>(
  {
    _id: text,
    campaign: text,
    kind: text,
    tail: text,
    institution: String,
    delivery: String,
    isUnboxed: Boolean,
    isMissing: Boolean,
    source: text,
    atHand: Boolean,
    leaving: String,
  },
  { versionKey: false },
);
schema.index({ campaign: 1, institution: 1, delivery: 1 }, { name: 'serials_by_place' });
schema.index({ campaign: 1, tail: 1 }, { name: 'serials_by_tail' });

/** The source of a serial that no list had. */
export const AT_HAND = 'at-hand';

export type Serials = ReturnType<typeof openSerials>;

export function openSerials(connection: Connection) {
  const model = connection.model<KnownSerial>('KnownSerial', schema, 'serials');
  const many = (filter: object, limit = 0): Promise<KnownSerial[]> =>
    repeatable(() => model.find(filter).sort({ _id: 1 }).limit(limit).lean<KnownSerial[]>());
  const inBox = (campaign: string, serial: Serial, leaving?: null): object => ({
    ...{ _id: serial, campaign, institution: null, delivery: null },
    ...(leaving === null && { leaving }),
  });
  return {
    model,

    /** Adds those that nobody knows yet; the others stay whose they are. */
    add: (serials: readonly Omit<KnownSerial, 'tail'>[]): Promise<void> =>
      insertMissing(
        model,
        serials.map((each) => ({ ...each, tail: tailOf(each._id) })),
      ),

    /** Those of a list that are known, in any operation. */
    among: (serials: readonly Serial[]): Promise<KnownSerial[]> => many({ _id: trusted({ $in: [...serials] }) }),

    /** Those that end so. Index: serials_by_tail. */
    endingIn: (campaign: string, tail: string): Promise<KnownSerial[]> => many({ campaign, tail }, 2),

    /** Whether it is known which articles an institution was sent. Index: serials_by_place. */
    areListed: async (campaign: string, institution: Uai): Promise<boolean> =>
      (await many({ campaign, institution, atHand: null }, 1)).length > 0,

    /** How many are at an institution. Index: serials_by_place. */
    countAt: (campaign: string, institution: Uai): Promise<number> =>
      repeatable(() => model.countDocuments({ campaign, institution })),

    /** It is handed over where it was not known to be; nothing where somebody else has taken it meanwhile. */
    takeInHand: (campaign: string, serial: Serial, was: Uai | undefined, institution: Uai) =>
      repeatable(() =>
        model.updateOne({ _id: serial, campaign, institution: was ?? null } as never, {
          $set: { institution, atHand: true },
          $unset: { delivery: 1, isUnboxed: 1, isMissing: 1 },
        }),
      ),

    /** It was not handed over after all: one that no list had is known no more. */
    letGo: async (serial: Serial): Promise<void> => {
      if (await deleteOnce(model, { _id: serial, source: AT_HAND, atHand: true })) return;
      await repeatable(() => model.updateOne({ _id: serial, atHand: true }, { $unset: { institution: 1, atHand: 1 } }));
    },

    /** Those that are in a delivery. Index: serials_by_place. */
    packedIn: async (campaign: string, delivery: string): Promise<Serial[]> =>
      (await many({ campaign, delivery })).map(({ _id }) => _id),

    /** Takes these out of a delivery: back into the box of the reserve that they came from, or to where a list had them. */
    unpack: (campaign: string, delivery: string, serials: readonly Serial[]) =>
      repeatable(async () => {
        const those = { campaign, delivery, _id: trusted({ $in: [...serials] }) };
        const unboxed = { ...those, isUnboxed: true } as const;
        await model.updateMany(unboxed, { $unset: { delivery: 1, institution: 1, isUnboxed: 1 } });
        await model.updateMany(those, { $unset: { delivery: 1 } });
      }),

    /** These go by no delivery, and are at the institution all the same. */
    leaveDelivery: (campaign: string, delivery: string, serials: readonly Serial[]) =>
      repeatable(() =>
        model.updateMany(
          { campaign, delivery, _id: trusted({ $in: [...serials] }) },
          { $unset: { delivery: 1, isUnboxed: 1 } },
        ),
      ),

    /** Which of these deliveries have serials in them. Index: serials_by_place. */
    deliveriesAmong: async (campaign: string, deliveries: readonly string[]): Promise<string[]> =>
      (await many({ campaign, delivery: trusted({ $in: [...deliveries] }) })).map(({ delivery }) => delivery!),

    /** One that never came is there after all. */
    found: (campaign: string, serial: Serial) =>
      repeatable(() => model.updateOne({ _id: serial, campaign, isMissing: true }, { $unset: { isMissing: 1 } })),

    /** These never came by their delivery. */
    miss: (campaign: string, delivery: string, serials: readonly Serial[]) =>
      repeatable(() =>
        model.updateMany({ campaign, delivery, _id: trusted({ $in: [...serials] }) }, { $set: { isMissing: true } }),
      ),

    /** One of a box of the reserve is to be known no more. @returns what names that, the same however often it is begun; null where it is in no box */
    leave: (campaign: string, serial: Serial, name: string): Promise<string | null> =>
      repeatable(async () => {
        await model.updateOne(inBox(campaign, serial, null), { $set: { leaving: name } });
        return (await model.findOne(inBox(campaign, serial)).lean<KnownSerial>())?.leaving ?? null;
      }),

    /** @returns whether it is known no more: not where somebody took it out of its box meanwhile */
    forget: async (campaign: string, serial: Serial): Promise<boolean> => {
      await deleteOnce(model, inBox(campaign, serial));
      return (await repeatable(() => model.exists({ _id: serial, campaign }))) === null;
    },

    /** How many of a list one source made known, in one operation. */
    madeBy: (campaign: string, source: string): Promise<number> =>
      repeatable(() => model.countDocuments({ campaign, source })),

    /** How many are known in an operation. */
    count: (campaign: string): Promise<number> => repeatable(() => model.countDocuments({ campaign })),

    /** Says where an article is, wherever it was before. */
    put: (campaign: string, serials: readonly Serial[], institution: Uai) =>
      repeatable(() =>
        model.updateMany(
          { campaign, _id: trusted({ $in: [...serials] }) },
          { $set: { institution }, $unset: { isUnboxed: 1 } },
        ),
      ),

    /**
     * Puts serials of the operation into a delivery, in their order, so many in all: those that are at the institution already first, but those that families have.
     * Safe to repeat. Index: serials_by_place. @returns all that are in it
     */
    pack: async (
      { campaign, institution, id: delivery }: Pick<Delivery, 'campaign' | 'institution' | 'id'>,
      count: number,
      held: (serials: readonly Serial[]) => Promise<ReadonlySet<Serial>>,
    ): Promise<Serial[]> => {
      for (;;) {
        const packed = await many({ campaign, institution, delivery });
        if (packed.length >= count) return packed.map(({ _id }) => _id);
        const left = count - packed.length;
        const there = await many({ campaign, institution, delivery: null });
        const out = await held(there.map(({ _id }) => _id));
        const own = there.filter(({ _id }) => !out.has(_id)).slice(0, left);
        const next = own.length ? own : await many({ campaign, institution: null, delivery: null }, left);
        if (!next.length) return packed.map(({ _id }) => _id);
        await repeatable(() =>
          model.bulkWrite(
            next.map(({ _id, institution: was = null }) => ({
              updateOne: {
                filter: { _id, delivery: null, institution: was } as never,
                update: { $set: { institution, delivery, ...(was === null && { isUnboxed: true }) } } as never,
              },
            })),
          ),
        );
      }
    },
  };
}
