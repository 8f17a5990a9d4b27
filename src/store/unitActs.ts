/** What happens to a unit once it is somebody's: each act of the table is one atomic change, and carries its line of the journal. */
import { trusted } from 'mongoose';
import type { JournalLine } from '../domain/journal';
import type { PlainDate } from '../domain/plainDate';
import type { Serial } from '../domain/serial';
import type { Uai } from '../domain/uai';
import type { UndoWindow } from '../domain/undo';
import { OUT, UNIT_ACTS, type UnitAct, type UnitState, type Undoable } from '../domain/unit';
import { writes } from './journalled';
import { isDuplicateKey, repeatable } from './retry';
import type { Commands } from './run';
import { isWithin } from './undoWindow';
import { CHANGED, type LastAct, type Place, type Unit } from './unit';

/** The unit that is meant. */
export type UnitRef =
  | Pick<Unit, 'campaign' | '_id'>
  | { campaign: string; nomination: string }
  | { campaign: string; serial: Serial; institution?: Uai };

/** What an act changes beside the state. */
export interface UnitChange {
  set?: Partial<Pick<Unit, 'serial' | 'handed' | 'condition' | 'endsOn' | 'delivery'>>;
  unset?: readonly ('nomination' | 'serial' | 'handed' | 'condition' | 'endsOn')[];
  /** The day by which a loan is to come back. */
  dueOn?: PlainDate;
  /** Only if it was to come back by that day; null: by none. */
  was?: PlainDate | null;
  /** Only if it was handed over within this. */
  handed?: UndoWindow;
  /** It is done to one unit only, whoever does it again. */
  mark?: string;
  /** The unit as it was read: the act can be taken back to it. */
  undo?: Unit;
}

/** Another unit has that serial, or that mark. */
export const TAKEN = Symbol('taken');

export interface StockRow {
  institution: Uai | null;
  state: UnitState;
  /** By which it was sent to the institution; null: not yet. */
  delivery: string | null;
  count: number;
}

/** An institution whose loans should have come back. */
export interface LateRow {
  institution: Uai;
  count: number;
  /** The first day that is over. */
  since: PlainDate;
}

const AT_ONCE = 500;

