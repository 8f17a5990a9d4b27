/** What was acknowledged is there after any start, or the start says that it is not: files cut, flipped, swapped, removed. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Mongoose } from 'mongoose';
import { ACKNOWLEDGED } from '../../../src/store/embedded/acknowledged';
import { AS_FOUND } from '../../../src/store/embedded/asFound';
import { DOCUMENTS } from '../../../src/store/embedded/disk';
import { Engine } from '../../../src/store/embedded/engine';
import { LOCK } from '../../../src/store/embedded/lock';
import { startEmbeddedMongo } from '../../../src/store/embedded/server';
import { ids, insert, readIds } from '../../support/embedded';

const HEADER = 7; // of a record of LevelDB's log: checksum, length, type (doc/log_format.md)
let dir: string;
beforeEach(() => void (dir = fs.mkdtempSync(path.join(os.tmpdir(), 'embedded-'))));
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

async function written(count: number, at = dir): Promise<void> {
  const engine = await Engine.open({ dir: at });
  for (let i = 0; i < count; i++) await insert(engine, i);
  await engine.close();
}

const read = (at = dir): Promise<number[]> => readIds(at);

const filesOf = (at = dir): string[] =>
  fs
    .readdirSync(path.join(at, DOCUMENTS))
    .filter((file) => !/^LO/.test(file)) // its lock, and what it notes for people
    .map((file) => path.join(DOCUMENTS, file));
const logOf = (at = dir): string =>
  path.join(
    at,
    filesOf(at).find((file) => file.endsWith('.log'))!,
  );

/** Each harm on a copy of its own: whole, or refused; never less than was acknowledged. */
async function harmed(harms: Iterable<(copy: string) => void>): Promise<{ whole: number; refused: number }> {
  const copyOf = (): string => {
    const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'harmed-'));
    fs.cpSync(dir, copy, { recursive: true });
    return copy;
  };
  const all = await read(copyOf());
  const result = { whole: 0, refused: 0 };
  for (const harm of harms) {
    const copy = copyOf();
    harm(copy);
    try {
      expect(await read(copy)).toEqual(all);
      result.whole++;
    } catch (error) {
      if (!/FilesDamaged/.test((error as Error).constructor.name)) throw error;
      result.refused++;
    }
    fs.rmSync(copy, { recursive: true });
  }
  return result;
}

test('all is there after a start: documents, indexes, what was changed, and nothing that was removed', async () => {
  const engine = await Engine.open({ dir });
  await engine.command('db', { createIndexes: 'ns', indexes: [{ key: { n: 1 }, name: 'n_1', unique: true }] });
  await engine.command('db', { createIndexes: 'ns', indexes: [{ key: { m: 1 }, name: 'm_1' }] });
  await engine.command('db', { dropIndexes: 'ns', index: 'm_1' });
  await engine.command('db', { create: 'empty' });
  await insert(engine, 1);
  await insert(engine, 2);
  for (let i = 0; i < 50; i++)
    await engine.command('db', { update: 'ns', updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }] });
  await engine.command('db', { delete: 'ns', deletes: [{ q: { _id: 2 }, limit: 1 }] });
  await engine.command('db', { insert: 'gone', documents: [{ _id: 1 }] });
  await engine.command('db', { drop: 'gone' });
  await engine.close();
  const again = await Engine.open({ dir });
  expect(again.namespaces.sort()).toEqual(['db.empty', 'db.ns']);
  expect([...again.peek('db.ns').docs.values()]).toMatchObject([{ _id: 1, n: 50 }]);
  expect(again.peek('db.ns').specs.map(({ name }) => name)).toEqual(['_id_', 'n_1']);
  await again.close();
  expect(fs.readdirSync(dir).sort()).toEqual([ACKNOWLEDGED, DOCUMENTS, LOCK]);
});

test('an acknowledged write is on disk: a copy of the files taken right then has it', async () => {
  const engine = await Engine.open({ dir });
  for (let i = 0; i < 20; i++) {
    await insert(engine, i);
    const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'copy-'));
    fs.cpSync(dir, copy, { recursive: true });
    expect(await read(copy)).toEqual(upTo(i + 1));
    fs.rmSync(copy, { recursive: true });
  }
  await engine.close();
});

