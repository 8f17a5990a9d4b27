/** What remains and what was nominated, counted in one reading each. */
import type { Kind } from '../domain/campaign';
import type { Need } from '../domain/need';
import type { Uai } from '../domain/uai';
import { COUNTED_AS, type UnitState } from '../domain/unit';
import type { Nomination } from './nomination';
import { trusted } from 'mongoose';
import { repeatable } from './retry';
import { Commands, type Run } from './run';
import { Together } from './together';

/** What a place has of units and of open nominations. */
export interface PlaceCounts {
  /** Null: the reserve. */
  institution: Uai | null;
  kind: Kind;
  open: number;
  free: number;
  /** Those of pupils, wherever they are. */
  held: number;
  /** The institution's own, and no pupil's to have: lent to it, or brought back and not looked at. */
  apart: number;
  /** They count no more. */
  retired: number;
}

export interface MarkedCounts extends PlaceCounts {
  /** Open, and marked with no unit: it waits, or its turn has not ended. */
  unmarked: number;
}

/** Nominations of an institution that stand, by when they were made and why. */
export interface NominatedRow {
  institution: Uai;
  /** The hour in UTC, `2026-03-16T09`: every zone's days are made of whole hours, or of quarters where none of our schools is. */
  hour: string;
  need: Need;
  count: number;
}

export interface NominatedScope {
  institutions?: Uai[];
  need?: Need;
  /** From and before an instant. */
  from?: Date;
  before?: Date;
}

export type Counts = ReturnType<typeof openCounts>;

export function openCounts(run: Run) {
  const nominations = new Commands<Nomination>(run, 'nominations');
  const together = new Together<PlaceCounts[]>();

  const read = (campaign: string, institutions: Uai[] | null, marks: boolean): Promise<MarkedCounts[]> =>
    repeatable(async () => {
      const scope = institutions ? { campaign, institution: { $in: institutions } } : { campaign };
      const by = (count: string) => ({ _id: { institution: '$institution', kind: '$kind', count }, n: { $sum: 1 } });
      const unmarked = {
        $unionWith: {
          coll: 'nominations',
          pipeline: [{ $match: { ...scope, state: 'open', unit: null } }, { $group: by('unmarked') }],
        },
      };
      const rows = await nominations.aggregate<{
        _id: { institution?: Uai | null; kind: Kind; count: 'open' | 'unmarked' | UnitState };
        n: number;
      }>([
        { $match: { ...scope, state: 'open' } },
        { $group: by('open') },
        { $unionWith: { coll: 'units', pipeline: [{ $match: scope }, { $group: by('$state') }] } },
        ...(marks ? [unmarked] : []),
      ]);
      const places = new Map<string, MarkedCounts>();
      for (const { _id, n } of rows) {
        const { institution = null, kind, count } = _id;
        const key = `${institution} ${kind}`;
        const place = places.get(key) ?? {
          ...{ institution, kind, open: 0, unmarked: 0 },
          ...{ free: 0, held: 0, apart: 0, retired: 0 },
        };
        const counted = count === 'open' || count === 'unmarked' ? count : COUNTED_AS[count];
        places.set(key, { ...place, [counted]: place[counted] + n });
      }
      return [...places.values()];
    });

  return {
    /**
     * Every place, in one reading that looks at no document. Indexes: units_by_state, nominations_waiting.
     * @param institutions all of the campaign's, and its reserve, without it
     */
    places: (campaign: string, institutions?: Uai[]): Promise<PlaceCounts[]> =>
      together.ask(JSON.stringify([campaign, institutions ?? null]), () => read(campaign, institutions ?? null, false)),

    /** The same with what healing compares. Indexes: units_by_state, nominations_waiting. */
    marked: (campaign: string): Promise<MarkedCounts[]> => read(campaign, null, true),

    /** The open nominations that were made, or accepted, from one instant and before another: which need, where. Index: nominations_by_time. */
    decidedBetween(
      campaign: string,
      { institutions, from, before }: { institutions: Uai[]; from?: Date; before: Date },
    ): Promise<Pick<Nomination, '_id' | 'institution' | 'need'>[]> {
      const when = trusted({ ...(from && { $gte: from }), $lt: before });
      const scope = { campaign, state: 'open', institution: trusted({ $in: institutions }) };
      const either = [{ decided: null, at: when }, { 'decided.at': when }];
      return repeatable(() => nominations.find({ ...scope, $or: either }, { fields: ['institution', 'need'] }));
    },

    /** Counts the open nominations in one reading. Indexes: nominations_by_time, nominations_queue. */
    nominated(campaign: string, { institutions, need, from, before }: NominatedScope): Promise<NominatedRow[]> {
      const at = { ...(from && { $gte: from }), ...(before && { $lt: before }) };
      const scope = {
        ...{ campaign, state: 'open' },
        ...(institutions && { institution: { $in: institutions } }),
        ...(need && { need }),
        ...(Object.keys(at).length && { at }),
      };
      const hour = { $dateToString: { date: '$at', format: '%Y-%m-%dT%H' } };
      return repeatable(async () => {
        const rows = await nominations.aggregate<{
          _id: { institution: Uai; hour: string; need: Need };
          count: number;
        }>([
          { $match: scope },
          { $group: { _id: { institution: '$institution', hour, need: '$need' }, count: { $sum: 1 } } },
        ]);
        return rows.map(({ _id, count }) => ({ ..._id, count }));
      });
    },
  };
}
