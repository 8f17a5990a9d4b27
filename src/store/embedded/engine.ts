/**
 * The embedded store: collections in memory, the journal behind them, and the commands that drivers send.
 * A command runs to its end in one turn of the event loop, so each one is atomic; its reply waits for the journal.
 */
import { Collection } from './collection';
import type { IndexSpec } from './collectionIndex';
import { CATALOG } from './commands/catalog';
import type { Command } from './commands/command';
import { READS } from './commands/read';
import { WRITES } from './commands/write';
import { Cursors } from './cursors';
import { MongoError, unsupported } from './errors';
import { Journal, type JournalRecord } from './journal';
import { Matcher } from './query';
import { type Doc, isPlain, keyOf, valuesAt } from './values';

export interface EngineOptions {
  /** Where the journal is kept; all is in memory without it. */
  dir?: string;
}

const COMMANDS = new Map<string, Command>(Object.entries({ ...CATALOG, ...READS, ...WRITES }));

/** What a driver adds to any command, and what it means here: one process, every write synced before its answer. */
const ENVELOPE = new Set([
  '$db',
  'lsid',
  '$clusterTime',
  '$readPreference',
  'readConcern',
  'writeConcern',
  'maxTimeMS',
  'comment',
  'txnNumber',
]);

const TTL_SWEEP_MS = 60_000; // as mongod

export class Engine {
  readonly cursors = new Cursors();
  readonly #collections = new Map<string, Collection>();
  readonly #sweeper: NodeJS.Timeout;
  #journal: Journal | null = null;
  #log: JournalRecord[] = [];
  /** Bytes of a torn last record that the start cut off. */
  discardedBytes = 0;

  /** @throws DirectoryInUse, JournalDamaged */
  constructor({ dir }: EngineOptions = {}) {
    if (dir) {
      const opened = Journal.open(
        dir,
        (record) => this.#replay(record),
        () => this.#snapshot(),
      );
      this.#journal = opened.journal;
      this.discardedBytes = opened.discardedBytes;
    }
    this.#sweeper = setInterval(() => void this.sweep(), TTL_SWEEP_MS).unref();
  }

  async close(): Promise<void> {
    clearInterval(this.#sweeper);
    await this.#journal?.close();
  }

  get namespaces(): string[] {
    return [...this.#collections.keys()];
  }

  existing(ns: string): Collection | undefined {
    return this.#collections.get(ns);
  }

  /** The collection, empty and not kept when there is none. */
  peek(ns: string): Collection {
    return this.#collections.get(ns) ?? new Collection(ns);
  }

  /** The collection, made when there is none. */
  collection(ns: string): Collection {
    let collection = this.#collections.get(ns);
    if (!collection) {
      collection = new Collection(ns);
      this.#collections.set(ns, collection);
      this.#log.push({ op: 'create', ns });
    }
    return collection;
  }

  put(collection: Collection, doc: Doc, inserting: boolean): void {
    collection.checkUnique(doc, inserting ? null : keyOf(doc._id));
    collection.put(doc);
    this.#log.push({ op: 'put', ns: collection.ns, d: doc });
  }

  delete(collection: Collection, doc: Doc): void {
    collection.delete(doc);
    this.#log.push({ op: 'del', ns: collection.ns, d: { _id: doc._id as unknown } });
  }

  addIndex(collection: Collection, spec: IndexSpec): void {
    collection.addIndex(spec);
    this.#log.push({ op: 'index', ns: collection.ns, d: spec });
  }

  dropIndex(collection: Collection, name: string): void {
    collection.indexes.delete(name);
    this.#log.push({ op: 'dropIndex', ns: collection.ns, d: { name } });
  }

  drop(ns: string): void {
    if (this.#collections.delete(ns)) this.#log.push({ op: 'drop', ns });
  }

  /** Runs one command. Resolves once its writes are on disk. @throws MongoError */
  async command(db: string, body: Doc): Promise<Doc> {
    if (this.#journal?.failed)
      throw new MongoError(91, `The journal cannot be written: ${this.#journal.failed.message}`);
    const name = Object.keys(body)[0] ?? '';
    const command = COMMANDS.get(name);
    if (!command) throw new MongoError(59, `no such command: '${name}'`);
    refuseUnknown(name, command, body);
    let reply: Doc;
    try {
      reply = command.run(this, db, body);
    } finally {
      this.#journal?.append(this.#log);
      this.#log = [];
    }
    await this.#journal?.commit();
    return { ...reply, ok: 1 };
  }

  /** Removes what TTL indexes let expire, as mongod does once a minute; returns how many. */
  async sweep(now = Date.now()): Promise<number> {
    let removed = 0;
    for (const collection of this.#collections.values())
      for (const { spec, fields } of collection.indexes.values()) {
        if (spec.expireAfterSeconds === undefined) continue;
        const limit = now - spec.expireAfterSeconds * 1000;
        const partial = new Matcher(spec.partialFilterExpression ?? {});
        for (const doc of [...collection.docs.values()]) {
          const expired = valuesAt(doc, fields[0]!).some((at) => at instanceof Date && at.getTime() <= limit);
          if (!expired || !partial.test(doc)) continue;
          this.delete(collection, doc);
          removed++;
        }
      }
    this.#journal?.append(this.#log);
    this.#log = [];
    await this.#journal?.commit();
    return removed;
  }

  #replay(record: JournalRecord): void {
    if (record.op === 'drop') {
      this.#collections.delete(record.ns);
      return;
    }
    let collection = this.#collections.get(record.ns);
    if (!collection) this.#collections.set(record.ns, (collection = new Collection(record.ns)));
    if (record.op === 'put') collection.put(record.d!);
    else if (record.op === 'index') collection.addIndex(record.d as IndexSpec);
    else if (record.op === 'dropIndex') collection.indexes.delete(record.d!.name as string);
    else if (record.op === 'del') {
      const old = collection.docs.get(keyOf(record.d!._id));
      if (old) collection.delete(old);
    }
  }

  *#snapshot(): Iterable<JournalRecord> {
    for (const { ns, indexes, docs } of this.#collections.values()) {
      yield { op: 'create', ns };
      for (const index of indexes.values()) yield { op: 'index', ns, d: index.spec };
      for (const doc of docs.values()) yield { op: 'put', ns, d: doc };
    }
  }
}

function refuseUnknown(name: string, command: Command, body: Doc): void {
  if (body.startTransaction !== undefined || body.autocommit !== undefined)
    throw new MongoError(20, 'Transaction numbers are only allowed on a replica set member or mongos');
  for (const [field, value] of Object.entries(body)) {
    if (field === name || ENVELOPE.has(field) || command.fields.includes(field) || value === undefined) continue;
    if (field === 'collation' && isPlain(value) && value.locale === 'simple') continue;
    throw unsupported(`the field '${field}' of ${name}`);
  }
}