test('a byte that flips anywhere in any file is noticed, or did no harm', async () => {
  await written(40);
  await read(); // a table beside the log
  const engine = await Engine.open({ dir });
  for (let i = 40; i < 60; i++) await insert(engine, i);
  await engine.close();
  const harms = filesOf().flatMap((file) => {
    const { size } = fs.statSync(path.join(dir, file));
    return Array.from({ length: Math.min(size, 40) }, (_, i) => (copy: string) => {
      const bytes = fs.readFileSync(path.join(copy, file));
      bytes[Math.floor((i * size) / Math.min(size, 40))]! ^= 0x55;
      fs.writeFileSync(path.join(copy, file), bytes);
    });
  });
  const { refused } = await harmed(harms);
  expect(refused).toBeGreaterThan(30);
});

test('a log that is cut anywhere, at a record’s edge or within, is noticed', async () => {
  await written(20);
  const copyOf = fs.readFileSync(logOf());
  const edges = recordsOf(copyOf).map(({ at }) => at);
  const lengths = edges.flatMap((at, i) => [at, at + [3, HEADER, HEADER + 5][i % 3]!]);
  const log = path.relative(dir, logOf());
  const result = await harmed(lengths.map((length) => (copy) => fs.truncateSync(path.join(copy, log), length)));
  expect(result).toEqual({ whole: 0, refused: lengths.length });
});

/** The records of a log within one block of 32 KB. */
function recordsOf(log: Buffer): { at: number; bytes: Buffer }[] {
  const records: { at: number; bytes: Buffer }[] = [];
  for (let at = 0; at + HEADER <= log.length;) {
    const bytes = log.subarray(at, at + HEADER + log.readUInt16LE(at + 4));
    records.push({ at, bytes });
    at += bytes.length;
  }
  return records;
}

test('a record that is taken out of the middle, doubled, or swapped with the next, is noticed or did no harm', async () => {
  await written(16);
  const records = recordsOf(fs.readFileSync(logOf())).map(({ bytes }) => bytes);
  const log = path.relative(dir, logOf());
  const write = (copy: string, changed: Buffer[]): void =>
    fs.writeFileSync(path.join(copy, log), Buffer.concat(changed));
  const taken = await harmed(records.map((_, i) => (copy: string) => write(copy, records.toSpliced(i, 1))));
  expect(taken).toEqual({ whole: 0, refused: records.length });
  const swapped = records
    .slice(1)
    .map((next, i) => (copy: string) => write(copy, records.toSpliced(i, 2, next, records[i]!)));
  await harmed(swapped);
  await harmed(records.map((record, i) => (copy) => write(copy, records.toSpliced(i, 0, record))));
});

test('zeros behind the last record, as a power cut leaves them, do no harm; zeros in its place are noticed', async () => {
  await written(20);
  const log = path.relative(dir, logOf());
  const { size } = fs.statSync(logOf());
  const [last] = recordsOf(fs.readFileSync(logOf())).slice(-1);
  const zeros = [1, 7, 512, 4_096, 40_000].map(
    (length) => (copy: string) => fs.appendFileSync(path.join(copy, log), Buffer.alloc(length)),
  );
  expect(await harmed(zeros)).toEqual({ whole: zeros.length, refused: 0 });
  const overwritten = (copy: string): void => {
    const fd = fs.openSync(path.join(copy, log), 'r+');
    fs.writeSync(fd, Buffer.alloc(size - last!.at), 0, size - last!.at, last!.at);
    fs.closeSync(fd);
  };
  expect(await harmed([overwritten])).toEqual({ whole: 0, refused: 1 });
});

test('half a record that was never acknowledged is left out', async () => {
  await written(10);
  const acknowledged = fs.readFileSync(path.join(dir, ACKNOWLEDGED));
  const engine = await Engine.open({ dir });
  await insert(engine, 10);
  await engine.close();
  fs.writeFileSync(path.join(dir, ACKNOWLEDGED), acknowledged); // killed before it could say so
  fs.truncateSync(logOf(), fs.statSync(logOf()).size - 9);
  expect(await read()).toEqual(upTo(10));
});

