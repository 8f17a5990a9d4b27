/** Commands that read: find, aggregate, count, distinct, and the cursors they leave. */
import type { Engine } from '../engine';
import { MongoError, unsupported } from '../errors';
import { project, runPipeline } from '../query';
import { type Doc, equal, isPlain, keyOf, valuesAt } from '../values';
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

/** A `$group` that only counts, by one field or a few: a loop over what mingo would evaluate expression by expression. */
function countedGroups(rows: Doc[], { _id, ...counters }: Doc): Doc[] | null {
  const [name, ...others] = Object.keys(counters);
  if (name === undefined || others.length || !equal(counters[name], { $sum: 1 })) return null;
  const fields = isPlain(_id) ? Object.entries(_id) : [['', _id] as const];
  const isField = (expression: unknown): boolean => typeof expression === 'string' && /^\$\w+$/.test(expression);
  const isConstant = (expression: unknown): boolean =>
    expression === null || (typeof expression === 'string' && !expression.startsWith('$'));
  if (!fields.every(([, expression]) => isField(expression) || isConstant(expression))) return null;
  const valueOf = (row: Doc, expression: unknown): unknown =>
    isField(expression) ? row[(expression as string).slice(1)] : expression;
  const groups = new Map<string, { _id: unknown; count: number }>();
  for (const row of rows) {
    const values = fields.map(([field, expression]) => [field, valueOf(row, expression)] as const);
    const key = values.map(([, value]) => keyOf(value)).join();
    const group = groups.get(key);
    if (group) group.count++;
    else {
      const present = values.filter(([, value]) => value !== undefined);
      groups.set(key, { _id: isPlain(_id) ? Object.fromEntries(present) : (values[0]![1] ?? null), count: 1 });
    }
  }
  return [...groups.values()].map((group) => ({ _id: group._id, [name]: group.count }));
}

/** Rows of a pipeline over a collection. The first $match goes through the indexes, $unionWith's too; the rest is mingo. */
function rowsOf(engine: Engine, db: string, collection: string, pipeline: Doc[]): Doc[] {
  const filter = pipeline[0]?.$match as Doc | undefined;
  let rows = engine.peek(`${db}.${collection}`).find(filter ?? {});
  let run: Doc[] = [];
  const flush = (): void => {
    rows = runPipeline(rows, run);
    run = [];
  };
  for (const stage of filter ? pipeline.slice(1) : pipeline) {
    if (stage.$unionWith) {
      flush();
      const { coll, pipeline: inner = [] } = stage.$unionWith as { coll: string; pipeline?: Doc[] };
      rows = [...rows, ...rowsOf(engine, db, coll, inner)];
    } else if (isPlain(stage.$group)) {
      flush();
      rows = countedGroups(rows, stage.$group) ?? runPipeline(rows, [stage]);
    } else if (typeof stage.$count === 'string') {
      flush();
      rows = rows.length ? [{ [stage.$count]: rows.length }] : [];
    } else run.push(stage);
  }
  flush();
  return rows;
}

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
