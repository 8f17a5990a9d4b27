/**
 * Composition root: reads the configuration, opens the store, builds the bot and its server. The only file that knows them all.
 * Loading is most of a start: large modules are loaded one by one, and the database opens in between.
 */
import { randomBytes } from 'node:crypto';
import { setImmediate as breath } from 'node:timers/promises';
import { localConfig, serveConfig, systemLanguage } from './config';
import { openDatabase } from './database';
import { createLog, quietConsole } from './log';
import type { ServiceContext } from './services/context';
import { Directory } from './services/directory';
import { StartTimes } from './startTimes';
import { loadTexts, type Texts } from './texts';
import { stopOnSignals } from './stopOnSignals';

const isLocal = process.argv.includes('--local');
const isFresh = process.argv.includes('--fresh');
const times = new StartTimes();
const log = createLog();

async function main(texts: Texts): Promise<void> {
  const config = isLocal ? localConfig() : serveConfig();
  const t = texts(systemLanguage());
  const stopping = new AbortController();
  if (isLocal && isFresh) {
    await (await import('./local/fresh.js')).startAfresh(config);
    process.stdout.write(`${t('local:start.fresh')}\n`);
  }
  const opening = openDatabase(config);
  opening.catch(() => undefined); // said below, where it is waited for
  await breath();
  const { prepareStore, startHealing } = await import('./upkeep.js');
  const { createServer } = await import('./server.js');
  await breath();
  await import('botbuilder');
  await breath();
  const { createBot } = await import('./bot/createBot.js');
  times.lap('modules');
  const database = await opening;
  const { store } = database;
  times.lap('database');

  const now = (): Date => new Date();
  const local = isLocal ? await import('./local/startLocal.js') : null; // never loaded by the production entry
  const pupilSecret = config.pupilSecret ?? local!.localSecret(config.dataDir, () => randomBytes(32).toString('hex'));
  const { previousPupilSecret } = config;
  const services: ServiceContext = {
    ...{ store, directory: new Directory(store, now), pupilSecret, now },
    ...(previousPupilSecret !== undefined && { previousPupilSecret }),
  };
  const contact = config.contact ?? texts('fr')('local:contact');
  const { credentials } = config;
  const door = createBot({ services, texts, contact, log, ...(credentials && { credentials }) });
  const server = createServer(door, store, log);
  stopOnSignals(log, async () => {
    stopping.abort();
    await server.stop();
    await database.close();
  });

  const prepared = prepareStore(services, log, stopping.signal);
  if (local) await prepared;
  times.lap('indexes');
  const toPrint = local ? await local.startLocal(services, server, texts, t, config) : null;
  times.lap('local');
  await server.listen(config.port, isLocal ? '127.0.0.1' : undefined);
  log.info({ ...times.taken(), databaseName: database.name }, 'started');
  if (toPrint) process.stdout.write(`\n${toPrint}\n\n`);
  (await import('../dialogs/hear.js')).understanding(); // before the first sentence
  await prepared;
  await startHealing(services, log, stopping.signal);
}

// A promise that nobody waited for must not end everybody's turns.
process.on('unhandledRejection', (error) => log.error({ error: (error as Error)?.name }, 'unhandled rejection'));
quietConsole(log);
const texts = loadTexts();
main(texts).catch(async (error: unknown) => {
  const { explainStart } = await import('./explainStart.js');
  process.stderr.write(`${explainStart(error, texts(systemLanguage()), log)}\n`);
  process.exit(1);
});
