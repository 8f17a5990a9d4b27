/** Nominations: the only collection that holds pupils' data. One that is open and holds no unit is on the waiting list. */
import { type Connection, trusted } from 'mongoose';
import type { Kind } from '../domain/campaign';
import { UnknownNomination } from '../domain/errors';
import type { JournalLine } from '../domain/journal';
import type { PlainDate } from '../domain/plainDate';
import type { PupilKey } from '../domain/pupil';
import type { Uai } from '../domain/uai';
import { openErasing } from './erasing';
import { carriedFrom, writes } from './journalled';
import { type Act, type Added, type Born, type Id, type Nomination, nominationSchema, type State } from './nomination';
import { OneByOne } from './oneByOne';
import { openProposals } from './proposals';
import { isConflict, isDuplicateIn, isDuplicateKey, repeatable } from './retry';
import { Commands, type Run } from './run';
import type { Place } from './unit';

/** A few nominations take less; the unique index keeps the order of those that no longer wait. */
const TURN_PATIENCE_MS = 2_000;

export type Nominations = ReturnType<typeof openNominations>;

export function openNominations(connection: Connection, run: Run) {
  const hot = new Commands<Nomination>(run, 'nominations');
  const model = connection.model<Nomination>('Nomination', nominationSchema, 'nominations');
  const places = new OneByOne(TURN_PATIENCE_MS);
  const waits = { state: 'open', unit: null } as const;
  return {
    model,
    ...carriedFrom(model),
    ...openProposals(hot),
    ...openErasing(model, hot),

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
          if (isDuplicateIn(error, 'nominations_household')) return 'household';
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
      lines: Pick<Nomination, 'pupil' | 'school' | 'claim' | 'need' | 'told'>,
      act: Act,
      known: number,
      line: JournalLine,
    ): Promise<'amended' | 'claimed' | 'gone' | 'overtaken'> =>
      repeatable(async () => {
        const written = writes(line);
        try {
          const { matchedCount } = await model.updateOne(
            { campaign, _id, state: 'open', erased: null, [`acts.${known}`]: trusted({ $exists: false }) },
            { $set: { ...lines, ...written.$set }, $push: { acts: act, ...written.$push } },
          );
          if (matchedCount === 1) return 'amended';
          const there = await model.findOne({ campaign, _id, erased: null }, { state: 1 }).lean();
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

    /** How it stands, also where its pupil was erased; null when it is none. */
    stateOf: ({ campaign, _id }: Id): Promise<State | null> =>
      repeatable(async () => (await hot.findOne({ campaign, _id }, ['state']))?.state ?? null),

    findMany: (campaign: string, ids: string[]): Promise<Nomination[]> =>
      repeatable(() => model.find({ campaign, _id: trusted({ $in: ids }), erased: null }).lean()),

    /** Who holds the claim on this pupil. Index: nominations_claim. */
    claimant: (campaign: string, kind: Kind, claim: PupilKey): Promise<Nomination | null> =>
      repeatable(() => model.findOne({ campaign, kind, claim }).lean()),

    /** Who has this household's article. Index: nominations_household. */
    ofHousehold: (campaign: string, kind: Kind, household: string): Promise<Nomination | null> =>
      repeatable(() => model.findOne({ campaign, kind, household }).lean()),

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

    /** Where those are who have waited longest, oldest first, each as often as it has one. Index: nominations_by_time. */
    longest: ({ campaign, kind }: Pick<Place, 'campaign' | 'kind'>, among: Uai[], limit: number): Promise<Uai[]> =>
      repeatable(async () => {
        const filter = { campaign, kind, institution: trusted({ $in: among }), ...waits };
        const found = await hot.find(filter, { fields: ['institution'], sort: { at: 1, _id: 1 }, limit });
        return found.map(({ institution }) => institution);
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
          { $set: { state: 'withdrawn', withdrawn, ...$set }, $unset: { claim: 1, household: 1, unit: 1 }, ...written },
        );
      }),

    /** The open ones of a place, without their pupils: what healing compares. Index: nominations_waiting. */
    openAt: ({ campaign, institution, kind }: Place): Promise<Pick<Nomination, '_id' | 'unit' | 'erased'>[]> =>
      repeatable(() => hot.find({ campaign, state: 'open', institution, kind }, { fields: ['unit', 'erased'] })),
  };
}
