/** Units: one document an article, from the day it is received. A quota is the set of units that an institution holds. */
import { type Connection, trusted } from 'mongoose';
import { type End, isInstitution } from '../domain/movement';
import { HOLDING, UNIT_ACTS } from '../domain/unit';
import { insertMissing } from './insert';
import { carriedFrom } from './journalled';
import { isDuplicateKey, repeatable } from './retry';
import { Commands, type Run } from './run';
import { type Of, type Place, type Unit, unitSchema } from './unit';
import { openUnitActs } from './unitActs';

/** One unit's way: its mark, and where it goes. */
export interface Move {
  mark: string;
  to: End;
}

const changeBy = ({ mark, to }: Move) => ({
  ...(isInstitution(to) && { $set: { institution: to } }),
  ...(to === 'outside' && { $set: { state: 'retired' } }),
  $unset: { delivery: 1, ...(to === 'reserve' && { institution: 1 }) }, // where it was sent is not where it is
  $push: { moves: mark },
});

/** The nomination holds a unit of this operation. */
export const ALREADY = Symbol('already');

export type Units = ReturnType<typeof openUnits>;

export function openUnits(connection: Connection, run: Run) {
  const hot = new Commands<Unit>(run, 'units');
  const model = connection.model<Unit>('Unit', unitSchema, 'units');
  return {
    model,
    ...carriedFrom(model),
    ...openUnitActs(hot),

    /** Adds units that are not there yet; those that are stay as they are. */
    receive: (units: Unit[]) => insertMissing(model, units),

    /** Takes one free unit for this nomination: null when none is free, ALREADY when it holds one. Index: units_by_state. */
    hold: ({ campaign, institution, kind }: Place, nomination: string): Promise<string | typeof ALREADY | null> =>
      repeatable(async () => {
        try {
          const unit = await hot.findAndModify(
            { campaign, institution, kind, state: 'free' },
            { $set: { state: 'held', nomination } },
            ['_id'],
          );
          return unit?._id ?? null;
        } catch (error) {
          if (isDuplicateKey(error)) return ALREADY;
          throw error;
        }
      }),

    /** The unit that a nomination holds. Index: units_by_nomination. */
    heldBy: (campaign: string, nomination: string): Promise<string | null> =>
      repeatable(async () => (await hot.findOne({ campaign, nomination }, ['_id']))?._id ?? null),

    /** Which of these nominations hold a unit. Index: units_by_nomination. */
    holdersAmong: (campaign: string, nominations: string[]): Promise<Map<string, string>> =>
      repeatable(async () => {
        const found = await hot.find(
          { campaign, nomination: trusted({ $in: nominations }) },
          { fields: ['nomination'] },
        );
        return new Map(found.map(({ _id, nomination }) => [nomination!, _id]));
      }),

    /** Lets go of the unit that a nomination holds and was not given, if any. Index: units_by_nomination. */
    release: (campaign: string, nomination: string) =>
      repeatable(() =>
        hot.updateOne(
          { campaign, nomination, state: trusted({ $in: UNIT_ACTS.release.from }) },
          { $set: { state: 'free' }, $unset: { nomination: 1 } },
        ),
      ),

    /**
     * Moves free units away from one end, each with a mark and to the end that belongs to it; a mark that is on a unit already moves
     * nothing. Indexes: units_by_state, units_by_move.
     * @returns the marks that are on a unit now: fewer than all when no more were free
     */
    move: async ({ campaign, kind }: Of, from: End, wanted: readonly Move[]): Promise<Set<string>> => {
      const filter = { campaign, institution: isInstitution(from) ? from : null, kind, state: 'free' };
      const marks = wanted.map(({ mark }) => mark);
      for (;;) {
        const there = await repeatable(async () => {
          const used = await hot.find({ campaign, moves: trusted({ $in: marks }) }, { fields: ['moves'] });
          return new Set(used.flatMap(({ moves = [] }) => moves));
        });
        const done = new Set(marks.filter((mark) => there.has(mark)));
        const left = wanted.filter(({ mark }) => !done.has(mark));
        if (!left.length) return done;
        // Of a school's those that it was not sent go first: they need not be fetched.
        const sort = isInstitution(from) ? { sort: { delivery: 1 } } : {};
        const free = await repeatable(() => hot.find(filter, { fields: [], limit: left.length, ...sort }));
        if (!free.length) return done;
        const updates = free.map(({ _id }, i) => ({ q: { ...filter, _id }, u: changeBy(left[i]!) }));
        await repeatable(() => hot.updateEach(updates));
      }
    },

    /** How many a set of filters finds; for checks, not for turns. */
    count: (filter: Partial<Unit>): Promise<number> => repeatable(() => model.countDocuments(filter)),

    /** The held units of a place, by their nominations: what healing compares. Index: units_by_state. */
    heldAt: ({ campaign, institution, kind }: Place): Promise<Pick<Unit, '_id' | 'nomination' | 'state'>[]> =>
      repeatable(() =>
        hot.find(
          { campaign, institution, kind, state: trusted({ $in: HOLDING }) },
          { fields: ['nomination', 'state'] },
        ),
      ),
  };
}
