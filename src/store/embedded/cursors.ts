/** Open cursors: the rows of a result that a client has not fetched yet. */
import { calculateObjectSize, Long } from 'bson';
import { MongoError } from './errors';
import type { Doc } from './values';

const MOST_BYTES = 16 * 1024 * 1024; // of a batch, as mongod
const FIRST_BATCH = 101; // rows, as mongod
const MOST_OPEN = 1000;

export class Cursors {
  readonly #open = new Map<string, { ns: string; rest: Doc[] }>();
  #last = 0;

  /** The answer to a query: its first batch, and the cursor of the rest. */
  first(ns: string, docs: Doc[], batchSize = FIRST_BATCH, single = false): Doc {
    const rest = docs.slice();
    const firstBatch = take(rest, batchSize);
    let id = Long.ZERO;
    if (rest.length && !single) {
      id = Long.fromNumber(++this.#last);
      this.#open.set(id.toString(), { ns, rest });
      if (this.#open.size > MOST_OPEN) this.#open.delete(this.#open.keys().next().value!);
    }
    return { cursor: { firstBatch, id, ns } };
  }

  /** @throws MongoError 43 when the cursor is not open */
  next(cursorId: unknown, batchSize = Infinity): Doc {
    const id = String(cursorId);
    const cursor = this.#open.get(id);
    if (!cursor) throw new MongoError(43, `cursor id ${id} not found`);
    const nextBatch = take(cursor.rest, batchSize);
    if (!cursor.rest.length) this.#open.delete(id);
    return { cursor: { nextBatch, id: cursor.rest.length ? Long.fromString(id) : Long.ZERO, ns: cursor.ns } };
  }

  kill(ids: unknown[]): void {
    for (const id of ids) this.#open.delete(String(id));
  }
}

function take(rest: Doc[], size: number): Doc[] {
  let count = 0;
  let bytes = 0;
  while (count < rest.length && count < size && (count === 0 || bytes < MOST_BYTES))
    bytes += calculateObjectSize(rest[count++]!);
  return rest.splice(0, count);
}
