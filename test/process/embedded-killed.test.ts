/** `kill -9` of a process that writes as fast as it can, so that LevelDB compacts as well: whatever it acknowledged is there. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { Engine } from '../../src/store/embedded/engine';
import { freshDir, ROOT } from './bot';

const ENGINE = path.join(ROOT, 'dist/src/store/embedded/engine.js');
/** Writes 2 KB a document, 8 in flight, changes each once, and says what was acknowledged. */
const WRITER = `
  const { Engine } = require(${JSON.stringify(ENGINE)});
  const [dir, from] = process.argv.slice(1);
  Engine.open({ dir }).then(async (engine) => {
    let next = Number(from);
    const text = 'x'.repeat(2000);
    const write = async () => {
      for (;;) {
        const _id = next++;
        await engine.command('db', { insert: 'ns', documents: [{ _id, text }] });
        await engine.command('db', { update: 'ns', updates: [{ q: { _id }, u: { $set: { text: text + _id } } }] });
        process.stdout.write(_id + '\\n');
      }
    };
    for (let i = 0; i < 8; i++) write();
  });
`;

test('killed twelve times at any moment: nothing that was acknowledged is lost', async () => {
  const dir = freshDir();
  const acknowledged = new Set<number>();
  for (let round = 0; round < 12; round++) {
    const writer = spawn(process.execPath, ['-e', WRITER, dir, String(round * 1_000_000)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    writer.stdout.on('data', (chunk: Buffer) => void (said += chunk.toString()));
    await new Promise((resolve) => writer.stdout.once('data', resolve));
    await new Promise((resolve) => setTimeout(resolve, 200 + Math.random() * 900));
    const gone = new Promise((resolve) => writer.once('close', resolve));
    writer.kill('SIGKILL');
    await gone;
    for (const line of said.split('\n').slice(0, -1)) acknowledged.add(Number(line));
    const engine = await Engine.open({ dir });
    const texts = new Map(
      [...engine.peek('db.ns').docs.values()].map(({ _id, text }) => [_id as number, text as string]),
    );
    expect([...acknowledged].filter((id) => !texts.get(id)?.endsWith(`x${id}`))).toEqual([]);
    await engine.close();
  }
  expect(acknowledged.size).toBeGreaterThan(1_000);
});
