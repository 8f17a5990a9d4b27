/** Torn and damaged files, a directory in use, compaction, another process attached. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Mongoose } from 'mongoose';
import { Engine } from '../../../src/store/embedded/engine';
import { startEmbeddedMongo } from '../../../src/store/embedded/server';

let dir: string;
let journal: string;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'journal-'));
  journal = path.join(dir, 'data.journal');
});
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

const insert = (engine: Engine, _id: number) =>
  engine.command('db', { insert: 'ns', documents: [{ _id, text: 'x'.repeat(50) }] });
const ids = async (engine: Engine): Promise<number[]> => {
  const reply = (await engine.command('db', { find: 'ns', batchSize: 10_000 })) as {
    cursor: { firstBatch: { _id: number }[] };
  };
  return reply.cursor.firstBatch.map(({ _id }) => _id);
};

async function written(count: number): Promise<void> {
  const engine = new Engine({ dir });
  for (let i = 0; i < count; i++) await insert(engine, i);
  await engine.close();
}

test.each([1, 3, 40])(
  'a last record torn by %i bytes is cut off and said; what was there before is whole',
  async (bytes) => {
    await written(10);
    fs.truncateSync(journal, fs.statSync(journal).size - bytes);
    const engine = new Engine({ dir });
    expect(engine.discardedBytes).toBeGreaterThan(0);
    expect(await ids(engine)).toHaveLength(9);
    await insert(engine, 99);
    await engine.close();
    const again = new Engine({ dir });
    expect(again.discardedBytes).toBe(0);
    expect(await ids(again)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 99]);
    await again.close();
  },
);

test('a last record with a wrong byte is cut off like a torn one', async () => {
  await written(3);
  const bytes = fs.readFileSync(journal);
  bytes[bytes.length - 5]! ^= 0xff;
  fs.writeFileSync(journal, bytes);
  const engine = new Engine({ dir });
  expect(await ids(engine)).toHaveLength(2);
  await engine.close();
});

test.each(['its body', 'its length'])(
  'a record damaged elsewhere in %s stops the start with its offset; nothing is thrown away',
  async (part) => {
    await written(10);
    const bytes = fs.readFileSync(journal);
    const first = 8 + bytes.readUInt32LE(0);
    bytes[first + (part === 'its body' ? 20 : 1)]! ^= 0xff;
    fs.writeFileSync(journal, bytes);
    expect(() => new Engine({ dir })).toThrow(`damaged at byte ${first}`);
    expect(fs.readFileSync(journal).equals(bytes)).toBe(true);
    expect(fs.existsSync(path.join(dir, 'lock'))).toBe(false);
  },
);

test('an acknowledged write is on disk: a copy of the file taken right then has it', async () => {
  const engine = new Engine({ dir });
  for (let i = 0; i < 20; i++) {
    await insert(engine, i);
    const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'copy-'));
    fs.copyFileSync(journal, path.join(copy, 'data.journal'));
    const other = new Engine({ dir: copy });
    expect(await ids(other)).toContain(i);
    await other.close();
    fs.rmSync(copy, { recursive: true });
  }
  await engine.close();
});

test('most of the file superseded: it is rewritten at the next start, and says the same', async () => {
  const engine = new Engine({ dir });
  await engine.command('db', { createIndexes: 'ns', indexes: [{ key: { n: 1 }, name: 'n_1', unique: true }] });
  await insert(engine, 1);
  for (let i = 0; i < 1_500; i++)
    await engine.command('db', { update: 'ns', updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }] });
  await engine.close();
  const size = fs.statSync(journal).size;
  const again = new Engine({ dir });
  expect(fs.statSync(journal).size).toBeLessThan(size / 100);
  expect(again.peek('db.ns').docs.values().next().value).toMatchObject({ n: 1_500 });
  expect(again.peek('db.ns').specs).toHaveLength(2);
  await again.close();
});

test('a second one on the same directory is refused, and let in when the first is gone', async () => {
  const first = new Engine({ dir });
  expect(() => new Engine({ dir })).toThrow(/in use by process/);
  await first.close();
  const dead = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => dead.once('exit', resolve));
  fs.writeFileSync(path.join(dir, 'lock'), `${dead.pid} 1`);
  await new Engine({ dir }).close();
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
  expect(fs.readdirSync(dir)).toEqual(['data.journal']);
});
