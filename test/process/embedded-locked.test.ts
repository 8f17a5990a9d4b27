/** One process a folder, whoever is first: in races, after a kill, and across the namespaces that containers have. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { freshDir, ROOT } from './bot';

const ENGINE = path.join(ROOT, 'dist/src/store/embedded/engine.js');
/** Opens the folder, says whether it could, and holds it until it is told to stop. */
const HOLDER = `
  const { Engine } = require(${JSON.stringify(ENGINE)});
  Engine.open({ dir: process.argv[1] }).then(
    () => console.log('held'),
    (error) => { console.log(error.code); process.exit(); },
  );
  setInterval(() => undefined, 1000);
`;

interface Holder {
  child: ChildProcess;
  said: Promise<string>;
}

function hold(dir: string, around: string[] = []): Holder {
  const [program = '', ...args] = [...around, process.execPath, '-e', HOLDER, dir];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const said = new Promise<string>((resolve) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    child.once('exit', () => resolve('gone'));
  });
  return { child, said };
}

const kill = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });

test('races of six processes for one folder: one holds it, each time', async () => {
  const dir = freshDir();
  for (let race = 0; race < 25; race++) {
    const holders = Array.from({ length: 6 }, () => hold(dir));
    const said = await Promise.all(holders.map((holder) => holder.said));
    expect(said.filter((each) => each === 'held')).toHaveLength(1);
    expect(said.filter((each) => each === 'EMBEDDED_LOCKED')).toHaveLength(5);
    await Promise.all(holders.map(({ child }) => kill(child)));
  }
});

test('two namespaces of processes, as two containers on one volume: one holds it', async () => {
  const around = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc'];
  if (spawnSync(around[0]!, [...around.slice(1), 'true']).status !== 0)
    return void process.stdout.write('No namespace can be made here: not tried\n');
  const dir = freshDir();
  for (let i = 0; i < 6; i++) {
    const holders = [hold(dir, around), hold(dir, around)];
    const said = await Promise.all(holders.map((holder) => holder.said));
    expect(said.sort()).toEqual(['EMBEDDED_LOCKED', 'held']);
    await Promise.all(holders.map(({ child }) => kill(child)));
  }
});
