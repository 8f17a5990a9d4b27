/** The server that is measured, in a process of its own: `echo`, `waterfall` or `relais`. Says its port, answers questions about itself. */
import {
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConversationState,
  MemoryStorage,
  type TurnContext,
} from 'botbuilder';
import { DialogSet, TextPrompt, WaterfallDialog } from 'botbuilder-dialogs';
import fs from 'node:fs';
import type { AddressInfo } from 'node:net';
import { Session } from 'node:inspector/promises';
import os from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import path from 'node:path';
import restify from 'restify';
import { createBot } from '../src/bot/createBot';
import { createLog } from '../src/log';
import { projectRoot } from '../src/projectRoot';
import { createServer } from '../src/server';
import type { Institution } from '../src/domain/institution';
import type { Member } from '../src/domain/member';
import type { Uai } from '../src/domain/uai';
import type { ServiceContext } from '../src/services/context';
import { Directory } from '../src/services/directory';
import { loadOperation } from '../src/services/operations/loadOperation';
import { startEmbeddedMongo } from '../src/store/embedded/server';
import { createIndexes } from '../src/store/indexes';
import { openStore } from '../src/store/open';
import type { Unit } from '../src/store/unit';
import { loadTexts } from '../src/texts';
import type { Holding, Usage } from './target';

const [kind, given] = process.argv.slice(2);
const holding = JSON.parse(given ?? '{}') as Holding;
const tell = (message: object): void => void process.send!(message);

function serveBare(run: (context: TurnContext) => Promise<void>): void {
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
  const server = restify.createServer();
  server.use(restify.plugins.bodyParser());
  server.post('/api/messages', async (req, res) => adapter.process(req as never, res, run));
  (server.server as import('node:http').Server).keepAliveTimeout = 245_000; // as Relais' own: no side opens connections while it is measured
  server.listen(0, '127.0.0.1', () => tell({ port: server.address().port }));
}

function echo(): void {
  const bot = new ActivityHandler().onMessage(async (context, next) => {
    await context.sendActivity(`Echo: ${context.activity.text}`);
    await next();
  });
  serveBare((context) => bot.run(context));
}

/** Five questions, kept in memory: what a sample of the SDK does. */
function waterfall(): void {
  const state = new ConversationState(new MemoryStorage());
  const steps = Array.from({ length: 5 }, (_, i) => `Question ${i + 1}`);
  const dialogs = new DialogSet(state.createProperty('dialogs')).add(new TextPrompt('text')).add(
    new WaterfallDialog('form', [
      ...steps.map(
        (question) => (step: { prompt: (id: string, text: string) => Promise<never> }) => step.prompt('text', question),
      ),
      async (step: { context: TurnContext; endDialog: () => Promise<never> }) => {
        await step.context.sendActivity('Recorded');
        return step.endDialog();
      },
    ] as never),
  );
  serveBare(async (context) => {
    const dc = await dialogs.createContext(context);
    if (dc.activeDialog) await dc.continueDialog();
    else await dc.beginDialog('form');
    await state.saveChanges(context);
  });
}

async function relais(): Promise<void> {
  const { uri, counting = false, joins = false } = holding;
  const dir = uri ? null : fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  const embedded = dir === null ? null : await startEmbeddedMongo({ dir });
  const database = holding.database ?? `relais_bench_${process.pid}`;
  const address = uri ?? embedded!.uri(database);
  const monitored = uri && counting ? `${address}${address.includes('?') ? '&' : '?'}monitorCommands=true` : address;
  const store = await openStore(monitored, database, embedded?.run(database));
  if (!joins) await createIndexes(store);
  const now = (): Date => new Date();
  const directory = new Directory(store, now);
  const services = { store, directory, pupilSecret: 'bench', now };
  if (!joins) await receive(services, holding);
  recorded = () => store.nominations.model.countDocuments({ state: 'open' });
  const log = createLog({ write: () => undefined });
  const door = createBot({ services, texts: loadTexts(), contact: 'bench', log });
  const server = createServer(door, store, log);
  await server.listen(0, '127.0.0.1');
  if (counting && uri) store.connection.getClient().on('commandStarted', () => operations++);
  if (counting && embedded?.engine) {
    const { engine } = embedded;
    const command = engine.command.bind(engine);
    engine.command = (...args) => (operations++, command(...args));
  }
  stop = async () => {
    if (!joins) await store.connection.dropDatabase();
    await store.close();
    await embedded?.close();
    if (dir !== null) fs.rmSync(dir, { recursive: true, force: true });
  };
  tell({ address, port: ((server.restify.server as import('node:http').Server).address() as AddressInfo).port });
}

