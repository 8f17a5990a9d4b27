/** The commands beside the bot, on the embedded database: alone, and attached to a bot that runs. */
import { spawnSync } from 'node:child_process';
import { unzipSync } from 'fflate';
import fs from 'node:fs';
import path from 'node:path';
import { Bot, freshDir, ROOT } from './bot';

const ID = '11111111-1111-4111-8111-11111111c0de';

const SPRING = path.join(ROOT, 'data/operations/sim-2020.json');

function run(command: 'members' | 'operation', RELAIS_DATA: string, ...args: string[]) {
  const { PATH, HOME } = process.env;
  const program = path.join(ROOT, 'dist/src/commands', `${command}.js`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    env: { PATH, HOME, RELAIS_DATA },
    encoding: 'utf8',
  });
  return { status, stdout: stdout.trim(), stderr: stderr.trim() };
}

test('the operation is loaded once; members are added, listed, suspended and restored', () => {
  const dir = freshDir();
  for (let i = 0; i < 2; i++)
    expect(run('operation', dir, 'load', SPRING)).toMatchObject({
      status: 0,
      stdout: 'sim-2020\tCartes SIM, printemps 2020\topen\t1800',
    });
  expect(run('members', dir, 'add', ID, 'principal', 'Nadia Bensaïd', '931184g').status).toBe(0);
  expect(run('members', dir, 'list').stdout).toBe(`${ID}\tprincipal\tNadia Bensaïd\t0931184G`);
  expect(run('members', dir, 'suspend', ID).status).toBe(0);
  expect(run('members', dir, 'list').stdout).toMatch(/principal \(suspended\)/);
  expect(run('members', dir, 'restore', ID).status).toBe(0);
  expect(run('members', dir, 'add', 'Claire@Relais.example', 'coordinator', 'Claire').status).toBe(0);
  expect(run('members', dir, 'list').stdout).toMatch(/^claire@relais\.example\t\tcoordinator\tClaire\n/);
  expect(run('members', dir, 'suspend', 'claire@relais.example').stderr).toMatch(/the last coordinator/);
});

test.each([
  [['add', 'nobody', 'principal', 'A', '0931184G'], /neither an e-mail nor an Entra object id/],
  [['add', ID, 'king', 'A', '0931184G'], /not a role/],
  [['add', ID, 'principal', 'A', '0931184H'], /not a UAI of the operation/],
  [['add', ID, 'principal', 'A'], /needs a UAI/],
  [['suspend', ID], /nobody is known as/],
  [['add', ID, 'reader', 'A', '0931184G'], /has no UAI/],
  [['reign'], /npm run members -- list/],
])('misuse is explained: members %j', (args, explained) => {
  const dir = freshDir();
  run('operation', dir, 'load', SPRING);
  const { status, stderr } = run('members', dir, ...args);
  expect(status).toBe(1);
  expect(stderr).toMatch(explained);
});

test('a member added beside a running bot is there for it at once', async () => {
  const dir = freshDir();
  const bot = await Bot.local({ RELAIS_DATA: dir });
  expect(run('members', dir, 'add', ID, 'coordinator', 'Claire').stdout).toBe('coordinator Claire');
  expect(run('members', dir, 'list').stdout.split('\n').length).toBeGreaterThan(130);
  await bot.kill('SIGTERM');
});

test('the app package: a zip for the administrator, or what the environment lacks', () => {
  const program = path.join(ROOT, 'dist/src/commands/appPackage.js');
  const pack = (env: Record<string, string>) =>
    spawnSync(process.execPath, [program], { env: { PATH: process.env.PATH, ...env }, encoding: 'utf8' });
  const lacking = pack({ MicrosoftAppId: ID });
  expect(lacking).toMatchObject({ status: 1, stdout: '' });
  expect(lacking.stderr).toMatch(/RELAIS_ORGANISATION\s: manque[^]*RELAIS_WEBSITE\s: manque/);
  const { status, stdout } = pack({
    ...{ MicrosoftAppId: ID, RELAIS_ORGANISATION: 'Le Département', RELAIS_WEBSITE: 'https://relais.example' },
  });
  expect(status).toBe(0);
  const zip = unzipSync(fs.readFileSync(stdout.trim()));
  expect(Object.keys(zip)).toEqual(['manifest.json', 'en.json', 'color.png', 'outline.png']);
  expect(JSON.parse(Buffer.from(zip['manifest.json']!).toString())).toMatchObject({ id: ID, bots: [{ botId: ID }] });
});
