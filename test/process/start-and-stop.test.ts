import fs from 'node:fs';
import path from 'node:path';
import { Bot, CREDENTIALS, freePort, freshDir, SERVED } from './bot';

test('local mode: says where to go and what to type, keeps its data, stops cleanly', async () => {
  const RELAIS_DATA = freshDir();
  const bot = await Bot.local({ RELAIS_DATA });
  expect(bot.output).toMatch(new RegExp(`Relais est prêt. Ouvrez http://127.0.0.1:${bot.port}`));
  expect(bot.output).toMatch(/tapez : nommer/);
  const people = (await (await fetch(`${bot.url}/local/people`)).json()) as { role: string; aadObjectId: string }[];
  expect(people.filter(({ role }) => role === 'principal')).toHaveLength(130);
  expect(new Set(people.map(({ aadObjectId }) => aadObjectId)).size).toBe(people.length);
  expect((await fetch(bot.url)).headers.get('content-type')).toMatch(/text\/html/);
  expect(await bot.kill('SIGINT')).toBe(0);
  expect(fs.existsSync(path.join(RELAIS_DATA, 'database/mongo.sock'))).toBe(false);

  const secret = fs.readFileSync(path.join(RELAIS_DATA, 'secret'), 'utf8');
  const again = await Bot.local({ RELAIS_DATA });
  expect(fs.readFileSync(path.join(RELAIS_DATA, 'secret'), 'utf8')).toBe(secret);
  await again.kill('SIGTERM');
});

test('a port that is taken, and a directory that is in use: one sentence each', async () => {
  const RELAIS_DATA = freshDir();
  const bot = await Bot.local({ RELAIS_DATA });
  const other = Bot.spawn(['--local'], { RELAIS_DATA: freshDir() }, bot.port);
  expect(await other.exit()).toBe(1);
  expect(other.output).toMatch(
    /Le port \d+ est déjà pris, ou réservé : choisissez-en un autre, par exemple PORT=\d+ npm start/,
  );
  const second = Bot.spawn(['--local', '--fresh'], { RELAIS_DATA }, await freePort());
  expect(await second.exit()).toBe(1);
  expect(second.output).toMatch(/Un autre Relais utilise déjà/);
  expect((await fetch(`${bot.url}/readyz`)).status).toBe(200);
  await bot.kill('SIGTERM');
});

test('local mode is refused beside credentials and in production', async () => {
  for (const environment of [CREDENTIALS, { NODE_ENV: 'production' }]) {
    const bot = Bot.spawn(['--local'], { ...environment, RELAIS_DATA: freshDir() }, await freePort());
    expect(await bot.exit()).toBe(1);
    expect(bot.output).toMatch(/npm run serve/);
  }
});

test('the production entry says all that is missing or wrong at once', async () => {
  const bot = Bot.spawn([], { MicrosoftAppId: 'relais', MONGODB_URI: 'postgres://x' }, await freePort());
  expect(await bot.exit()).toBe(1);
  const wrong = [
    'MicrosoftAppId : n’est pas un identifiant',
    'MicrosoftAppPassword : manque',
    'RELAIS_CONTACT : manque',
  ];
  for (const line of [...wrong, 'RELAIS_PUPIL_SECRET : manque', 'MONGODB_URI : commence par mongodb://'])
    expect(bot.output).toContain(line);
  const english = Bot.spawn([], { LANG: 'en_GB.UTF-8', PORT: '0' }, 0);
  expect(await english.exit()).toBe(1);
  expect(english.output).toMatch(/The configuration is not complete:[^]*PORT: is not a port number/);
});

test('the production entry: no local chat, no sample data, no unsigned message', async () => {
  const port = await freePort();
  const bot = Bot.spawn([], { ...SERVED, RELAIS_DATA: freshDir() }, port);
  const ready = (): Promise<boolean> =>
    fetch(`${bot.url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  for (let i = 0; !(await ready()) && i < 400; i++) await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${bot.url}/local/people`)).status).toBe(404);
  expect((await fetch(bot.url)).status).toBe(404);
  const activity = {
    ...{
      type: 'message',
      id: '1',
      text: 'aide',
      channelId: 'msteams',
      serviceUrl: 'https://smba.trafficmanager.net/fr/',
    },
    ...{ from: { id: 'a' }, recipient: { id: 'b' }, conversation: { id: 'c', tenantId: SERVED.MicrosoftAppTenantId } },
  };
  const post = (body: object): Promise<Response> =>
    fetch(`${bot.url}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect((await post(activity)).status).toBe(401);
  expect((await post({ ...activity, conversation: { id: 'c', tenantId: 'another' } })).status).toBe(403);
  expect(await bot.kill('SIGTERM')).toBe(0);
});
