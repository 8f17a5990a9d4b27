/**
 * The one seam of the hot commands: MongoDB's own command documents, sent by the driver to a database, or handed to the engine in
 * the process that owns the embedded one. What passes here bypasses mongoose: `test/contract/schemas` holds it to the schemas.
 */
import { type Connection, type mongo, sanitizeFilter } from 'mongoose';
import { StoreAway } from '../domain/errors';

export type Document = mongo.Document;

export interface Run {
  /** Runs one command. @throws what has the server's `code` and message when it refuses the command as a whole */
  (command: Document): Promise<Document>;
  /** All rows of a command that answers with a cursor. */
  rows<Row>(command: Document): Promise<Row[]>;
}

/** By the driver, which neither adds a write concern of its own to a command nor tries it again: `repeatable` does. */
export function overDriver(connection: Connection): Run {
  const requireDb = () => {
    if (!connection.db) throw new StoreAway('not connected yet');
    return connection.db;
  };
  const run = async (command: Document): Promise<Document> => requireDb().command(command, { ignoreUndefined: true });
  const rows = async <Row>(command: Document): Promise<Row[]> => {
    const db = requireDb();
    const { level = 'local' } = db.readConcern ?? {};
    const reading = { ...command, readConcern: { level } }; // the driver adds none to a command
    return (await db.runCursorCommand(reading, { ignoreUndefined: true }).toArray()) as Row[];
  };
  return Object.assign(run, { rows });
}

const DUPLICATE_KEY = 11000;
const DURABLE = { writeConcern: { w: 'majority' } } as const;
/** What most of the hot queries answer comes in one batch. */
const BATCH_ROWS = 5_000;

/** A write that the server refused, in a reply that was well otherwise. */
export class WriteRefused extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

interface Refusal {
  code: number;
  errmsg: string;
}

function requireWritten({ writeErrors, writeConcernError }: Document): void {
  const refused = (writeErrors as Refusal[] | undefined)?.[0] ?? (writeConcernError as Refusal | undefined);
  if (refused) throw new WriteRefused(refused.code, refused.errmsg);
}

/** A collection's hot commands. As in mongoose's own queries, a filter's operators count only where they are `trusted`. */
export class Commands<T extends { _id: string }> {
  constructor(
    private readonly run: Run,
    private readonly collection: string,
  ) {}

  /** @throws WriteRefused 11000 when a unique index has it already */
  async insert(document: T): Promise<void> {
    requireWritten(await this.run({ insert: this.collection, documents: [document], ...DURABLE }));
  }

  /** @returns whether there was such a document, changed by it or not. @throws WriteRefused */
  async updateOne(q: Document, u: Document): Promise<boolean> {
    const reply = await this.run({ update: this.collection, updates: [{ q: sanitizeFilter(q), u }], ...DURABLE });
    requireWritten(reply);
    return reply.n === 1;
  }

  /** Many or none, each by itself; one that a unique index refuses changes nothing and does not keep the others. @throws WriteRefused */
  async updateEach(updates: { q: Document; u: Document }[]): Promise<void> {
    if (!updates.length) return; // servers refuse an empty batch
    const each = updates.map(({ q, u }) => ({ q: sanitizeFilter(q), u }));
    const { writeErrors = [], ...reply } = await this.run({
      ...{ update: this.collection, updates: each, ordered: false },
      ...DURABLE,
    });
    requireWritten({ ...reply, writeErrors: (writeErrors as Refusal[]).filter(({ code }) => code !== DUPLICATE_KEY) });
  }

  /** The document after its change, of which `fields` are returned; null when there is none. @throws with code 11000 as `insert` */
  async findAndModify<Field extends keyof T & string>(
    query: Document,
    update: Document,
    fields: readonly Field[],
    options: { upsert?: true } = {},
  ): Promise<Pick<T, Field | '_id'> | null> {
    const reply = await this.run({
      ...{ findAndModify: this.collection, query: sanitizeFilter(query), update, fields: shown(fields), new: true },
      ...options,
      ...DURABLE,
    });
    requireWritten(reply);
    return (reply.value as Pick<T, Field | '_id'> | null | undefined) ?? null;
  }

  async findOne<Field extends keyof T & string>(
    filter: Document,
    fields?: readonly Field[],
  ): Promise<Pick<T, Field | '_id'> | null> {
    const [found] = await this.run.rows<Pick<T, Field | '_id'>>({
      ...{ find: this.collection, filter: sanitizeFilter(filter), limit: 1, singleBatch: true },
      ...(fields && { projection: shown(fields) }),
    });
    return found ?? null;
  }

  find<Field extends keyof T & string>(
    filter: Document,
    options: { fields?: readonly Field[]; sort?: Document; limit?: number } = {},
  ): Promise<Pick<T, Field | '_id'>[]> {
    const { fields, sort, limit } = options;
    return this.run.rows({
      find: this.collection,
      filter: sanitizeFilter(filter),
      ...(sort && { sort }),
      ...(fields && { projection: fields.length ? shown(fields) : { _id: 1 } }),
      ...(limit !== undefined && { limit }),
      batchSize: BATCH_ROWS,
    });
  }

  aggregate<Row>(pipeline: Document[]): Promise<Row[]> {
    return this.run.rows({ aggregate: this.collection, pipeline, cursor: { batchSize: BATCH_ROWS } });
  }
}

const shown = (fields: readonly string[]): Document => Object.fromEntries(fields.map((field) => [field, 1]));
