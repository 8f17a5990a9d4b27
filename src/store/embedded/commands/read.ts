/** Commands that read: find, aggregate, count, distinct, and the cursors they leave. */
import { MongoError, unsupported } from '../errors';
import { rowsOf } from '../pipeline';
import { project } from '../projection';
import { type Doc, keyOf, valuesAt } from '../values';
import type { Command } from './command';

const find: Command = {
  fields: [
    'filter',
    'projection',
    'sort',
    'skip',
    'limit',
    'batchSize',
    'singleBatch',
    'noCursorTimeout',
    'allowDiskUse',
  ],
  run(engine, db, body) {
    const ns = `${db}.${String(body.find)}`;
    const docs = engine.peek(ns).find((body.filter as Doc | undefined) ?? {}, {
      sort: body.sort as Doc | undefined,
      skip: body.skip as number | undefined,
      limit: Math.abs((body.limit as number | undefined) ?? 0),
    });
    const rows = project(docs, body.projection as Doc | undefined);
    return engine.cursors.first(ns, rows, body.batchSize as number | undefined, body.singleBatch === true);
  },
};

const count: Command = {
  fields: ['query', 'skip', 'limit'],
  run(engine, db, body) {
    const docs = engine.peek(`${db}.${String(body.count)}`).find((body.query as Doc | undefined) ?? {}, {
      skip: body.skip as number | undefined,
      limit: body.limit as number | undefined,
    });
    return { n: docs.length };
  },
};

const distinct: Command = {
  fields: ['key', 'query'],
  run(engine, db, body) {
    const values = new Map<string, unknown>();
    for (const doc of engine.peek(`${db}.${String(body.distinct)}`).find((body.query as Doc | undefined) ?? {}))
      for (const value of valuesAt(doc, String(body.key)))
        if (value !== undefined && !values.has(keyOf(value))) values.set(keyOf(value), value);
    return { values: [...values.values()] };
  },
};

const aggregate: Command = {
  fields: ['pipeline', 'cursor', 'allowDiskUse'],
  run(engine, db, body) {
    const pipeline = body.pipeline as Doc[];
    if (pipeline.some((stage) => '$changeStream' in stage))
      throw new MongoError(40573, 'The $changeStream stage is only supported on replica sets');
    if (typeof body.aggregate !== 'string') throw unsupported('an aggregation over the database');
    const rows = rowsOf(engine, db, body.aggregate, pipeline);
    const batchSize = (body.cursor as Doc | undefined)?.batchSize as number | undefined;
    return engine.cursors.first(`${db}.${body.aggregate}`, rows, batchSize);
  },
};

const getMore: Command = {
  fields: ['collection', 'batchSize'],
  run: (engine, _db, body) => engine.cursors.next(body.getMore, body.batchSize as number | undefined),
};

const killCursors: Command = {
  fields: ['cursors'],
  run(engine, _db, body) {
    engine.cursors.kill(body.cursors as unknown[]);
    return { cursorsKilled: body.cursors as unknown, cursorsNotFound: [], cursorsAlive: [], cursorsUnknown: [] };
  },
};

export const READS: Record<string, Command> = { find, count, distinct, aggregate, getMore, killCursors };
