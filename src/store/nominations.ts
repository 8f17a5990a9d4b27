/** Nominations: the only collection that holds pupils' data. One that is open and holds no unit is on the waiting list. */
import { type Connection, Schema, trusted } from 'mongoose';
import type { Kind } from '../domain/campaign';
import { UnknownNomination } from '../domain/errors';
import type { Journalled, JournalLine, Stamp } from '../domain/journal';
import type { Need, ToldHow } from '../domain/need';
import type { PlainDate } from '../domain/plainDate';
import type { Pupil, PupilKey } from '../domain/pupil';
import type { Uai } from '../domain/uai';
import { carriedFrom, journalledFields, writes } from './journalled';
import { OneByOne } from './oneByOne';
import { isConflict, isDuplicateIn, isDuplicateKey, repeatable } from './retry';
import { Commands, type Run } from './run';
import type { Place } from './units';

export const WITHDRAWAL_REASONS = ['byInstitution', 'erased'] as const;
export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];

/** The lines of a nomination that can be corrected. */
export const AMENDED = ['lastName', 'firstName', 'birthDate', 'className', 'need', 'toldOn', 'toldHow'] as const;
export type Amended = (typeof AMENDED)[number];

/** One correction: which lines, never what stood there. */
export interface Act {
  /** The id that its form was given: the same form sent again corrects nothing more. */
  form: string;
  lines: Amended[];
  by: string;
  at: Date;
}

/** How a nomination stands: told to the head, recorded, or ended by the head or the family. */
export const STATES = ['proposed', 'open', 'declined', 'withdrawn'] as const;
export type State = (typeof STATES)[number];

export interface Nomination extends Journalled {
  /** The id that its form was given: the same form sent again inserts nothing. */
  _id: string;
  campaign: string;
  kind: Kind;
  institution: Uai;
  pupil: Pupil;
  /** The pupil's key while the nomination is open: unique over all institutions. */
  claim?: PupilKey;
  need: Need;
  told: { on: PlainDate; how: ToldHow };
  /**
   * Its number in the order in which the institution's nominations were recorded, from 1: the waiting list's order, which no
   * clock can change. Unique, and one more than the last that was there: whoever has it saw all those before it.
   */
  seq: number;
  state: State;
  /** Copy of what `units` says, for the queue's index; `match` repairs it. */
  unit?: string;
  by: string;
  at: Date;
  /** Who proposed it, where the head did not nominate by themself. */
  proposedBy?: string;
  /** Of one that was proposed: who accepted or declined it. */
  decided?: { at: Date; by: string };
  withdrawn?: { at: Date; by: string; reason: WithdrawalReason };
  /** Oldest first; absent where nothing was corrected. */
  acts?: Act[];
  /** When its pupil was erased: who is erased is never returned as a nomination; the unit and the counts stay. */
  erased?: Date;
}

const text = { type: String, required: true } as const;
const part = { _id: false } as const;
const pupilSchema = new Schema<Pupil>({ lastName: text, firstName: text, birthDate: text, className: text }, part);
const toldSchema = new Schema<Nomination['told']>({ on: text, how: text }, part);
const withdrawnSchema = new Schema<NonNullable<Nomination['withdrawn']>>(
  { at: { type: Date, required: true }, by: text, reason: text },
  part,
);
const decidedSchema = new Schema<NonNullable<Nomination['decided']>>(
  { at: { type: Date, required: true }, by: text },
  part,
);
const actSchema = new Schema<Act>(
  { form: text, lines: { type: [String], required: true }, by: text, at: { type: Date, required: true } },
  part,
);
const schema = new Schema<Nomination>(
  {
    _id: text,
    campaign: text,
    kind: text,
    institution: text,
    pupil: pupilSchema, // absent once erased
    claim: String,
    need: text,
    told: toldSchema,
    seq: { type: Number, required: true },
    state: text,
    unit: String,
    by: text,
    at: { type: Date, required: true },
    proposedBy: String,
    decided: decidedSchema,
    withdrawn: withdrawnSchema,
    acts: { type: [actSchema], default: undefined },
    erased: Date,
    ...journalledFields,
  },
  { versionKey: false },
);
schema.index({ campaign: 1, institution: 1, kind: 1, seq: 1 }, { name: 'nominations_queue', unique: true });
schema.index(
  { campaign: 1, state: 1, institution: 1, kind: 1, unit: 1, seq: 1 }, // no unit is null to an index
  { name: 'nominations_waiting' },
);
schema.index({ campaign: 1, kind: 1, 'pupil.birthDate': 1 }, { name: 'nominations_birth' });
schema.index({ campaign: 1, state: 1, at: 1 }, { name: 'nominations_by_time' });
schema.index(
  { campaign: 1, proposedBy: 1 },
  { name: 'nominations_by_proposer', partialFilterExpression: { proposedBy: { $exists: true } } },
);
schema.index(
  { uncarried: 1 },
  { name: 'nominations_uncarried', partialFilterExpression: { uncarried: { $exists: true } } },
);
schema.index(
  { campaign: 1, kind: 1, claim: 1 },
  { name: 'nominations_claim', unique: true, partialFilterExpression: { claim: { $exists: true } } },
);

