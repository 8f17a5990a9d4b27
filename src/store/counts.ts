/** What remains, counted in one reading over units and waiting nominations. */
import type { Uai } from '../domain/uai';
import type { Nominations } from './nominations';
import { repeatable } from './retry';

/** One row an institution and state; no institution: the reserve. */
export interface CountRow {
  institution: Uai | null;
  state: 'free' | 'held' | 'waiting';
  count: number;
}

/** Rows in one answer: three an institution at most. */
const MOST_ROWS = 5_000;

/** Indexes: units_by_state, nominations_queue. @param institutions all of the campaign's, and its reserve, without it */
export function countRows(nominations: Nominations, campaign: string, institutions?: Uai[]): Promise<CountRow[]> {
  const scope = institutions ? { campaign, institution: { $in: institutions } } : { campaign };
  return repeatable(async () => {
    const rows = await nominations.model.collection
      .aggregate<{ _id: { institution?: Uai | null; state: CountRow['state'] }; count: number }>(
        [
          { $match: { ...scope, state: 'open', unit: { $exists: false } } },
          { $group: { _id: { institution: '$institution', state: 'waiting' }, count: { $sum: 1 } } },
          {
            $unionWith: {
              coll: 'units',
              pipeline: [
                { $match: scope },
                { $group: { _id: { institution: '$institution', state: '$state' }, count: { $sum: 1 } } },
              ],
            },
          },
        ],
        { batchSize: MOST_ROWS },
      )
      .toArray();
    return rows.map(({ _id, count }) => ({ institution: _id.institution ?? null, state: _id.state, count }));
  });
}
