/** The embedded database for the process that owns it: its commands go to the engine as they are, with no socket between. */
import type { Long } from 'bson';
import type { Engine } from './engine';
import { clone, type Doc } from './values';

interface Batch {
  cursor: { id: Long; ns: string; firstBatch?: Doc[]; nextBatch?: Doc[] };
}

export interface InProcess {
  /** @throws MongoError */
  (command: Doc): Promise<Doc>;
  /** All rows of a command that answers with a cursor. */
  rows<Row>(command: Doc): Promise<Row[]>;
}

/** What is given and what is returned are copies: a document that the engine keeps never changes. */
export function inProcess(engine: Engine, database: string): InProcess {
  const run = async (command: Doc): Promise<Doc> => clone(await engine.command(database, clone(command)));
  const rows = async <Row>(command: Doc): Promise<Row[]> => {
    const found: Doc[] = [];
    let { cursor } = (await run(command)) as Batch;
    for (;;) {
      for (const row of cursor.firstBatch ?? cursor.nextBatch!) found.push(row);
      if (cursor.id.isZero()) return found as Row[];
      const collection = cursor.ns.slice(database.length + 1);
      ({ cursor } = (await run({ getMore: cursor.id, collection })) as Batch);
    }
  };
  return Object.assign(run, { rows });
}
