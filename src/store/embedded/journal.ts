/**
 * Durability: one append-only file of frames, `[u32 length][u32 crc32][BSON group]`. A group holds every record that was
 * written together; the next is written only once this one is on disk, so only the last frame of the file can be torn.
 */
import { deserialize, serialize } from 'bson';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { lockDirectory } from './lock';
import type { Doc } from './values';

export interface JournalRecord {
  op: 'put' | 'del' | 'index' | 'dropIndex' | 'create' | 'drop';
  ns: string;
  d?: Doc;
}

/** A frame that is not the last one is damaged: nothing is replayed past it and nothing is thrown away. */
export class JournalDamaged extends Error {
  readonly code = 'EMBEDDED_DAMAGED';

  constructor(
    file: string,
    readonly offset: number,
  ) {
    super(
      `${file} is damaged at byte ${offset}. Nothing was changed. Restore it from a copy, or set another directory.`,
    );
  }
}

const FILE = 'data.journal';
const HEADER = 8;
const SMALLEST_BSON = 5;
/** Compaction pays off from here on: more than this many frames' records, and more than half of them superseded. */
const COMPACT_FROM = 1000;

const datasync = promisify(fs.fdatasync);
const nextTurn = setImmediate; // taken now, so that fake timers in a test cannot stop the journal

function frame(records: JournalRecord[]): Buffer {
  const body = serialize({ records });
  const head = Buffer.allocUnsafe(HEADER);
  head.writeUInt32LE(body.length, 0);
  head.writeUInt32LE(crc32(body), 4);
  return Buffer.concat([head, body]);
}

/** The body of the frame at an offset; null when it is not whole. */
function bodyAt(file: Buffer, at: number): Buffer | null {
  if (at + HEADER + SMALLEST_BSON > file.length) return null;
  const end = at + HEADER + file.readUInt32LE(at);
  if (end > file.length || file.readUInt32LE(at) !== file.readUInt32LE(at + HEADER)) return null;
  const body = file.subarray(at + HEADER, end);
  return crc32(body) === file.readUInt32LE(at + 4) ? body : null;
}

const hasFrameAfter = (file: Buffer, from: number): boolean => {
  for (let at = from + 1; at < file.length - HEADER; at++) if (bodyAt(file, at)) return true;
  return false;
};

interface Waiter {
  resolve: () => void;
  reject: (error: Error) => void;
}

export class Journal {
  #fd = -1;
  #pending: JournalRecord[] = [];
  #waiters: Waiter[] = [];
  #running = false;
  /** Set when a write failed: memory is ahead of the disk, so nothing more may be acknowledged. */
  failed: Error | null = null;

  private constructor(readonly unlock: () => void) {}

  /**
   * Replays the file in `dir`, compacts it when most of it is superseded, and opens it for appending.
   * @param live what a compacted file has to hold, read after the replay
   * @throws DirectoryInUse, JournalDamaged
   */
  static open(
    dir: string,
    replay: (record: JournalRecord) => void,
    live: () => Iterable<JournalRecord>,
  ): { journal: Journal; discardedBytes: number } {
    fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
    const journal = new Journal(lockDirectory(dir));
    try {
      const file = path.join(dir, FILE);
      const bytes = fs.existsSync(file) ? fs.readFileSync(file) : Buffer.alloc(0);
      let at = 0;
      let records = 0;
      for (let body = bodyAt(bytes, at); body; body = bodyAt(bytes, at)) {
        for (const record of (deserialize(body, { promoteBuffers: false }) as { records: JournalRecord[] }).records) {
          replay(record);
          records++;
        }
        at += HEADER + body.length;
      }
      if (at < bytes.length && hasFrameAfter(bytes, at)) throw new JournalDamaged(file, at);
      const kept = [...live()];
      if (records > COMPACT_FROM && records > kept.length * 2) rewrite(file, kept);
      else if (at < bytes.length) fs.truncateSync(file, at);
      journal.#fd = fs.openSync(file, 'a', 0o600);
      if (bytes.length === 0) syncDirectory(dir);
      return { journal, discardedBytes: bytes.length - at };
    } catch (error) {
      journal.unlock();
      throw error;
    }
  }

  append(records: JournalRecord[]): void {
    this.#pending.push(...records);
  }

  /** Resolves when all that was appended so far is on disk. Those who come together share one write and one sync. */
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
        if (records.length) {
          writeAll(this.#fd, frame(records));
          await datasync(this.#fd);
        }
        for (const waiter of waiters) waiter.resolve();
      } catch (error) {
        this.failed = error as Error;
        for (const waiter of [...waiters, ...this.#waiters.splice(0)]) waiter.reject(this.failed);
      }
    }
    this.#running = false;
  }

  async close(): Promise<void> {
    try {
      await this.commit();
      fs.fsyncSync(this.#fd);
    } finally {
      fs.closeSync(this.#fd);
      this.unlock();
    }
  }
}

function rewrite(file: string, records: JournalRecord[]): void {
  const next = `${file}.tmp`;
  const fd = fs.openSync(next, 'w', 0o600);
  for (let i = 0; i < records.length; i += COMPACT_FROM) writeAll(fd, frame(records.slice(i, i + COMPACT_FROM)));
  fs.fsyncSync(fd);
  fs.closeSync(fd);
  fs.renameSync(next, file);
  syncDirectory(path.dirname(file));
}

/** An append goes to the page cache, so the write itself is synchronous; only the sync is worth waiting for. */
function writeAll(fd: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += fs.writeSync(fd, bytes, at);
}

function syncDirectory(dir: string): void {
  if (process.platform === 'win32') return; // a directory cannot be opened there
  const fd = fs.openSync(dir, 'r');
  try {
    fs.fsyncSync(fd);
  } finally {
    fs.closeSync(fd);
  }
}