export function openUnitActs(hot: Commands<Unit>) {
  return {
    /**
     * Does one act, where the unit is in a state that allows it. Indexes: units_by_nomination, units_by_serial.
     * @returns the unit after it; null when there is none, or it is in another state; TAKEN when another unit has the serial, or the mark
     */
    act: (
      act: UnitAct,
      unit: UnitRef,
      line: JournalLine,
      { set = {}, unset = [], dueOn, was, handed, mark, undo }: UnitChange = {},
    ): Promise<Unit | null | typeof TAKEN> =>
      repeatable(async () => {
        const { $set, ...written } = writes(line);
        const { from, to } = UNIT_ACTS[act];
        const state = trusted({ $in: from });
        const within = handed && { 'handed.at': isWithin(handed) };
        try {
          return await hot.findAndModify(
            { ...unit, state, ...within, ...(was !== undefined && { 'handed.dueOn': was }) },
            {
              $set: {
                ...{ ...(to && { state: to }), ...set, ...$set },
                ...(dueOn && { 'handed.dueOn': dueOn }),
                ...(undo && { last: { act: act as Undoable, at: line.at, state: undo.state, was: changedOf(undo) } }),
              },
              $unset: Object.fromEntries([...unset, ...(undo ? [] : ['last'])].map((field) => [field, 1])),
              $push: { ...written.$push, ...(mark !== undefined && { moves: mark }) },
            },
            SHOWN,
          );
        } catch (error) {
          if (isDuplicateKey(error)) return TAKEN; // those who meet at it are not told by which index (DocumentDB)
          throw error;
        }
      }),

    /** Takes its last act back, if that was done within this and the unit is as the act left it. @returns null when it is not; TAKEN when its serial is another's by now */
    undo: (
      { campaign, _id, last: { act, state, was } }: Pick<Unit, 'campaign' | '_id'> & { last: LastAct },
      done: UndoWindow,
      line: JournalLine,
    ): Promise<Unit | null | typeof TAKEN> =>
      repeatable(async () => {
        const { $set, ...written } = writes(line);
        const gone = CHANGED.filter((field) => was[field] === undefined);
        try {
          return await hot.findAndModify(
            { campaign, _id, state: UNIT_ACTS[act].to, 'last.act': act, 'last.at': isWithin(done) },
            {
              $set: { state, ...was, ...$set },
              $unset: Object.fromEntries([...gone, 'last'].map((field) => [field, 1])),
              ...written,
            },
            SHOWN,
          );
        } catch (error) {
          if (isDuplicateKey(error)) return TAKEN;
          throw error;
        }
      }),

    /** Those of these marks that are on a unit. Index: units_by_move. */
    marked: (campaign: string, marks: readonly string[]): Promise<Set<string>> =>
      repeatable(async () => {
        const found = await hot.find({ campaign, moves: trusted({ $in: [...marks] }) }, { fields: ['moves'] });
        return new Set(found.flatMap(({ moves = [] }) => moves).filter((mark) => marks.includes(mark)));
      }),

    /** Its nomination is being ended: it is not given to the pupil any more. @returns how the unit stands; null when none is held */
    leave: (campaign: string, nomination: string): Promise<UnitState | null> =>
      repeatable(async () => {
        const held = { campaign, nomination, state: trusted({ $in: UNIT_ACTS.leave.from }) };
        if (await hot.updateOne(held, { $set: { state: UNIT_ACTS.leave.to } })) return 'leaving';
        return (await hot.findOne({ campaign, nomination }, ['state']))?.state ?? null;
      }),

    /** Its nomination was not ended after all: whoever began it did not go on. */
    stay: (campaign: string, nomination: string) =>
      repeatable(() =>
        hot.updateOne(
          { campaign, nomination, state: trusted({ $in: UNIT_ACTS.stay.from }) },
          { $set: { state: UNIT_ACTS.stay.to } },
        ),
      ),

    /** One as it stands. Indexes: units_by_nomination, units_by_serial. */
    find: (unit: UnitRef): Promise<Unit | null> => repeatable(() => hot.findOne({ ...unit })),

    /** Which of these serials are on a unit. Index: units_by_serial. */
    holding: (campaign: string, serials: readonly Serial[]): Promise<Set<Serial>> =>
      repeatable(async () => {
        const found = await hot.find({ campaign, serial: trusted({ $in: [...serials] }) }, { fields: ['serial'] });
        return new Set(found.flatMap(({ serial }) => serial ?? []));
      }),

    /** Those that these nominations hold. Index: units_by_nomination. */
    heldByAll: (campaign: string, nominations: readonly string[]): Promise<Unit[]> =>
      repeatable(() => hot.find({ campaign, nomination: trusted({ $in: [...nominations] }) })),

    /** Those of institutions that are in one of these states. Index: units_by_state. */
    inState: (campaign: string, institutions: readonly Uai[], states: readonly UnitState[]): Promise<Unit[]> =>
      repeatable(() =>
        hot.find({
          campaign,
          institution: trusted({ $in: [...institutions] }),
          state: trusted({ $in: [...states] }),
        }),
      ),

    /** Lines that have ended before a day, a batch of them. Index: units_by_end. */
    endedBefore: (campaign: string, day: PlainDate): Promise<Pick<Unit, '_id' | 'institution' | 'nomination'>[]> =>
      repeatable(() =>
        hot.find(
          { campaign, endsOn: trusted({ $lt: day }), state: trusted({ $in: UNIT_ACTS.lapse.from }) },
          { fields: ['institution', 'nomination'], limit: AT_ONCE },
        ),
      ),

    /** Which of these nominations' units are with a family. Index: units_by_nomination. */
    outAmong: (campaign: string, nominations: readonly string[]): Promise<Set<string>> =>
      repeatable(async () => {
        const out = { campaign, nomination: trusted({ $in: [...nominations] }), state: trusted({ $in: OUT }) };
        return new Set((await hot.find(out, { fields: ['nomination'] })).map(({ nomination }) => nomination!));
      }),

    /** Units of an operation by where they are, how they stand and whether they were sent. Index: units_by_state. */
    stock: (campaign: string): Promise<StockRow[]> =>
      repeatable(async () => {
        const rows = await hot.aggregate<{
          _id: { institution?: Uai | null; state: UnitState; delivery?: string | null };
          n: number;
        }>([
          { $match: { campaign } },
          {
            $group: {
              _id: { institution: '$institution', state: '$state', delivery: '$delivery' },
              n: { $sum: 1 },
            },
          },
        ]);
        return rows.map(({ _id: { institution = null, state, delivery = null }, n }) => ({
          institution,
          state,
          delivery,
          count: n,
        }));
      }),

    /** Loans that should have come back before a day, by institution: how many, and since when the first. Index: units_by_state. */
    overdueBefore: (campaign: string, day: PlainDate): Promise<LateRow[]> =>
      repeatable(async () => {
        const state = trusted({ $in: [...OUT, 'lent'] });
        const rows = await hot.aggregate<{ _id: Uai; n: number; since: PlainDate }>([
          { $match: { campaign, state, 'handed.dueOn': trusted({ $lt: day }) } },
          { $group: { _id: '$institution', n: { $sum: 1 }, since: { $min: '$handed.dueOn' } } },
        ]);
        return rows.map(({ _id: institution, n: count, since }) => ({ institution, count, since }));
      }),

    /**
     * Notes on units of an institution that they go by a delivery, so many of them in all. Safe to repeat. Index: units_by_delivery.
     * @returns how many go by it now
     */
    send: async ({ campaign, kind, institution }: Place, delivery: string, count: number): Promise<number> => {
      const waiting = {
        ...{ campaign, institution, kind, state: trusted({ $in: ['free', 'held'] }) },
        delivery: null,
      };
      for (;;) {
        const going = (await repeatable(() => hot.find({ campaign, delivery }, { fields: [] }))).length;
        if (going >= count) return going;
        const next = await repeatable(() => hot.find(waiting, { fields: [], limit: count - going }));
        if (!next.length) return going;
        await repeatable(() =>
          hot.updateEach(next.map(({ _id }) => ({ q: { ...waiting, _id }, u: { $set: { delivery } } }))),
        );
      }
    },

    /** Which of these deliveries have units that go by them. Index: units_by_delivery. */
    deliveriesAmong: (campaign: string, deliveries: readonly string[]): Promise<string[]> =>
      repeatable(async () => {
        const by = { campaign, delivery: trusted({ $in: [...deliveries] }), state: trusted({ $in: ['free', 'held'] }) };
        return (await hot.find(by, { fields: ['delivery'] })).map(({ delivery }) => delivery!);
      }),

    /** Takes units off a delivery that brought so many only, free ones first. Safe to repeat. Index: units_by_delivery. */
    unsend: (campaign: string, delivery: string, brought: number) =>
      repeatable(async () => {
        const by = await hot.find({ campaign, delivery }, { fields: ['state'] });
        const some = (['free', 'held'] as const).flatMap((wanted) => by.filter(({ state }) => state === wanted));
        const off = some.slice(0, Math.max(0, by.length - brought));
        await hot.updateEach(
          off.map(({ _id, state }) => ({ q: { campaign, delivery, _id, state }, u: { $unset: { delivery: 1 } } })),
        );
      }),
  };
}

const SHOWN = [
  ...(['campaign', 'kind', 'institution', 'state', 'nomination', 'delivery'] as const),
  ...(['serial', 'handed', 'condition', 'endsOn', 'last'] as const),
] as const;

const changedOf = (unit: Unit): LastAct['was'] =>
  Object.fromEntries(CHANGED.flatMap((field) => (unit[field] === undefined ? [] : [[field, unit[field]]])));
