/** Commands about the server, its databases, collections and indexes. */
import type { IndexSpec } from '../collectionIndex';
import { MongoError, unsupported } from '../errors';
import { Matcher } from '../query';
import { type Doc, equal, isPlain } from '../values';
import type { Command } from './command';

const nothing: Command = { fields: [], run: () => ({}) };
const buildInfo: Command = {
  fields: [],
  run: () => ({ version: '7.0.0', versionArray: [7, 0, 0, 0], modules: [], bits: 64 }),
};
const SPEC_FIELDS = ['unique', 'sparse', 'partialFilterExpression', 'expireAfterSeconds'] as const;
const IGNORED_BY_SERVERS = ['background', 'v', 'key', 'name', 'ns'];

function specOf(raw: Doc): IndexSpec {
  const key = raw.key as Doc;
  const name = (raw.name as string | undefined) ?? Object.entries(key).flat().join('_');
  const unknown = Object.keys(raw).find(
    (field) => ![...SPEC_FIELDS, ...IGNORED_BY_SERVERS].includes(field) && raw[field] !== undefined,
  );
  if (unknown) throw unsupported(`an index with '${unknown}'`);
  if (Object.values(key).some((direction) => direction !== 1 && direction !== -1))
    throw unsupported(`the index type ${JSON.stringify(key)}`);
  const spec: Doc = { v: 2, key, name };
  for (const field of SPEC_FIELDS) if (raw[field] !== undefined) spec[field] = raw[field] as unknown;
  return spec as IndexSpec;
}

const sameOptions = (a: IndexSpec, b: IndexSpec): boolean =>
  SPEC_FIELDS.every((field) => equal(a[field] ?? null, b[field] ?? null) || (!a[field] && !b[field]));

const createIndexes: Command = {
  fields: ['indexes'],
  run(engine, db, body) {
    const collection = engine.collection(`${db}.${String(body.createIndexes)}`);
    const before = collection.specs.length;
    for (const spec of (body.indexes as Doc[]).map(specOf)) {
      const named = collection.specs.find((other) => other.name === spec.name);
      if (named && equal(named.key, spec.key) && (named.name === '_id_' || sameOptions(named, spec))) continue;
      if (named) throw new MongoError(86, `An existing index has the same name as the requested index: ${spec.name}`);
      const twin = collection.specs.find((other) => equal(other.key, spec.key));
      if (twin?.name === '_id_') continue;
      if (twin && equal(twin.partialFilterExpression ?? null, spec.partialFilterExpression ?? null))
        throw new MongoError(85, `Index already exists with a different name: ${twin.name}`);
      engine.addIndex(collection, spec);
    }
    return {
      numIndexesBefore: before,
      numIndexesAfter: collection.specs.length,
      createdCollectionAutomatically: false,
    };
  },
};

const dropIndexes: Command = {
  fields: ['index'],
  run(engine, db, body) {
    const collection = engine.existing(`${db}.${String(body.dropIndexes)}`);
    if (!collection) throw new MongoError(26, 'ns not found');
    const wanted = body.index as unknown;
    const dropped = [...collection.indexes.values()].filter(
      ({ spec }) => wanted === '*' || spec.name === wanted || (isPlain(wanted) && equal(spec.key, wanted)),
    );
    if (wanted !== '*' && !dropped.length) throw new MongoError(27, `index not found with name [${String(wanted)}]`);
    const was = collection.indexes.size + 1;
    for (const { spec } of dropped) engine.dropIndex(collection, spec.name);
    return { nIndexesWas: was };
  },
};

const listIndexes: Command = {
  fields: ['cursor'],
  run(engine, db, body) {
    const ns = `${db}.${String(body.listIndexes)}`;
    const collection = engine.existing(ns);
    if (!collection) throw new MongoError(26, `ns does not exist: ${ns}`);
    return engine.cursors.first(ns, collection.specs, undefined, true);
  },
};

const listCollections: Command = {
  fields: ['filter', 'cursor', 'nameOnly', 'authorizedCollections'],
  run(engine, db, body) {
    const matcher = new Matcher((body.filter as Doc | undefined) ?? {});
    const rows = engine.namespaces
      .filter((ns) => ns.startsWith(`${db}.`))
      .map((ns) => ({ name: ns.slice(db.length + 1), type: 'collection', options: {}, info: { readOnly: false } }))
      .filter((row) => matcher.test(row));
    return engine.cursors.first(`${db}.$cmd.listCollections`, rows, undefined, true);
  },
};

const create: Command = {
  fields: [],
  run(engine, db, body) {
    const ns = `${db}.${String(body.create)}`;
    if (engine.existing(ns)) throw new MongoError(48, `Collection ${ns} already exists.`);
    engine.collection(ns);
    return {};
  },
};

const drop: Command = {
  fields: [],
  run(engine, db, body) {
    const ns = `${db}.${String(body.drop)}`;
    engine.drop(ns);
    return { ns };
  },
};

/** Takes what was removed off the disk as well; the engine does it once the reply is written. */
const compact: Command = {
  fields: [],
  run(engine, db, body) {
    if (!engine.existing(`${db}.${String(body.compact)}`)) throw new MongoError(26, 'ns does not exist');
    return { bytesFreed: 0 };
  },
};

const dropDatabase: Command = {
  fields: [],
  run(engine, db) {
    for (const ns of engine.namespaces) if (ns.startsWith(`${db}.`)) engine.drop(ns);
    return { dropped: db };
  },
};

export const CATALOG: Record<string, Command> = {
  ping: nothing,
  endSessions: nothing,
  buildInfo,
  buildinfo: buildInfo,
  create,
  compact,
  drop,
  dropDatabase,
  listCollections,
  createIndexes,
  listIndexes,
  dropIndexes,
};
