/**
 * Durability: every document is one entry of a LevelDB, and what was written together is one synced batch.
 *
 * LevelDB skips a damaged record of its log in silence and does not check what it reads, so each batch also writes the head:
 * its number, one more than the last, and a sum over all entries. A start adds the entries up again: whatever is missing, old
 * or changed shows. The number of the last batch that was acknowledged is kept beside it, so that a cut end shows as well.
 */
import { deserialize, serialize } from 'bson';
import { ClassicLevel } from 'classic-level';
import fs from 'node:fs';
import path from 'node:path';
import { AsFound, linkAll } from './asFound';
import { type DiskRecord, type Entry, type EntryKey, groupOf, keyIn, keyText, recordOf } from './entries';
import { EntrySum } from './entrySum';
import { FilesDamaged } from './filesDamaged';
import { Acknowledged } from './acknowledged';
import { levelCode, lockDirectory } from './lock';
import { makeDirectory } from './makeDirectory';
import { canBeRead } from './probe';

type Level = ClassicLevel<string, Uint8Array>;

interface Head {
  /** Number of the batch. */
  n: number;
  /** Over all entries that are there once it is written. */
  sum: number;
  entries: number;
}

export const DOCUMENTS = 'documents';
/** The copy that a start reads first. */
export const PROBE = 'probe';
const HEAD = 'h';
/** Behind every key. */
const LAST_KEY = '\u{10ffff}';
const READ_AT_ONCE = 1_000;
/** How long a disk that failed is left alone before it is tried again. */
const TRY_AGAIN_MS = 1_000;

const nextTurn = setImmediate; // taken now, so that fake timers in a test cannot stop the disk

type Replay = (record: DiskRecord) => string | undefined;

interface Waiter {
  resolve: () => void;
  reject: (error: Error) => void;
}

export class Disk {
  /** Set when a write failed: memory is ahead of the disk, so nothing is acknowledged until the disk has it all again. */
  failed: Error | null = null;
  readonly #sum = new EntrySum();
  #pending: DiskRecord[] = [];
  #waiters: Waiter[] = [];
  #running = false;
  #number = 0;
  /** What the last batch wrote, as long as it is not known to be there. */
  #unsaved: Entry[] = [];
  #recovering: Promise<void> | null = null;
  #triedAt = 0;

  private constructor(
    private readonly level: Level,
    private readonly acknowledged: Acknowledged,
    private readonly unlock: () => Promise<void>,
  ) {}

  /**
   * Opens the files in `dir`, proves that they hold what was acknowledged, and hands on what they hold.
   * @param replay takes a record; returns the id under which it keeps a document
   * @throws DirectoryInUse, FilesDamaged, and what the file system throws
   */
  static async open(dir: string, replay: Replay): Promise<Disk> {
    makeDirectory(path.resolve(dir));
    makeDirectory(path.resolve(dir, DOCUMENTS));
    const unlock = await lockDirectory(dir);
    const opened: { close(): unknown }[] = [];
    try {
      const found = AsFound.keep(dir, DOCUMENTS); // opening already changes the files
      if (!(await isReadable(dir))) throw new FilesDamaged(dir, 'LevelDB cannot read them', found.dir);
      const level: Level = new ClassicLevel(path.join(dir, DOCUMENTS), { keyEncoding: 'utf8', valueEncoding: 'view' });
      opened.push(level);
      await level.open();
      const acknowledged = Acknowledged.open(dir);
      opened.push(acknowledged);
      const disk = new Disk(level, acknowledged, unlock);
      const reason = await disk.#read(replay);
      if (reason !== null) throw new FilesDamaged(dir, reason, found.dir);
      if (acknowledged.number === null) acknowledged.begin();
      found.forget();
      return disk;
    } catch (error) {
      for (const each of opened) await each.close();
      await unlock();
      throw error;
    }
  }

