/** Schools and districts, as the national file and the operations' own lists know them. */
import { type Connection, Schema, trusted } from 'mongoose';
import type { Institution, InstitutionChange } from '../domain/institution';
import type { Uai } from '../domain/uai';
import { repeatable } from './retry';

interface InstitutionDoc extends Omit<Institution, 'uai'> {
  _id: Uai;
}

const text = { type: String, required: true } as const;
const changeSchema = new Schema<InstitutionChange>(
  { at: { type: Date, required: true }, what: text, was: String },
  { _id: false },
);
const schema = new Schema<InstitutionDoc>(
  {
    _id: text,
    kind: text,
    name: text,
    communes: { type: [String], required: true },
    priority: String,
    department: String,
    isPrivate: Boolean,
    isClosed: Boolean,
    circonscription: String,
    pupils: Number,
    ips: Number,
    campaigns: { type: [String], default: undefined },
    history: { type: [changeSchema], default: undefined },
  },
  { versionKey: false },
);

/** What a file says of one; what it does not say stays. */
export interface Described {
  institution: Omit<Institution, 'campaigns' | 'history'>;
  /** What is another than before. */
  changes?: InstitutionChange[];
}

/** Documents at a time. */
const AT_ONCE = 1_000;

schema.index(
  { circonscription: 1 },
  { name: 'institutions_by_district', partialFilterExpression: { circonscription: { $exists: true } } },
);

export type Institutions = ReturnType<typeof openInstitutions>;

export function openInstitutions(connection: Connection) {
  const model = connection.model<InstitutionDoc>('Institution', schema, 'institutions');
  const inBatches = async <T>(all: readonly T[], work: (some: T[]) => Promise<unknown>): Promise<void> => {
    for (let from = 0; from < all.length; from += AT_ONCE)
      await repeatable(() => work(all.slice(from, from + AT_ONCE)));
  };
  return {
    model,

    /** In the order of their codes: a database's own may change from one start to the next. */
    all: (): Promise<Institution[]> =>
      repeatable(async () =>
        (await model.find().sort({ _id: 1 }).lean<InstitutionDoc[]>()).map(({ _id: uai, ...rest }) => ({
          uai,
          ...rest,
        })),
      ),

    among: (uais: Uai[]): Promise<Institution[]> =>
      repeatable(async () =>
        (await model.find({ _id: trusted({ $in: uais }) }).lean<InstitutionDoc[]>()).map(({ _id: uai, ...rest }) => ({
          uai,
          ...rest,
        })),
      ),

    /** The codes of a district's schools. Index: institutions_by_district. */
    schoolsOf: (circonscription: Uai): Promise<Uai[]> =>
      repeatable(async () =>
        (await model.find({ circonscription }, { _id: 1 }).lean<InstitutionDoc[]>()).map(({ _id }) => _id),
      ),

    /** Adds institutions, or writes what is said of them now. */
    describe: (list: readonly Described[]) =>
      inBatches(list, (some) =>
        model.bulkWrite(
          some.map(({ institution: { uai, ...rest }, changes = [] }) => ({
            updateOne: {
              filter: { _id: uai },
              update: { $set: rest, ...(changes.length && { $push: { history: { $each: changes } } }) },
              upsert: true,
            },
          })) as never,
        ),
      ),

    /** Those of these codes that are known take part in an operation from now on. */
    takePart: (campaign: string, uais: readonly Uai[]) =>
      inBatches(uais, (some) =>
        model.updateMany({ _id: trusted({ $in: some }) }, { $addToSet: { campaigns: campaign } }),
      ),

    /** They no longer do; what they hold, and their pupils, stay. */
    leave: (campaign: string, uais: readonly Uai[]) =>
      inBatches(uais, (some) => model.updateMany({ _id: trusted({ $in: some }) }, { $pull: { campaigns: campaign } })),

    /** Whether any takes part in any operation: none does that was written before operations had lists of their own. */
    areListed: (): Promise<boolean> =>
      repeatable(async () => (await model.exists({ campaigns: trusted({ $ne: null }) })) !== null),
  };
}
