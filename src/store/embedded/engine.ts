/**
 * The embedded store: collections in memory, the disk behind them, and the commands that drivers send.
 * A command runs to its end in one turn of the event loop, so each one is atomic; its reply waits for the disk.
 */
import { Collection } from './collection';
import type { IndexSpec } from './collectionIndex';
import { CATALOG } from './commands/catalog';
import type { Command } from './commands/command';
import { READS } from './commands/read';
import { WRITES } from './commands/write';
import { Cursors } from './cursors';
import { Disk } from './disk';
import type { DiskRecord } from './entries';
import { MongoError, unsupported } from './errors';
import { Matcher } from './query';
import { Recurring } from './recurring';
import { type Doc, isPlain, keyOf, valuesAt } from './values';

export interface EngineOptions {
  /** Where the files are kept; all is in memory without it. */
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
  #disk: Disk | null = null;
  #log: DiskRecord[] = [];
  #isClosed = false;

  private constructor() {
    this.#sweeper = setInterval(() => void this.sweep().catch(() => undefined), TTL_SWEEP_MS).unref(); // a failing disk is said to who asks
  }

  /** @throws DirectoryInUse, FilesDamaged */
  static async open({ dir }: EngineOptions = {}): Promise<Engine> {
    const engine = new Engine();
    try {
      const recurring = new Recurring();
      if (dir) engine.#disk = await Disk.open(dir, (record) => engine.#replay(record, recurring));
      engine.#buildIndexes();
    } catch (error) {
      clearInterval(engine.#sweeper);
      throw error;
    }
    return engine;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#sweeper);
    await this.#disk?.close();
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
    this.#log.push({ op: 'put', ns: collection.ns, id: collection.put(doc), d: doc });
  }

  delete(collection: Collection, doc: Doc): void {
    this.#log.push({ op: 'del', ns: collection.ns, id: collection.delete(doc) });
  }

  addIndex(collection: Collection, spec: IndexSpec): void {
    collection.addIndex(spec);
    this.#log.push({ op: 'index', ns: collection.ns, id: spec.name, d: spec });
  }

  dropIndex(collection: Collection, name: string): void {
    collection.indexes.delete(name);
    this.#log.push({ op: 'dropIndex', ns: collection.ns, id: name });
  }

  drop(ns: string): void {
    if (this.#collections.delete(ns)) this.#log.push({ op: 'drop', ns });
  }

  /** Runs one command. Resolves once its writes are on disk. @throws MongoError */
  async command(db: string, body: Doc): Promise<Doc> {
    if (this.#isClosed) throw new MongoError(91, 'The engine is closed');
    await this.#disk?.recover().catch(refuseWrites);
    const name = Object.keys(body)[0] ?? '';
    const command = COMMANDS.get(name);
    if (!command) throw new MongoError(59, `no such command: '${name}'`);
    refuseUnknown(name, command, body);
    let reply: Doc;
    try {
      reply = command.run(this, db, body);
    } finally {
      this.#disk?.append(this.#log);
      this.#log = [];
    }
    await this.#disk?.commit().catch(refuseWrites);
    if (name === 'compact') await this.#disk?.compact();
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
        for (const doc of collection.docs.values()) {
          const expired = valuesAt(doc, fields[0]!).some((at) => at instanceof Date && at.getTime() <= limit);
          if (!expired || !partial.test(doc)) continue;
          this.delete(collection, doc);
          removed++;
        }
      }
    this.#disk?.append(this.#log);
    this.#log = [];
    await this.#disk?.commit();
    return removed;
  }

  readonly #replayedIndexes: { collection: Collection; spec: IndexSpec }[] = [];

  #replay({ op, ns, d }: DiskRecord, recurring: Recurring): string | undefined {
    if (d) recurring.share(d);
    let collection = this.#collections.get(ns);
    if (!collection) this.#collections.set(ns, (collection = new Collection(ns)));
    if (op === 'put') return collection.put(d!);
    if (op === 'index') this.#replayedIndexes.push({ collection, spec: d as IndexSpec });
    return undefined;
  }

  /** Once all documents are there: quicker than one by one. */
  #buildIndexes(): void {
    for (const { collection, spec } of this.#replayedIndexes.splice(0)) collection.addIndex(spec);
  }
}

/** As a server that is stopping: clients try again. */
function refuseWrites(error: Error): never {
  throw new MongoError(91, `The disk cannot be written: ${error.message}`);
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
