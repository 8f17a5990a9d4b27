/** What can be wrong at a start: one sentence that says what to do, no stack, and nothing is lost by it. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { startEmbeddedMongo } from '../../src/store/embedded/server';
import { Bot, freePort, freshDir, SERVED, until } from './bot';

const readiness = (bot: Bot): Promise<number> =>
  fetch(`${bot.url}/readyz`).then(
    ({ status }) => status,
    () => 0,
  );
const isReady = async (bot: Bot): Promise<boolean> => (await readiness(bot)) === 200;

/** Ends with this sentence, and nothing else that looks like our code's own trouble. */
async function refuses(environment: NodeJS.ProcessEnv, sentence: RegExp, args = ['--local']): Promise<string> {
  const bot = Bot.spawn(args, environment, await freePort());
  expect(await bot.exit()).toBe(1);
  expect(bot.output).toMatch(sentence);
  expect(bot.output).not.toMatch(/\n {4}at |node:internal|Error:/);
  return bot.output;
}

test('a folder that is damaged, in use, a file, or not to be written', async () => {
  const RELAIS_DATA = freshDir();
  const bot = await Bot.local({ RELAIS_DATA });
  await refuses({ RELAIS_DATA }, /^Un autre Relais utilise déjà .*Arrêtez-le/m);
  await bot.kill('SIGTERM');

  const documents = path.join(RELAIS_DATA, 'database/documents');
  const table = path.join(
    documents,
    fs
      .readdirSync(documents)
      .find((name) => /\.(?:ldb|log)$/.test(name) && fs.statSync(path.join(documents, name)).size > 5_000)!,
  );
  const bytes = fs.readFileSync(table);
  fs.writeFileSync(table, bytes.subarray(0, bytes.length / 2));
  await refuses({ RELAIS_DATA }, /^Les fichiers de .* sont abîmés : Relais ne démarre pas.*as-found/m);
  await refuses({ RELAIS_DATA, LANG: 'en_US.UTF-8' }, /^The files in .* are damaged/m);

  const file = path.join(freshDir(), 'a file');
  fs.writeFileSync(file, 'x');
  await refuses({ RELAIS_DATA: file }, /n’est pas un dossier que Relais peut utiliser/);
  await refuses(
    { RELAIS_DATA: '/proc/relais' },
    /^(?:Relais n’a pas le droit d’écrire|.*n’est pas un dossier que Relais peut utiliser)/m,
  );
});

test('a disk that is read-only, or full', async () => {
  const small = freshDir();
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', small]).status !== 0)
    return void process.stdout.write('No small disk can be mounted here: not tried\n');
  try {
    fs.writeFileSync(path.join(small, 'ballast'), Buffer.alloc(40_000));
    await refuses({ RELAIS_DATA: path.join(small, 'data') }, /^Le disque de .* est plein/m);
    spawnSync('mount', ['-o', 'remount,ro', small]);
    await refuses({ RELAIS_DATA: small }, /ce disque est en lecture seule/);
  } finally {
    spawnSync('umount', [small]);
  }
});

test.each([
  'mongodb://relais:geheim@',
  'mongodb://relais:geheim@host:port/x',
  'mongodb://rel@is:geh@eim@host:27017:1/',
  'mongodb+srv://relais:geheim@a,b/',
  'mongodb://relais:geheim@host/?unknownOption=1',
])('a malformed MONGODB_URI: %s is not repeated', async (MONGODB_URI) => {
  const output = await refuses(
    { RELAIS_DATA: freshDir(), MONGODB_URI },
    /^L’adresse donnée par MONGODB_URI est mal écrite/m,
  );
  expect(output).not.toMatch(/geheim|geh@eim/);
});