test('a file that is gone, an empty folder, an older copy, the number gone or spoilt: noticed', async () => {
  await written(10);
  const older = fs.mkdtempSync(path.join(os.tmpdir(), 'older-'));
  fs.cpSync(dir, older, { recursive: true });
  const engine = await Engine.open({ dir });
  await insert(engine, 10);
  await engine.close();
  const removals = filesOf().map((file) => (copy: string) => fs.rmSync(path.join(copy, file)));
  expect((await harmed(removals)).refused).toBeGreaterThanOrEqual(removals.length - 1);
  const emptied = (copy: string): void => fs.rmSync(path.join(copy, DOCUMENTS), { recursive: true });
  const aged = (copy: string): void => {
    emptied(copy);
    fs.cpSync(path.join(older, DOCUMENTS), path.join(copy, DOCUMENTS), { recursive: true });
  };
  expect(await harmed([emptied, aged])).toEqual({ whole: 0, refused: 2 });
  const unnumbered = (copy: string): void => fs.rmSync(path.join(copy, ACKNOWLEDGED));
  const spoilt = (copy: string): void => fs.writeFileSync(path.join(copy, ACKNOWLEDGED), 'rubbish');
  expect(await harmed([unnumbered, spoilt])).toEqual({ whole: 0, refused: 2 });
  expect(await read(older)).toEqual(upTo(10)); // a copy of the whole folder is a good one
  fs.rmSync(older, { recursive: true });
});

test('what was found damaged is kept as it was, start after start', async () => {
  await written(10);
  const log = fs.readFileSync(logOf());
  log[log.length - 20]! ^= 0xff;
  fs.writeFileSync(logOf(), log);
  const name = path.basename(logOf());
  for (let i = 0; i < 3; i++) {
    await expect(Engine.open({ dir })).rejects.toThrow(/are damaged .*kept as they were found in .*as-found/);
    expect(fs.readFileSync(path.join(dir, AS_FOUND, name)).equals(log)).toBe(true);
  }
});

test('many changes of one document: the files stay small while it runs', async () => {
  const engine = await Engine.open({ dir });
  await insert(engine, 1);
  const text = 'y'.repeat(20_000);
  for (let i = 0; i < 1_500; i++)
    await engine.command('db', { update: 'ns', updates: [{ q: { _id: 1 }, u: { $set: { text: text + i } } }] });
  const sizes = filesOf().map((file) => fs.statSync(path.join(dir, file)).size);
  expect(sizes.reduce((all, size) => all + size, 0)).toBeLessThan(16_000_000); // 30 MB were written
  await engine.close();
  expect(await read()).toEqual([1]);
});

test('a second one on the same directory is refused, and let in when the first is gone', async () => {
  const first = await Engine.open({ dir });
  await insert(first, 0);
  await expect(Engine.open({ dir })).rejects.toThrow(/in use by another process/);
  expect(await ids(first)).toEqual([0]);
  await first.close();
  expect(await read()).toEqual([0]);
});

test('a lock whose files are damaged is made anew: it holds nothing', async () => {
  await written(3);
  for (const file of fs.readdirSync(path.join(dir, LOCK))) fs.writeFileSync(path.join(dir, LOCK, file), 'nonsense');
  expect(await read()).toEqual(upTo(3));
});

test('a process beside the one that serves attaches to its socket and sees the same', async () => {
  const serving = await startEmbeddedMongo({ dir });
  await expect(startEmbeddedMongo({ dir })).rejects.toThrow(/in use/);
  const attached = await startEmbeddedMongo({ dir, attach: true });
  expect(attached.engine).toBeNull();
  const [one, two] = await Promise.all(
    [serving, attached].map(({ uri }) => new Mongoose().createConnection(uri('shared')).asPromise()),
  );
  await one!.collection('things').insertOne({ from: 'one' });
  expect(await two!.collection('things').findOne({ from: 'one' })).toMatchObject({ from: 'one' });
  await Promise.all([one!.close(), two!.close()]);
  await attached.close();
  await serving.close();
  expect(fs.readdirSync(dir).sort()).toEqual([ACKNOWLEDGED, DOCUMENTS, LOCK]);
});
