/** The database that a test runs on: the embedded default, or the one of MONGODB_URI, by the jest project. */
import { randomUUID } from 'node:crypto';
import { type EmbeddedMongo, startEmbeddedMongo } from '../../src/store/embedded/server';
import { createIndexes } from '../../src/store/indexes';
import { openStore, type Store } from '../../src/store/open';

declare const RELAIS_DATABASE: 'embedded' | 'mongodb' | undefined;

export const onEmbedded = typeof RELAIS_DATABASE === 'undefined' || RELAIS_DATABASE === 'embedded';

export interface TestDatabase {
  uri: string;
  name: string;
  store: Store;
  /** Null on a database that is not ours to stop. */
  embedded: EmbeddedMongo | null;
  close(): Promise<void>;
}

/** An empty database of its own, with its indexes. */
export async function aDatabase(): Promise<TestDatabase> {
  const embedded = onEmbedded ? await startEmbeddedMongo() : null;
  const name = `relais_test_${randomUUID().slice(0, 8)}`;
  const uri = embedded?.uri(name) ?? process.env.MONGODB_URI!;
  const store = await openStore(uri, name, embedded?.run(name), onEmbedded);
  await createIndexes(store);
  return {
    ...{ uri, name, store, embedded },
    async close() {
      if (!embedded) await store.connection.dropDatabase();
      await store.close();
      await embedded?.close();
    },
  };
}
