/** The people who may speak to Relais, found by their Microsoft Entra object id. */
import { type Connection, Schema } from 'mongoose';
import type { Language, Member } from '../domain/member';
import type { Uai } from '../domain/uai';
import { repeatable } from './retry';

interface MemberDoc extends Omit<Member, 'id'> {
  _id: string;
}

const text = { type: String, required: true } as const;
const schema = new Schema<MemberDoc>(
  {
    _id: text,
    aadObjectId: text,
    name: text,
    role: text,
    institutions: { type: [String], required: true },
    language: String,
  },
  { versionKey: false },
);
schema.index({ aadObjectId: 1 }, { name: 'members_by_person', unique: true });
schema.index({ institutions: 1 }, { name: 'members_by_institution' });

const memberOf = ({ _id: id, ...rest }: MemberDoc): Member => ({ id, ...rest });

export type Members = ReturnType<typeof openMembers>;

export function openMembers(connection: Connection) {
  const model = connection.model<MemberDoc>('Member', schema, 'members');
  return {
    model,

    /** Index: members_by_person. */
    byPerson: (aadObjectId: string): Promise<Member | null> =>
      repeatable(async () => {
        const found = await model.findOne({ aadObjectId }).lean();
        return found && memberOf(found);
      }),

    all: (): Promise<Member[]> => repeatable(async () => (await model.find().sort({ name: 1 }).lean()).map(memberOf)),

    /** Those who act for an institution, by name. Index: members_by_institution. */
    of: (institution: Uai): Promise<Member[]> =>
      repeatable(async () => (await model.find({ institutions: institution }).sort({ name: 1 }).lean()).map(memberOf)),

    speaks: (id: string, language: Language) => repeatable(() => model.updateOne({ _id: id }, { $set: { language } })),

    /** Adds people or changes their name, role and institutions. */
    admit: (members: Member[]) =>
      repeatable(() =>
        model.bulkWrite(
          members.map(({ id, aadObjectId, name, role, institutions }) => ({
            updateOne: {
              filter: { aadObjectId },
              update: { $set: { name, role, institutions }, $setOnInsert: { _id: id } },
              upsert: true,
            },
          })),
        ),
      ),

    remove: (aadObjectId: string): Promise<boolean> =>
      repeatable(async () => (await model.deleteOne({ aadObjectId })).deletedCount === 1),
  };
}
