/** The people who may speak to Relais: known by their e-mail, found by their Microsoft Entra object id once they have written. */
import { type Connection, Schema, trusted } from 'mongoose';
import type { Delegation } from '../domain/delegation';
import type { Journalled, JournalLine } from '../domain/journal';
import type { Language, Member } from '../domain/member';
import type { UndoWindow } from '../domain/undo';
import type { Uai } from '../domain/uai';
import { begunWith, carriedFrom, journalledFields, writes } from './journalled';
import { insertOnce } from './insert';
import { isDuplicateKey, repeatable } from './retry';
import { Commands, type Run } from './run';
import { isWithin } from './undoWindow';

interface MemberDoc extends Omit<Member, 'id'>, Journalled {
  _id: string;
}

/** What of a member others change. */
export type MemberChange = Partial<Pick<Member, 'name' | 'role' | 'institutions' | 'suspended' | 'email'>>;

const text = { type: String, required: true } as const;
const delegationSchema = new Schema<Delegation>(
  {
    id: text,
    by: text,
    institution: text,
    scopes: { type: [String], required: true },
    from: text,
    until: text,
    revokedAt: Date,
  },
  { _id: false, id: false },
);
const schema = new Schema<MemberDoc>(
  {
    _id: text,
    aadObjectId: String,
    email: String,
    name: text,
    role: text,
    institutions: { type: [String], required: true },
    language: String,
    campaign: String,
    suspended: Boolean,
    delegations: { type: [delegationSchema], default: undefined },
    ...journalledFields,
  },
  { versionKey: false },
);
const whereThere = (field: string) => ({ unique: true, partialFilterExpression: { [field]: { $exists: true } } });
schema.index({ aadObjectId: 1 }, { name: 'members_by_object', ...whereThere('aadObjectId') });
schema.index({ email: 1 }, { name: 'members_by_email', ...whereThere('email') });
schema.index({ institutions: 1 }, { name: 'members_by_institution' });

const memberOf = ({ _id: id, journal: _lines, uncarried: _waits, ...rest }: MemberDoc): Member => ({ id, ...rest });

export type Members = ReturnType<typeof openMembers>;