test('--fresh empties what Relais made, and leaves what somebody else put there', async () => {
  const RELAIS_DATA = freshDir();
  const mine = ['thesis.txt', 'chat/thesis.txt', 'database/thesis.txt', 'database/documents/thesis.txt'];
  const bot = await Bot.local({ RELAIS_DATA });
  const people = (await (await fetch(`${bot.url}/local/people`)).json()) as { aadObjectId: string }[];
  await fetch(`${bot.url}/local/chats/${people[0]!.aadObjectId}/say`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ text: 'aide' }),
  });
  await until(() => fs.readdirSync(path.join(RELAIS_DATA, 'chat')).length > 0, 'a chat to be kept');
  await bot.kill('SIGTERM');
  const secret = fs.readFileSync(path.join(RELAIS_DATA, 'secret'), 'utf8');
  for (const file of mine) fs.writeFileSync(path.join(RELAIS_DATA, file), 'years of work');
  const again = Bot.spawn(['--local', '--fresh'], { RELAIS_DATA }, await freePort());
  await until(() => isReady(again), 'the bot to be ready');
  for (const file of mine) expect(fs.readFileSync(path.join(RELAIS_DATA, file), 'utf8')).toBe('years of work');
  expect(fs.readFileSync(path.join(RELAIS_DATA, 'secret'), 'utf8')).not.toBe(secret);
  expect(fs.readdirSync(path.join(RELAIS_DATA, 'chat'))).toEqual(['thesis.txt']);
  await again.kill('SIGTERM');
});

/** A database that can come and go, at an address that stays. */
async function database(port: number) {
  const embedded = await startEmbeddedMongo();
  const socket = decodeURIComponent(/^mongodb:\/\/([^/?]+)/.exec(embedded.uri('x'))![1]!);
  const server = net.createServer((client) => {
    const beyond = net.connect({ path: socket });
    for (const end of [client, beyond]) end.on('error', () => [client, beyond].forEach((each) => each.destroy()));
    client.pipe(beyond).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return async (): Promise<void> => {
    server.close();
    await embedded.close();
  };
}

test.each([
  ['away', null],
  ['there, and never answers', () => undefined],
] as const)(
  'started while the database is %s: it waits, says so once, and is ready by itself',
  async (_what, silent) => {
    const port = await freePort();
    const black = silent ? net.createServer(silent) : null;
    const sockets = new Set<net.Socket>();
    black?.on('connection', (socket) => sockets.add(socket));
    if (black) await new Promise<void>((resolve) => black.listen(port, '127.0.0.1', resolve));
    const MONGODB_URI = `mongodb://127.0.0.1:${port}/?directConnection=true`;
    const bot = Bot.spawn([], { ...SERVED, RELAIS_DATA: freshDir(), MONGODB_URI }, await freePort());
    await until(async () => (await readiness(bot)) === 503, 'it to say that it is not ready');
    expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
    await until(() => bot.output.includes('waiting for it'), 'a line in the log');
    for (const socket of sockets) socket.destroy();
    if (black) await new Promise((resolve) => black.close(resolve));
    const close = await database(port);
    await until(() => isReady(bot), 'it to be ready by itself');
    expect(bot.output.match(/the database is away/g)).toHaveLength(1);
    expect(bot.output).not.toMatch(/TypeError|unhandled/);
    await bot.kill('SIGTERM');
    await close();
  },
);

test('local mode waits for its database too, and a command says that it is away', async () => {
  const port = await freePort();
  const MONGODB_URI = `mongodb://127.0.0.1:${port}/?directConnection=true`;
  const { status, stderr } = spawnSync(process.execPath, ['dist/src/commands/members.js', 'list'], {
    env: { PATH: process.env.PATH, MONGODB_URI },
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: expect.stringMatching(/^La base de données ne répond pas/) as string,
  });
  const bot = Bot.spawn(['--local'], { RELAIS_DATA: freshDir(), MONGODB_URI }, await freePort());
  await until(() => bot.output.includes('waiting for it'), 'a line in the log');
  const close = await database(port);
  await until(() => isReady(bot), 'it to be ready by itself');
  await bot.kill('SIGTERM');
  await close();
});

test('a start says what took how long', async () => {
  const bot = await Bot.local({ RELAIS_DATA: freshDir() });
  await until(() => bot.output.includes('"started"'), 'a line in the log');
  const line = bot.output.split('\n').find((each) => each.includes('"started"'))!;
  const started = JSON.parse(line) as Record<string, number>;
  const { modules, database: opened, indexes, all } = started;
  expect(started).toHaveProperty('databaseName', 'relais');
  expect(modules! + opened! + indexes!).toBeLessThanOrEqual(all!);
  await bot.kill('SIGTERM');
});
