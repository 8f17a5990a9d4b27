/** The database of the configuration: a real one, or the embedded default. */
import type { Config } from './config';
import type { Store } from './store/open';

export interface Database {
  store: Store;
  /** On its server; of the embedded one, always the same. */
  name: string;
  close(): Promise<void>;
}

/**
 * @param options.attach when another live process serves the embedded database, use it (a command beside the running bot)
 * @throws BadDatabaseAddress, DatabaseRefused, DirectoryInUse, FilesDamaged, and what the file system throws
 */
export async function openDatabase(config: Config, options: { attach?: boolean } = {}): Promise<Database> {
  const { mongodbUri, databaseDir: dir } = config;
  if (mongodbUri !== undefined) {
    const [{ DATABASE, openStore }, { databaseIn }] = await Promise.all([
      import('./store/open.js'),
      import('./store/connect.js'),
    ]);
    const name = databaseIn(mongodbUri) ?? DATABASE;
    const store = await openStore(mongodbUri, name);
    return { store, name, close: () => store.close() };
  }
  const { startEmbeddedMongo } = await import('./store/embedded/server.js'); // not loaded beside a real database
  const [embedded, { DATABASE: name, openStore }] = await Promise.all([
    startEmbeddedMongo({ dir, ...options }),
    import('./store/open.js'),
  ]);
  const store = await openStore(embedded.uri(name), name, embedded.run(name), true);
  const close = async (): Promise<void> => {
    await store.close();
    await embedded.close();
  };
  return { store, name, close };
}
