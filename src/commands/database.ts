/** What the commands beside the bot share: the database of the environment, the running bot's own when it holds the embedded one. */
import { databaseConfig } from '../config';
import { startEmbeddedMongo } from '../store/embedded/server';
import { createIndexes } from '../store/indexes';
import { openStore, type Store } from '../store/open';

/** Runs a command on the store and closes it. @throws BadConfiguration, StoreAway */
export async function withStore(run: (store: Store) => Promise<void>): Promise<void> {
  const { mongodbUri, dataDir } = databaseConfig();
  const embedded = mongodbUri === undefined ? await startEmbeddedMongo({ dir: dataDir, attach: true }) : null;
  const store = await openStore(mongodbUri ?? embedded!.uri('relais'));
  try {
    await createIndexes(store);
    await run(store);
  } finally {
    await store.close();
    await embedded?.close();
  }
}
