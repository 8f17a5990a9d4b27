/** `kill -9` of a command in the middle of a movement of many units: whoever starts next finishes it, exactly once. */
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { Bot, freshDir, ROOT, until } from './bot';

const UNITS = 30_000;
const PROGRAM = path.join(ROOT, 'dist/src/commands/operation.js');
const dir = freshDir();
const { PATH, HOME } = process.env;
const env = { PATH, HOME, RELAIS_DATA: dir };

const operation = (...args: string[]): string =>
  spawnSync(process.execPath, [PROGRAM, ...args], { env, encoding: 'utf8' }).stdout.trim();

/** What the reserve has, by a preview that changes nothing. */
const reserve = (id: string): number =>
  Number(/^reserve\t\t(\d+)/m.exec(operation('retire', id, '1', '--from', 'reserve', '--dry-run'))?.[1] ?? 0);

/** Runs a command, and kills it once so many of its units have gone. */
async function killedAt(units: number, ...args: string[]): Promise<void> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { env });
  let told = '';
  child.stderr.on('data', (chunk: Buffer) => void (told += chunk.toString()));
  const went = (): number => Number(/(\d{1,7})\/\d{1,7}\n$/.exec(told)?.[1] ?? 0);
  await until(() => went() >= units || child.exitCode !== null, `the command to go on: ${told}`);
  expect(child.exitCode).toBeNull();
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
}

test('a lot half received, then half shared out: the next start ends each, with no unit too many', async () => {
  operation('load', path.join(ROOT, 'data/operations/sim-2020.json'));
  await killedAt(5_000, 'receive', 'sim-2020', String(UNITS), '--giver', 'Fondation');
  expect(reserve('sim-2020')).toBeLessThan(UNITS);
  let bot = await Bot.local({ RELAIS_DATA: dir });
  await until(() => reserve('sim-2020') === UNITS, 'the lot to be received');
  await bot.kill('SIGTERM');

  await killedAt(3_000, 'share', 'sim-2020', '20000', '--by', 'pupils');
  expect(reserve('sim-2020')).toBeGreaterThan(UNITS - 20_000);
  bot = await Bot.local({ RELAIS_DATA: dir });
  await until(() => reserve('sim-2020') === UNITS - 20_000, 'the reserve to be shared out');
  await new Promise((resolve) => setTimeout(resolve, 1_000)); // it would go on
  expect(reserve('sim-2020')).toBe(UNITS - 20_000);
  await bot.kill('SIGTERM');
});