export function openMembers(connection: Connection, run: Run) {
  const hot = new Commands<MemberDoc>(run, 'members');
  const model = connection.model<MemberDoc>('Member', schema, 'members');
  const one = (filter: Partial<Record<'_id' | 'aadObjectId' | 'email', string>>): Promise<Member | null> =>
    repeatable(async () => {
      const found = await model.findOne(filter).lean();
      return found && memberOf(found);
    });
  const many = (filter: object): Promise<Member[]> =>
    repeatable(async () => (await model.find(filter).sort({ name: 1, _id: 1 }).lean()).map(memberOf));
  return {
    model,
    ...carriedFrom(model),

    find: (id: string) => one({ _id: id }),

    /** At every turn. Index: members_by_object. */
    byPerson: (aadObjectId: string): Promise<Member | null> =>
      repeatable(async () => {
        const found = await hot.findOne({ aadObjectId });
        return found && memberOf(found);
      }),

    /** @param email in small letters. Index: members_by_email */
    byEmail: (email: string) => one({ email }),

    /** By name. */
    all: () => many({}),

    among: (ids: string[]) => many({ _id: trusted({ $in: ids }) }),

    /** Those who act for an institution and are not suspended, by name. Index: members_by_institution. */
    of: async (institution: Uai) => (await many({ institutions: institution })).filter(({ suspended }) => !suspended),

    /** Who is of one of these institutions. */
    ofAny: async (institutions: readonly Uai[]) =>
      (await many({ institutions: trusted({ $in: [...institutions] }) })).filter(({ suspended }) => !suspended),

    speaks: (id: string, language: Language) => repeatable(() => model.updateOne({ _id: id }, { $set: { language } })),

    chooses: (id: string, campaign: string) => repeatable(() => model.updateOne({ _id: id }, { $set: { campaign } })),

    /** Adds a person; false when their id, e-mail or object id is somebody's already. */
    add: ({ id, ...rest }: Member, line: JournalLine): Promise<boolean> =>
      insertOnce(model, { _id: id, ...rest, ...begunWith(line) }),

    /** Adds many; those who are there stay as they are. @returns the ids of these */
    addMany: (people: readonly { member: Member; line: JournalLine }[]): Promise<string[]> =>
      repeatable(async () => {
        const documents = people.map(({ member: { id, ...rest }, line }) => ({ _id: id, ...rest, ...begunWith(line) }));
        if (!documents.length) return [];
        const own = new Map(people.map(({ member, line }) => [member.id, line._id]));
        await model.insertMany(documents, { ordered: false, lean: true }).catch((error: unknown) => {
          if (!isDuplicateKey(error)) throw error;
        });
        // Told by their own lines: a repeat after a lost answer finds itself.
        const there = await model.find({ _id: trusted({ $in: [...own.keys()] }) }, { journal: 1 }).lean();
        const added = new Set(there.flatMap(({ _id, journal }) => (journal?.[0]?._id === own.get(_id) ? [_id] : [])));
        return [...own.keys()].filter((id) => !added.has(id));
      }),

    /** Changes what stands as it was read; false when it no longer does. @param was the fields that are changed, as they were */
    change: (id: string, was: MemberChange, change: MemberChange, line: JournalLine): Promise<boolean> =>
      repeatable(async () => {
        const { $set, ...written } = writes(line);
        const asRead = Object.fromEntries(Object.entries(was).map(([field, value]) => [field, value ?? null]));
        try {
          const update = { $set: { ...change, ...$set }, ...written };
          return (await model.updateOne({ _id: id, ...asRead }, update)).matchedCount === 1;
        } catch (error) {
          if (isDuplicateKey(error)) return false; // the e-mail is somebody else's
          throw error;
        }
      }),

    /** Links the object id of someone who writes for the first time; null when nobody of that e-mail waits for it. Index: members_by_email. */
    link: (email: string, aadObjectId: string, line: JournalLine): Promise<Member | null> =>
      repeatable(async () => {
        const { $set, ...written } = writes(line);
        const linked = await model
          .findOneAndUpdate(
            { email, aadObjectId: null },
            { $set: { aadObjectId, ...$set }, ...written },
            { returnDocument: 'after' },
          )
          .lean();
        return linked && memberOf(linked);
      }),

    /** Once for each delegation's id. */
    delegate: (id: string, delegation: Delegation, line: JournalLine) =>
      repeatable(() => {
        const { $set, $push } = writes(line);
        return model.updateOne(
          { _id: id, 'delegations.id': trusted({ $ne: delegation.id }) },
          { $set, $push: { ...$push, delegations: delegation } },
        );
      }),

    /** Ends a delegation at once; false when it is none of theirs, or ended already. */
    revoke: (id: string, delegation: string, revokedAt: Date, line: JournalLine): Promise<boolean> =>
      repeatable(async () => {
        const place = ((await one({ _id: id }))?.delegations ?? []).findIndex((each) => each.id === delegation);
        if (place < 0) return false;
        const { $set, ...written } = writes(line);
        const { matchedCount } = await model.updateOne(
          { _id: id, [`delegations.${place}.id`]: delegation, [`delegations.${place}.revokedAt`]: null },
          { $set: { [`delegations.${place}.revokedAt`]: revokedAt, ...$set }, ...written },
        );
        return matchedCount === 1;
      }),

    /** Takes back that a delegation was ended within this; false when it was ended before, or is in force. */
    restoreDelegation: (id: string, delegation: string, ended: UndoWindow, line: JournalLine): Promise<boolean> =>
      repeatable(async () => {
        const place = ((await one({ _id: id }))?.delegations ?? []).findIndex((each) => each.id === delegation);
        if (place < 0) return false;
        const { $set, ...written } = writes(line);
        const revokedAt = `delegations.${place}.revokedAt`;
        const { matchedCount } = await model.updateOne(
          { _id: id, [`delegations.${place}.id`]: delegation, [revokedAt]: isWithin(ended) },
          { $set, $unset: { [revokedAt]: 1 }, ...written },
        );
        return matchedCount === 1;
      }),

    /** Adds people, or puts back their name, role, institutions and e-mail; what else became of them stays. For the local chat. */
    admit: (members: Member[]) =>
      repeatable(() =>
        model.bulkWrite(
          members.map(({ id, name, role, institutions, email, ...rest }) => ({
            updateOne: {
              filter: { _id: id },
              update: { $set: { name, role, institutions, ...(email !== undefined && { email }) }, $setOnInsert: rest },
              upsert: true,
            },
          })),
        ),
      ),
  };
}