  /** Hands on every entry. @returns what is wrong with them; null when they are proven */
  async #read(replay: Replay): Promise<string | null> {
    let head: Head | null = null;
    try {
      const iterator = this.level.iterator();
      for (let rows = await iterator.nextv(READ_AT_ONCE); rows.length; rows = await iterator.nextv(READ_AT_ONCE))
        for (const [text, value] of rows)
          if (text === HEAD) head = deserialize(value) as Head;
          else {
            const { group, id } = keyIn(text);
            const kept = replay(recordOf({ group, id }, value));
            this.#sum.put({ group, id: kept ?? id }, value);
          }
      await iterator.close();
    } catch (error) {
      return `an entry cannot be read: ${levelCode(error) ?? (error as Error).name}`;
    }
    const { n, sum, entries }: Head = head ?? { n: 0, sum: 0, entries: 0 };
    const { number } = this.acknowledged;
    if (number === null && n > 0) return 'what was acknowledged is not written there any more';
    if (number !== null && n < number) return `${number - n} acknowledged batches are missing at the end`;
    if (entries !== this.#sum.entries) return `${this.#sum.entries} entries instead of ${entries}`;
    if (sum !== this.#sum.value) return 'an entry is not what was written';
    this.#number = n;
    return null;
  }

  append(records: DiskRecord[]): void {
    this.#pending.push(...records);
  }

  /** Resolves when all that was appended so far is on disk. Those who come together share one batch and one sync. */
  commit(): Promise<void> {
    if (this.failed) return Promise.reject(this.failed);
    if (!this.#pending.length && !this.#running) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
      if (!this.#running) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#running = true;
    await new Promise((resolve) => nextTurn(resolve)); // lets the rest of this turn's commands join
    while (this.#waiters.length) {
      const waiters = this.#waiters.splice(0);
      const records = this.#pending.splice(0);
      try {
        if (records.length) await this.#write(records);
        for (const waiter of waiters) waiter.resolve();
      } catch (error) {
        this.failed = error as Error;
        this.#triedAt = performance.now();
        for (const waiter of [...waiters, ...this.#waiters.splice(0)]) waiter.reject(this.failed);
      }
    }
    this.#running = false;
  }

  async #write(records: DiskRecord[]): Promise<void> {
    this.#unsaved.push(...records.flatMap((record) => this.#entriesOf(record)));
    this.#number++;
    await this.level.batch([...this.#unsaved, this.#head()], { sync: true });
    this.#unsaved = [];
    this.acknowledged.advance(this.#number);
  }

  #head(): Entry {
    const head: Head = { n: this.#number, sum: this.#sum.value, entries: this.#sum.entries };
    return { type: 'put', key: HEAD, value: serialize(head) };
  }

  #entriesOf({ op, ns, id = '', d }: DiskRecord): Entry[] {
    if (op === 'drop')
      return (['create', 'put', 'index'] as const)
        .flatMap((kind) => this.#sum.keysOf(groupOf(kind, ns)))
        .map((key) => this.#del(key));
    const key = { group: groupOf(op, ns), id: op === 'create' ? '' : id };
    if (op === 'del' || op === 'dropIndex') return [this.#del(key)];
    const value = serialize(d ?? {});
    this.#sum.put(key, value);
    return [{ type: 'put', key: keyText(key), value }];
  }

  #del(key: EntryKey): Entry {
    this.#sum.delete(key);
    return { type: 'del', key: keyText(key) };
  }

  /**
   * After a write that failed (a full disk): opens the files anew, as LevelDB may have left half a record, and writes what is
   * not there yet. Tried once a second at most.
   * @throws the failure, while it lasts
   */
  recover(): Promise<void> {
    if (!this.failed) return Promise.resolve();
    if (this.#recovering) return this.#recovering;
    if (performance.now() - this.#triedAt < TRY_AGAIN_MS) return Promise.reject(this.failed);
    this.#recovering = this.#reopen().finally(() => {
      this.#triedAt = performance.now();
      this.#recovering = null;
    });
    return this.#recovering;
  }

  async #reopen(): Promise<void> {
    await this.level.close();
    await this.level.open();
    const written = await this.level.get(HEAD);
    const n = written === undefined ? 0 : (deserialize(written) as Head).n;
    if (n !== this.#number && n !== this.#number - 1) throw new Error('another process has written meanwhile');
    await this.level.batch([...this.#unsaved, this.#head()], { sync: true });
    this.#unsaved = [];
    this.acknowledged.advance(this.#number);
    this.failed = null;
  }

  /** Rewrites the files without what was removed from them. */
  async compact(): Promise<void> {
    await this.level.compactRange('', LAST_KEY);
  }

  /** Writes what waits, and lets the directory go. @throws when it could not be written */
  async close(): Promise<void> {
    try {
      await this.commit();
      this.acknowledged.sync();
    } finally {
      this.acknowledged.close();
      await this.level.close();
      await this.unlock();
    }
  }
}

/** Tried on a copy, in a process of its own. */
async function isReadable(dir: string): Promise<boolean> {
  const copy = path.join(dir, PROBE);
  fs.rmSync(copy, { recursive: true, force: true });
  linkAll(path.join(dir, DOCUMENTS), copy);
  try {
    return fs.readdirSync(copy).length === 0 || (await canBeRead(copy));
  } finally {
    fs.rmSync(copy, { recursive: true, force: true });
  }
}
