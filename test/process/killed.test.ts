/** `kill -9` of the bot, and of its database, in the middle of nominations sent over HTTP: nothing that was shown is lost. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { daysBefore, type PlainDate } from '../../src/domain/plainDate';
import { startEmbeddedMongo } from '../../src/store/embedded/server';
import { heal } from '../../src/services/heal';
import { openStore, type Store } from '../../src/store/open';
import { RecordingConnector } from '../support/recordingConnector';
import { Speaker } from '../support/speaker';
import { unitsAddUp } from '../support/world';
import { Bot, freePort, freshDir, ROOT, until } from './bot';

const NOMINATIONS = 500;
const CAMPAIGN = 'sim-2020';
const SHARED_MONGO = path.resolve(ROOT, '../shared/mongo');
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** Few of a département's pupils are born on the same day. */
const birthDateOf = (name: string): string =>
  daysBefore('2015-12-31' as PlainDate, createHash('sha1').update(name).digest()[0]! * 7);

interface Person {
  aadObjectId: string;
  name: string;
  role: string;
  institutions: object[];
}

const yesterday = daysBefore(new Date().toISOString().slice(0, 10) as PlainDate, 1);

/** Each letter twice, so that no two names are a letter apart. */
const lastName = (n: number): string =>
  `Test ${[...String(n)].map((digit) => LETTERS[Number(digit)]!.repeat(2)).join('')}`;

/** Nominates until it is confirmed on screen, whatever happens meanwhile, as a person would try again. */
async function nominates(head: Speaker, name: string, done: Set<string>, over: () => boolean): Promise<void> {
  const shown = new RegExp(`Inès ${name} (a une place|est au \\*\\*)`);
  while (!shown.test(head.screen().join('\n')) && !over()) {
    try {
      const confirming = head.buttons().find(({ button }) => button.title === 'Confirmer');
      if (confirming) await head.clicks('Confirmer');
      else {
        await head.says('nommer');
        const filling = { lastName: name, firstName: 'Inès', birthDate: birthDateOf(name), className: '4EB' };
        await head.clicks('Vérifier', {
          filling: { ...filling, need: 'noAccess', toldOn: yesterday, toldHow: 'phone' },
        });
      }
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100)); // the bot is away: a person tries again
    }
  }
  if (shown.test(head.screen().join('\n'))) done.add(name);
}

/** 500 nominations over the heads of 100 collèges, some at a time; `disturb` is called now and then meanwhile. */
async function besiege(
  url: () => string,
  people: Person[],
  disturb: (done: () => number) => Promise<void>,
): Promise<Set<string>> {
  const connector = await RecordingConnector.start();
  const heads = people
    .filter(({ role, institutions }) => role === 'principal' && institutions.length === 1)
    .slice(0, 100);
  const done = new Set<string>();
  const queue = Array.from({ length: NOMINATIONS }, (_, i) => i);
  const limit = Date.now() + 150_000;
  const over = (): boolean => Date.now() > limit;
  const worker = async (): Promise<void> => {
    for (let i = queue.shift(); i !== undefined; i = queue.shift())
      await nominates(new Speaker(heads[i % heads.length]!, url, connector), lastName(i), done, over);
  };
  await Promise.all([...Array.from({ length: 25 }, worker), disturb(() => done.size)]);
  await connector.close();
  return done;
}

async function nobodyIsLost(store: Store, shown: Set<string>): Promise<void> {
  await heal(store, CAMPAIGN, { everywhere: true });
  await unitsAddUp(store, 1800);
  const recorded = (await store.nominations.model.find({ state: 'open' }).lean()).map(({ pupil }) => pupil.lastName);
  expect([...shown].filter((name) => !recorded.includes(name))).toEqual([]);
  expect(recorded).toHaveLength(NOMINATIONS);
  expect(new Set(recorded).size).toBe(NOMINATIONS);
}

const peopleOf = async (bot: Bot): Promise<Person[]> =>
  (await (await fetch(`${bot.url}/local/people`)).json()) as Person[];

async function killedThreeTimes(environment: NodeJS.ProcessEnv): Promise<Set<string>> {
  const port = await freePort();
  let bot = await Bot.local(environment, port);
  const people = await peopleOf(bot);
  const shown = await besiege(
    () => `http://127.0.0.1:${port}`,
    people,
    async (done) => {
      for (const after of [60, 180, 320]) {
        await until(() => done() >= after, `${after} nominations`);
        await bot.kill('SIGKILL');
        bot = await Bot.local(environment, port);
      }
    },
  );
  await bot.kill('SIGTERM');
  expect(shown.size).toBe(NOMINATIONS);
  return shown;
}

test('kill -9 of the bot on the embedded database, three times in 500 nominations', async () => {
  const RELAIS_DATA = freshDir();
  const shown = await killedThreeTimes({ RELAIS_DATA });
  const embedded = await startEmbeddedMongo({ dir: path.join(RELAIS_DATA, 'database') });
  const store = await openStore(embedded.uri('relais'));
  await nobodyIsLost(store, shown);
  await store.close();
  await embedded.close();
});

const MONGODB_URI = process.env.MONGODB_URI;
const onMongo = MONGODB_URI ? test : test.skip;
const addressOf = (database: string): string => MONGODB_URI!.replace(/\/(?=\?|$)/, `/${database}`);

onMongo('kill -9 of the bot on MONGODB_URI, three times in 500 nominations', async () => {
  const store = await emptyRelais();
  const shown = await killedThreeTimes({ RELAIS_DATA: freshDir(), MONGODB_URI });
  await nobodyIsLost(store, shown);
  await store.connection.dropDatabase();
  await store.close();
});

const isShared =
  MONGODB_URI?.startsWith('mongodb://127.0.0.1:27017/') && fs.existsSync(path.join(SHARED_MONGO, 'stop'));
const onShared = isShared ? test : test.skip;

onShared('kill -9 of the database, twice in 500 nominations', async () => {
  const store = await emptyRelais();
  const bot = await Bot.local({ RELAIS_DATA: freshDir(), MONGODB_URI });
  const shown = await besiege(
    () => bot.url,
    await peopleOf(bot),
    async (done) => {
      for (const after of [80, 260]) {
        await until(() => done() >= after, `${after} nominations`);
        execFileSync(path.join(SHARED_MONGO, 'stop'), ['--kill']);
        execFileSync(path.join(SHARED_MONGO, 'start'), { stdio: 'ignore' });
      }
    },
  );
  expect(shown.size).toBe(NOMINATIONS);
  await bot.kill('SIGTERM');
  expect(bot.output.match(/the database is away"/g)?.length ?? 0).toBeLessThanOrEqual(10);
  await nobodyIsLost(store, shown);
  await store.connection.dropDatabase();
  await store.close();
});

async function emptyRelais(): Promise<Store> {
  const store = await openStore(addressOf('relais'), 'relais');
  await store.connection.dropDatabase();
  return store;
}