const CHUNK = 10_000;

const madeUp = (i: number): Institution => ({
  ...{
    uai: `099${String(i).padStart(4, '0')}Z` as Uai,
    kind: 'college',
    name: `Collège d’essai ${i}`,
    communes: ['Essai'],
  },
});

/** The first operation, its heads and a coordinator; and as many more units as asked for. */
async function receive(services: ServiceContext, { quota = 0, schools = 0 }: Holding): Promise<void> {
  const { store, directory } = services;
  const data = path.join(projectRoot(), 'data');
  const operation = await loadOperation(services, path.join(data, 'operations/sim-2020.json'), data);
  const made = Array.from({ length: schools }, (_, i) => madeUp(i));
  await store.institutions.describe(made.map((institution) => ({ institution })));
  await store.institutions.takePart(
    operation.id,
    made.map(({ uai }) => uai),
  );
  directory.forget();
  const institutions = [...(await directory.taking(operation)).values()];
  const colleges = institutions.filter(({ kind: sort }) => sort === 'college');
  const heads = colleges.map(({ uai }, i): Member => ({
    ...{ id: uai, aadObjectId: `head-${i}`, name: uai, role: 'principal', institutions: [uai] },
  }));
  const coordinator: Member = { id: 'c', aadObjectId: 'coordinator', name: 'c', role: 'coordinator', institutions: [] };
  await store.members.admit([...heads, coordinator]);
  const { id: campaign, kind } = operation;
  const more = institutions.flatMap(({ uai: institution }) =>
    Array.from({ length: quota }, (_, i): Unit => ({
      ...{ _id: `more/${institution}/${i}`, campaign, kind, institution, state: 'free' },
    })),
  );
  for (let at = 0; at < more.length; at += CHUNK) await store.units.receive(more.slice(at, at + CHUNK));
}

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
let operations = 0;
let before = process.cpuUsage();
let stop = (): Promise<void> => Promise.resolve();
let recorded = (): Promise<number> => Promise.resolve(0);

function usage(): Usage {
  const { user, system } = process.cpuUsage(before);
  const told = { cpu: (user + system) / 1_000, operations, held: delay.max / 1e6 };
  before = process.cpuUsage();
  operations = 0;
  delay.reset();
  return told;
}

const inspector = new Session();
async function profile(): Promise<void> {
  inspector.connect();
  await inspector.post('Profiler.enable');
  await inspector.post('Profiler.start');
  tell({});
}

function heap(): number {
  global.gc!();
  return process.memoryUsage().heapUsed;
}

const answers: Record<string, () => void> = {
  heap: () => tell({ heap: heap() }),
  profile: () => void profile(),
  profiled: () => void inspector.post('Profiler.stop').then(({ profile: made }) => tell(made)),
  usage: () => tell(usage()),
  recorded: () => void recorded().then((nominations) => tell({ nominations })),
  stop: () => void stop().finally(() => process.exit(0)),
};
process.once('disconnect', () => process.exit(0)); // the benchmark is gone
process.on('message', (message) => answers[String(message)]?.());
if (kind === 'echo') echo();
else if (kind === 'waterfall') waterfall();
else void relais();
