/** Commands that write: insert, update, delete, findAndModify. */
import { ObjectId } from 'bson';
import type { Collection } from '../collection';
import type { Engine } from '../engine';
import { MongoError, unsupported } from '../errors';
import { project } from '../projection';
import { applyUpdate, isOperatorUpdate, upsertSeed } from '../update';
import { type Doc, equal } from '../values';
import type { Command } from './command';

const withId = (doc: Doc): Doc => ('_id' in doc ? doc : { _id: new ObjectId(), ...doc });

function allow(statement: Doc, fields: string[]): void {
  const unknown = Object.keys(statement).find((field) => !fields.includes(field) && statement[field] !== undefined);
  if (unknown) throw unsupported(`the field '${unknown}' of a write`);
}

/** As servers have it: https://www.mongodb.com/docs/manual/reference/limits/#mongodb-limit-Write-Command-Batch-Limit-Size */
const MOST_WRITES = 100_000;

/** Runs the statements of a bulk write; one that fails stops an ordered one. */
function each(statements: Doc[], ordered: boolean, run: (statement: Doc, index: number) => number): Doc {
  const { length } = statements;
  if (!length || length > MOST_WRITES)
    throw new MongoError(16, `Write batch sizes must be between 1 and ${MOST_WRITES}. Got ${length} operations.`);
  let n = 0;
  const writeErrors: Doc[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      n += run(statement, index);
    } catch (error) {
      if (!(error instanceof MongoError)) throw error;
      writeErrors.push({ index, code: error.code, errmsg: error.message, ...error.extra });
      if (ordered) break;
    }
  }
  return { n, ...(writeErrors.length ? { writeErrors } : {}) };
}

/** The document after the update; null when it changed nothing. */
function modify(engine: Engine, collection: Collection, before: Doc, update: unknown): Doc | null {
  const after = applyUpdate(before, update, false);
  if (equal(before, after)) return null;
  engine.put(collection, after, false);
  return after;
}

function upsert(engine: Engine, collection: Collection, filter: Doc, update: unknown): Doc {
  const seed = upsertSeed(filter);
  const start = isOperatorUpdate(update) ? seed : '_id' in seed ? { _id: seed._id as unknown } : {};
  const doc = withId(applyUpdate(start, update, true));
  engine.put(collection, doc, true);
  return doc;
}

const insert: Command = {
  fields: ['documents', 'ordered', 'bypassDocumentValidation'],
  run(engine, db, body) {
    const collection = engine.collection(`${db}.${String(body.insert)}`);
    return each(body.documents as Doc[], body.ordered !== false, (doc) => {
      engine.put(collection, withId(doc), true);
      return 1;
    });
  },
};

const update: Command = {
  fields: ['updates', 'ordered', 'bypassDocumentValidation'],
  run(engine, db, body) {
    const collection = engine.collection(`${db}.${String(body.update)}`);
    const upserted: Doc[] = [];
    let nModified = 0;
    const result = each(body.updates as Doc[], body.ordered !== false, (statement, index) => {
      allow(statement, ['q', 'u', 'multi', 'upsert']);
      const filter = statement.q as Doc;
      if (statement.multi && !isOperatorUpdate(statement.u))
        throw new MongoError(9, 'multi update is not supported for replacement-style update');
      const found = collection.find(filter, { limit: statement.multi ? 0 : 1 });
      for (const doc of found) if (modify(engine, collection, doc, statement.u)) nModified++;
      if (found.length || !statement.upsert) return found.length;
      upserted.push({ index, _id: upsert(engine, collection, filter, statement.u)._id as unknown });
      return 1;
    });
    return { ...result, nModified, ...(upserted.length ? { upserted } : {}) };
  },
};

const remove: Command = {
  fields: ['deletes', 'ordered'],
  run(engine, db, body) {
    const collection = engine.peek(`${db}.${String(body.delete)}`);
    return each(body.deletes as Doc[], body.ordered !== false, (statement) => {
      allow(statement, ['q', 'limit']);
      const found = collection.find(statement.q as Doc, { limit: statement.limit as number });
      for (const doc of found) engine.delete(collection, doc);
      return found.length;
    });
  },
};

const findAndModify: Command = {
  fields: ['query', 'sort', 'fields', 'update', 'remove', 'new', 'upsert', 'bypassDocumentValidation'],
  run(engine, db, body) {
    const collection = engine.collection(`${db}.${String(body.findAndModify)}`);
    const filter = (body.query as Doc | undefined) ?? {};
    const [found] = collection.find(filter, { sort: body.sort as Doc | undefined, limit: 1 });
    const value = (doc: Doc | undefined): Doc | null =>
      doc ? (project([doc], body.fields as Doc | undefined)[0] ?? null) : null;
    if (body.remove) {
      if (found) engine.delete(collection, found);
      return { lastErrorObject: { n: found ? 1 : 0 }, value: value(found) };
    }
    if (found) {
      const after = modify(engine, collection, found, body.update) ?? found;
      return { lastErrorObject: { n: 1, updatedExisting: true }, value: value(body.new ? after : found) };
    }
    if (!body.upsert) return { lastErrorObject: { n: 0, updatedExisting: false }, value: null };
    const doc = upsert(engine, collection, filter, body.update);
    return {
      lastErrorObject: { n: 1, updatedExisting: false, upserted: doc._id as unknown },
      value: body.new ? value(doc) : null,
    };
  },
};

export const WRITES: Record<string, Command> = { insert, update, delete: remove, findAndModify };