/** Which nomination is meant: every filter names the operation, which is the shard key (docs/scale.md). */
export type Id = Pick<Nomination, 'campaign' | '_id'>;

/** Who is nominated and born on a day, as far as a like name is told by. */
export type Born = Pick<Nomination, '_id' | 'institution' | 'pupil' | 'claim' | 'state'>;

/** `overtaken`: another nomination of the institution took the number meanwhile. */
export type Added = 'added' | 'recorded' | 'claimed' | 'overtaken';

/** A few nominations take less; the unique index keeps the order of those that no longer wait. */
const TURN_PATIENCE_MS = 2_000;

export type Nominations = ReturnType<typeof openNominations>;

export function openNominations(connection: Connection, run: Run) {
  const hot = new Commands<Nomination>(run, 'nominations');
  const model = connection.model<Nomination>('Nomination', schema, 'nominations');
  const places = new OneByOne(TURN_PATIENCE_MS);
  const waits = { state: 'open', unit: null } as const;
  return {
    model,
    ...carriedFrom(model),

    /**
     * Runs what takes the next number of an institution, one after the other: those of this process do not meet at its unique
     * index, where DocumentDB lets them wait for one another (for minutes, sixteen at once). Other processes still may.
     */
    inTurn: <T>({ campaign, institution, kind }: Place, work: () => Promise<T>): Promise<T> =>
      places.run(`${campaign} ${institution} ${kind}`, work),

    /**
     * What a nomination has to know before it is recorded, in one reading: the last number of the institution, and the open
     * ones of pupils born on that day, wherever they are. Indexes: nominations_queue, nominations_birth.
     */
    before: ({ campaign, institution, kind }: Place, birthDate: PlainDate): Promise<{ last: number; born: Born[] }> =>
      repeatable(async () => {
        const rows = await hot.aggregate<{ seq: number } | Born>([
          { $match: { campaign, institution, kind } },
          { $sort: { seq: -1 } },
          { $limit: 1 },
          { $project: { _id: 0, seq: 1 } },
          {
            $unionWith: {
              coll: 'nominations',
              pipeline: [
                { $match: { campaign, kind, 'pupil.birthDate': birthDate, state: { $in: ['open', 'proposed'] } } },
                { $project: { institution: 1, pupil: 1, claim: 1, state: 1 } },
              ],
            },
          },
        ]);
        const last = rows.find((row): row is { seq: number } => 'seq' in row)?.seq ?? 0;
        return { last, born: rows.filter((row): row is Born => 'pupil' in row) };
      }),

    /** Inserts it, or says what is there already: its id, its pupil's claim, its number. Indexes: nominations_claim, nominations_queue. */
    add: (nomination: Nomination): Promise<Added> =>
      repeatable(async () => {
        try {
          await hot.insert(nomination);
          return 'added';
        } catch (error) {
          if (isDuplicateIn(error, 'nominations_claim')) return 'claimed';
          if (isDuplicateIn(error, 'nominations_queue')) return 'overtaken';
          if (isDuplicateKey(error)) return 'recorded';
          if (isConflict(error)) return 'overtaken'; // those who meet at a number; with this one they would meet again
          throw error;
        }
      }),

    /**
     * Corrects an open one that was corrected so many times before: `claimed` when another nomination has the pupil, `overtaken` when it
     * was corrected once more. Index: nominations_claim.
     */
    amend: (
      { campaign, _id }: Id,
      lines: Required<Pick<Nomination, 'pupil' | 'claim' | 'need' | 'told'>>,
      act: Act,
      known: number,
      line: JournalLine,
    ): Promise<'amended' | 'claimed' | 'gone' | 'overtaken'> =>
      repeatable(async () => {
        const written = writes(line);
        try {
          const { matchedCount } = await model.updateOne(
            { campaign, _id, state: 'open', [`acts.${known}`]: trusted({ $exists: false }) },
            { $set: { ...lines, ...written.$set }, $push: { acts: act, ...written.$push } },
          );
          if (matchedCount === 1) return 'amended';
          const there = await model.findOne({ campaign, _id }, { state: 1 }).lean();
          return there?.state === 'open' ? 'overtaken' : 'gone';
        } catch (error) {
          if (isDuplicateIn(error, 'nominations_claim')) return 'claimed';
          throw error;
        }
      }),

    /** Null for one whose pupil was erased as well. */
    find: ({ campaign, _id }: Id): Promise<Nomination | null> =>
      repeatable(() => hot.findOne({ campaign, _id, erased: null })),

    /** @throws UnknownNomination */
    async require(id: Id): Promise<Nomination> {
      const nomination = await this.find(id);
      if (!nomination) throw new UnknownNomination();
      return nomination;
    },

    findMany: (campaign: string, ids: string[]): Promise<Nomination[]> =>
      repeatable(() => model.find({ campaign, _id: trusted({ $in: ids }), erased: null }).lean()),

    /** Who holds the claim on this pupil. Index: nominations_claim. */
    claimant: (campaign: string, kind: Kind, claim: PupilKey): Promise<Nomination | null> =>
      repeatable(() => model.findOne({ campaign, kind, claim }).lean()),

    /** The open ones of these institutions, in the order of their numbers. Index: nominations_queue. */
    openOf: (campaign: string, institutions: Uai[]): Promise<Nomination[]> =>
      repeatable(() =>
        hot.find(
          { campaign, institution: trusted({ $in: institutions }), state: 'open', erased: null },
          { sort: { seq: 1, _id: 1 } },
        ),
      ),

    /** How many units are free and who waits, oldest first, in one reading. Indexes: nominations_waiting, units_by_state. */
    queue: ({ campaign, institution, kind }: Place): Promise<{ free: number; waiting: string[] }> =>
      repeatable(async () => {
        const rows = await hot.aggregate<{ _id: string | null; free?: number }>([
          { $match: { campaign, institution, kind, ...waits } },
          { $sort: { seq: 1 } },
          { $project: { _id: 1 } },
          {
            $unionWith: {
              coll: 'units',
              pipeline: [
                { $match: { campaign, institution, kind, state: 'free' } },
                { $group: { _id: null, free: { $sum: 1 } } },
              ],
            },
          },
        ]);
        const waiting = rows.flatMap(({ _id }) => (_id === null ? [] : [_id]));
        return { free: rows.find(({ free }) => free !== undefined)?.free ?? 0, waiting };
      }),

    /** Notes the unit it holds, unless it was withdrawn meanwhile: then false. */
    mark: ({ campaign, _id }: Id, unit: string, line: JournalLine): Promise<boolean> =>
      repeatable(() => {
        const { $set, ...written } = writes(line);
        return hot.updateOne({ campaign, _id, state: 'open' }, { $set: { unit, ...$set }, ...written });
      }),

    /** Forgets a unit that it no longer holds, if it still names that one. */
    unmark: ({ campaign, _id }: Id, unit: string) =>
      repeatable(() => hot.updateOne({ campaign, _id, unit }, { $unset: { unit: 1 } })),

    /** Ends it: its claim is free again. Done once; a second time changes nothing. */
    close: ({ campaign, _id }: Id, withdrawn: NonNullable<Nomination['withdrawn']>, line: JournalLine) =>
      repeatable(() => {
        const { $set, ...written } = writes(line);
        return hot.updateOne(
          { campaign, _id, state: 'open' },
          { $set: { state: 'withdrawn', withdrawn, ...$set }, $unset: { claim: 1, unit: 1 }, ...written },
        );
      }),

    /**
     * Accepts one that was proposed, as the last of its institution's order: `overtaken` when another took the number meanwhile.
     * Index: nominations_queue.
     */
    accept: (
      { campaign, _id }: Id,
      seq: number,
      decided: NonNullable<Nomination['decided']>,
      line: JournalLine,
    ): Promise<'accepted' | 'gone' | 'overtaken'> =>
      repeatable(async () => {
        const { $set, ...written } = writes(line);
        try {
          const isDone = await hot.updateOne(
            { campaign, _id, state: 'proposed' },
            { $set: { state: 'open', seq, decided, ...$set }, ...written },
          );
          return isDone ? 'accepted' : 'gone';
        } catch (error) {
          if (isDuplicateIn(error, 'nominations_queue') || isConflict(error)) return 'overtaken';
          throw error;
        }
      }),

    /** Declines one that was proposed: its claim is free again. Done once. */
    decline: (
      { campaign, _id }: Id,
      decided: NonNullable<Nomination['decided']>,
      line: JournalLine,
    ): Promise<boolean> =>
      repeatable(() => {
        const { $set, ...written } = writes(line);
        return hot.updateOne(
          { campaign, _id, state: 'proposed' },
          { $set: { state: 'declined', decided, ...$set }, $unset: { claim: 1 }, ...written },
        );
      }),

    /** Those that wait for a decision at these institutions, the oldest first. Index: nominations_waiting. */
    proposedAt: (campaign: string, institutions: Uai[]): Promise<Nomination[]> =>
      repeatable(() =>
        hot.find(
          { campaign, state: 'proposed', institution: trusted({ $in: institutions }), erased: null },
          { sort: { at: 1, _id: 1 } },
        ),
      ),

    /** What somebody proposed, whatever became of it, the newest first. Index: nominations_by_proposer. */
    proposedBy: (campaign: string, member: string): Promise<Nomination[]> =>
      repeatable(() => hot.find({ campaign, proposedBy: member, erased: null }, { sort: { at: -1, _id: 1 } })),

    /** Those of pupils born on a day, however they stand. Index: nominations_birth. */
    bornOn: (campaign: string, kind: Kind, birthDate: PlainDate): Promise<Nomination[]> =>
      repeatable(() => model.find({ campaign, kind, 'pupil.birthDate': birthDate, erased: null }).lean()),

    /**
     * Erases the pupil; the unit and the counts stay. One that holds no unit ends as well: nobody would know whom it serves.
     * @returns `ended` when a unit given meanwhile has to be let go; `gone` when it was erased before
     */
    erase: ({ campaign, _id }: Id, { by, at }: Stamp, line: JournalLine): Promise<'erased' | 'ended' | 'gone'> =>
      repeatable(async () => {
        const { $set, ...written } = writes(line);
        const $unset = { pupil: 1, told: 1, claim: 1, acts: 1 };
        const waits = { campaign, _id, erased: null, unit: null, state: trusted({ $in: ['open', 'proposed'] }) };
        const withdrawn = { at, by, reason: 'erased' as const };
        const ended = { state: 'withdrawn' as const, withdrawn };
        if (await hot.updateOne(waits, { $set: { erased: at, ...ended, ...$set }, $unset, ...written })) return 'ended';
        const stays = { campaign, _id, erased: null };
        return (await hot.updateOne(stays, { $set: { erased: at, ...$set }, $unset, ...written })) ? 'erased' : 'gone';
      }),

    /** Those that claim a pupil, in the order of their ids. */
    claimed: (campaign: string, after: string, most: number): Promise<Nomination[]> =>
      repeatable(() =>
        model
          .find({ campaign, _id: trusted({ $gt: after }), claim: trusted({ $exists: true }), erased: null })
          .sort({ _id: 1 })
          .limit(most)
          .lean(),
      ),

    /** Another key for the same pupil; false when another nomination has it. Index: nominations_claim. */
    rekey: ({ campaign, _id }: Id, was: PupilKey, claim: PupilKey): Promise<boolean> =>
      repeatable(async () => {
        try {
          await model.updateOne({ campaign, _id, claim: was }, { $set: { claim } });
          return true;
        } catch (error) {
          if (isDuplicateIn(error, 'nominations_claim')) return false;
          throw error;
        }
      }),

    /** Those whose pupils are due: all of a campaign, or what ended before an instant. A batch of them, by id. */
    due: (campaign: string, endedBefore: Date | null, most: number): Promise<Id[]> =>
      repeatable(async () => {
        const before = trusted({ $lt: endedBefore });
        const due = endedBefore
          ? [
              { state: 'withdrawn' as const, 'withdrawn.at': before },
              { state: 'declined' as const, 'decided.at': before },
            ]
          : [{}];
        const found: Id[] = [];
        for (const each of due)
          found.push(
            ...(await model
              .find({ campaign, ...each, erased: null }, { campaign: 1 })
              .limit(most)
              .lean<Id[]>()),
          );
        return found;
      }),

    /** The open ones of a place, without their pupils: what healing compares. Index: nominations_waiting. */
    openAt: ({ campaign, institution, kind }: Place): Promise<Pick<Nomination, '_id' | 'unit'>[]> =>
      repeatable(() => hot.find({ campaign, state: 'open', institution, kind }, { fields: ['unit'] })),
  };
}
