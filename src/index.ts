/** Composition root: reads the configuration, opens the store, builds the bot and its server. The only file that knows them all. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { createBot } from './bot/createBot';
import { BadConfiguration, type Config, localConfig, serveConfig } from './config';
import { createLog, faultOf, type Log, quietConsole } from './log';
import { createServer, PortTaken } from './server';
import type { ServiceContext } from './services/context';
import { Directory } from './services/directory';
import { DirectoryInUse, lockDirectory } from './store/embedded/lock';
import { startEmbeddedMongo } from './store/embedded/server';
import { openStore } from './store/open';
import { loadTexts, type Texts } from './texts';
import { prepareStore, startHealing } from './upkeep';

const isLocal = process.argv.includes('--local');
const isFresh = process.argv.includes('--fresh');

async function main(texts: Texts): Promise<void> {
  const config = isLocal ? localConfig() : serveConfig();
  const log = createLog();
  quietConsole(log);
  const stopping = new AbortController();
  // A promise that nobody waited for must not end everybody's turns.
  process.on('unhandledRejection', (error) => log.error(faultOf(error), 'unhandled rejection'));
  const t = texts('fr');
  if (isLocal && isFresh && fs.existsSync(config.dataDir)) {
    lockDirectory(config.dataDir)(); // nobody else is using it
    fs.rmSync(config.dataDir, { recursive: true, force: true });
    process.stdout.write(`${t('local:start.fresh')}\n`);
  }
  const { uri, closeDatabase } = await database(config, log);
  const store = await openStore(uri);
  const now = (): Date => new Date();
  const local = isLocal ? await import('./local/startLocal.js') : null; // never loaded by the production entry
  const pupilSecret = config.pupilSecret ?? local!.localSecret(config.dataDir, () => randomBytes(32).toString('hex'));
  const services: ServiceContext = { store, directory: new Directory(store, now), pupilSecret, now };
  const contact = config.contact ?? t('local:contact');
  const { credentials } = config;
  const door = createBot({ services, texts, contact, log, ...(credentials && { credentials }) });
  const server = createServer(door, store, log);

  const prepared = prepareStore(services, log, stopping.signal);
  if (local) await prepared;
  const toPrint = local ? await local.startLocal(services, server, texts, config) : null;
  let stopHealing = (): void => undefined;
  const healing = prepared.then(async () => {
    stopHealing = await startHealing(services, log);
  });
  if (local) await healing;
  await server.listen(config.port, isLocal ? '127.0.0.1' : undefined);
  if (toPrint) process.stdout.write(`\n${toPrint}\n\n`);

  const stop = async (signal: string): Promise<void> => {
    log.info({ signal }, 'stopping');
    stopping.abort();
    stopHealing();
    await server.stop();
    await store.close();
    await closeDatabase();
    log.info('stopped');
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop(signal).then(() => process.exit(0)));
}

/** The database of the configuration: a real one, or the embedded default. */
async function database({ mongodbUri, dataDir }: Config, log: Log) {
  if (mongodbUri !== undefined) return { uri: mongodbUri, closeDatabase: () => Promise.resolve() };
  const embedded = await startEmbeddedMongo({ dir: dataDir });
  const discarded = embedded.engine?.discardedBytes ?? 0;
  if (discarded)
    log.warn({ bytes: discarded }, 'the journal ended in a record that was never acknowledged: it was cut off');
  return { uri: embedded.uri('relais'), closeDatabase: () => embedded.close() };
}

function explain(error: unknown, texts: Texts): string {
  const t = texts('fr');
  if (error instanceof BadConfiguration) return error.message;
  if (error instanceof PortTaken) return t('local:start.portTaken', { port: error.port, other: error.port + 1 });
  if (error instanceof DirectoryInUse) return t('local:start.inUse', { dir: error.dir, pid: error.pid });
  return String((error as Error).stack ?? error);
}

const texts = loadTexts();
main(texts).catch((error: unknown) => {
  process.stderr.write(`${explain(error, texts)}\n`);
  process.exit(1);
});
