/** The explicit step that makes indexes, and the question whether they are there. */
import { StoreAway } from '../domain/errors';
import { modelsOf, type Store } from './open';
import { repeatable } from './retry';

interface Declared {
  collection: string;
  name: string;
}

const declared = (store: Store): Declared[] =>
  modelsOf(store).flatMap((model) =>
    model.schema
      .indexes()
      .map(([, options]) => ({ collection: model.collection.collectionName, name: String(options.name) })),
  );

/** What asks the connection itself meets mongoose's TypeError before the first connection. @throws StoreAway */
function requireConnection({ connection }: Store): void {
  if (!connection.db) throw new StoreAway('not connected yet');
}

/** Indexes of earlier versions: one that was unique over a field that may now be missing. */
const RETIRED: Declared[] = [{ collection: 'members', name: 'members_by_person' }];

/** Makes what is missing and drops what is retired; safe to repeat. @throws StoreAway; when an index of that name is there with another definition */
export async function createIndexes(store: Store): Promise<void> {
  requireConnection(store);
  for (const model of modelsOf(store))
    await repeatable(async () => {
      await model.createCollection();
      await model.createIndexes();
    });
  for (const { collection, name } of RETIRED)
    await repeatable(() => store.connection.collection(collection).dropIndex(name).catch(notThere));
}

/** Names of the indexes that are missing. @throws StoreAway */
export async function missingIndexes(store: Store): Promise<string[]> {
  requireConnection(store);
  const there = new Set<string>();
  for (const collection of new Set(declared(store).map((index) => index.collection))) {
    const found = await repeatable(() =>
      store.connection.collection(collection).listIndexes().toArray().catch(noneYet),
    );
    for (const { name } of found) there.add(`${collection}.${String(name)}`);
  }
  return declared(store)
    .map(({ collection, name }) => `${collection}.${name}`)
    .filter((name) => !there.has(name));
}

const INDEX_NOT_FOUND = 27;

function notThere(error: unknown): void {
  if ((error as { code?: number }).code !== INDEX_NOT_FOUND) throw error;
}

const NAMESPACE_NOT_FOUND = 26;

function noneYet(error: unknown): [] {
  if ((error as { code?: number }).code === NAMESPACE_NOT_FOUND) return [];
  throw error;
}
