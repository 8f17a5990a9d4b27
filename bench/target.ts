/** A server under measurement, in a process of its own: `echo`, `waterfall` or `relais`. Says its port, counts its database operations. */
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
import os from 'node:os';
import path from 'node:path';
import restify from 'restify';
import { createBot } from '../src/bot/createBot';
import { createLog } from '../src/log';
import { projectRoot } from '../src/projectRoot';
import { createServer } from '../src/server';
import { Directory } from '../src/services/directory';
import { loadFirstOperation } from '../src/services/loadOperation';
import { startEmbeddedMongo } from '../src/store/embedded/server';
import { createIndexes } from '../src/store/indexes';
import { openStore } from '../src/store/open';
import { loadTexts } from '../src/texts';

const [kind, uri] = process.argv.slice(2);
const tell = (message: object): void => void process.send!(message);

function serveBare(run: (context: TurnContext) => Promise<void>): void {
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
  const server = restify.createServer();
  server.use(restify.plugins.bodyParser());
  server.post('/api/messages', async (req, res) => adapter.process(req as never, res, run));
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
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  const embedded = uri ? null : await startEmbeddedMongo({ dir });
  const database = `relais_bench_${process.pid}`;
  const address = uri ?? embedded!.uri(database);
  const store = await openStore(`${address}${address.includes('?') ? '&' : '?'}monitorCommands=true`, database);
  await createIndexes(store);
  const now = (): Date => new Date();
  await loadFirstOperation(store, path.join(projectRoot(), 'data'), now());
  const directory = new Directory(store, now);
  const institutions = [...(await directory.institutions()).values()].filter(({ kind: sort }) => sort === 'college');
  const people = institutions.map(({ uai }, i) => ({
    id: uai,
    aadObjectId: `head-${i}`,
    name: uai,
    role: 'principal' as const,
    institutions: [uai],
  }));
  const coordinator = {
    id: 'c',
    aadObjectId: 'coordinator',
    name: 'c',
    role: 'coordinator' as const,
    institutions: [],
  };
  await store.members.admit([...people, coordinator]);
  const log = createLog({ write: () => undefined });
  const services = { store, directory, pupilSecret: 'bench', now };
  const door = createBot({ services, texts: loadTexts(), contact: 'bench', log });
  const server = createServer(door, store, log);
  await server.listen(0, '127.0.0.1');
  let operations = 0;
  store.connection.getClient().on('commandStarted', () => operations++);
  process.on('message', (message) => {
    if (message === 'count') {
      tell({ operations });
      operations = 0;
    } else
      void (async () => {
        if (uri) await store.connection.dropDatabase();
        fs.rmSync(dir, { recursive: true, force: true });
        process.exit(0);
      })();
  });
  tell({ port: ((server.restify.server as import('node:http').Server).address() as AddressInfo).port });
}

process.once('disconnect', () => process.exit(0)); // the benchmark is gone
process.on('message', (message) => {
  if (message === 'stop' && kind !== 'relais') process.exit(0);
});
if (kind === 'echo') echo();
else if (kind === 'waterfall') waterfall();
else void relais();
