/** The documents of one collection, in memory, and the indexes over them. */
import { ObjectId } from 'bson';
import { CollectionIndex, type IndexSpec } from './collectionIndex';
import { MongoError } from './errors';
import { Matcher } from './query';
import { type Doc, isPlain, keyOf, sorter, valuesAt } from './values';

export const ID_INDEX: IndexSpec = { v: 2, name: '_id_', key: { _id: 1 }, unique: true };

export interface FindOptions {
  sort?: Doc | undefined;
  skip?: number | undefined;
  limit?: number | undefined;
}

export class Collection {
  /** By the key of `_id`, in the order of insertion: the index on `_id`. */
  readonly docs = new Map<string, Doc>();
  readonly indexes = new Map<string, CollectionIndex>();

  constructor(readonly ns: string) {}

  get specs(): IndexSpec[] {
    return [ID_INDEX, ...[...this.indexes.values()].map((index) => index.spec)];
  }

  /** @throws MongoError 11000 as the server words it */
  checkUnique(doc: Doc, self: string | null): void {
    if (self === null && this.docs.has(keyOf(doc._id))) throw this.#duplicate(doc, ID_INDEX);
    for (const index of this.indexes.values()) if (index.conflict(doc, self)) throw this.#duplicate(doc, index.spec);
  }

  #duplicate(doc: Doc, { name, key }: IndexSpec): MongoError {
    const keyValue = Object.fromEntries(
      Object.keys(key).map((field) => [field, valuesAt(doc, field, false)[0] ?? null] as const),
    );
    const shown = Object.entries(keyValue)
      .map(
        ([field, value]) =>
          `${field}: ${value instanceof ObjectId ? `ObjectId('${String(value)}')` : JSON.stringify(value)}`,
      )
      .join(', ');
    const message = `E11000 duplicate key error collection: ${this.ns} index: ${name} dup key: { ${shown} }`;
    return new MongoError(11000, message, { keyPattern: key, keyValue });
  }

  put(doc: Doc): void {
    const id = keyOf(doc._id);
    const old = this.docs.get(id);
    for (const index of this.indexes.values()) {
      if (old) index.remove(old, id);
      index.add(doc, id);
    }
    this.docs.set(id, doc);
  }

  delete(doc: Doc): void {
    const id = keyOf(doc._id);
    for (const index of this.indexes.values()) index.remove(doc, id);
    this.docs.delete(id);
  }

  /** @throws MongoError 11000 when the documents already break it */
  addIndex(spec: IndexSpec): void {
    const index = new CollectionIndex(spec);
    for (const [id, doc] of this.docs) {
      if (index.conflict(doc, id)) throw this.#duplicate(doc, spec);
      index.add(doc, id);
    }
    this.indexes.set(spec.name, index);
  }

  find(filter: Doc, { sort, skip = 0, limit = 0 }: FindOptions = {}): Doc[] {
    const matcher = new Matcher(filter);
    const sorted = sort && Object.keys(sort).length ? sorter(sort) : null;
    const enough = limit && !sorted ? skip + limit : Infinity;
    const found: Doc[] = [];
    const { docs, exact } = this.#candidates(filter);
    for (const doc of docs) if ((exact || matcher.test(doc)) && found.push(doc) >= enough) break;
    if (sorted) found.sort(sorted);
    return skip || limit ? found.slice(skip, limit ? skip + limit : undefined) : found;
  }

  /** Documents that may match, by the index that narrows most; `exact` when that index has looked at the whole filter. */
  #candidates(filter: Doc): { docs: Iterable<Doc>; exact: boolean } {
    const equalities = equalitiesOf(filter);
    const ids = equalities.get('_id');
    if (ids) return { docs: this.#docsOf(new Set(ids.map(keyOf))), exact: false };
    const whole = Object.values(filter).every((value) => typeof value === 'string') ? Object.keys(filter).length : 0;
    let best: { sets: Set<string>[]; depth: number } | null = null;
    let fewest = Infinity;
    for (const index of this.indexes.values()) {
      const hit = index.covers(equalities) ? index.lookup(equalities) : null;
      const size = hit ? hit.sets.reduce((sum, set) => sum + set.size, 0) : Infinity;
      if (hit && size < fewest) {
        best = hit;
        fewest = size;
      }
    }
    if (!best) return { docs: this.docs.values(), exact: false };
    const [first, ...others] = best.sets;
    const found = first && !others.length ? first : new Set(best.sets.flatMap((set) => [...set]));
    return { docs: this.#docsOf(found), exact: whole > 0 && best.depth === whole };
  }

  #docsOf(ids: Set<string>): Doc[] {
    return [...ids].map((id) => this.docs.get(id)).filter((doc) => doc !== undefined);
  }
}

/** The fields that a filter pins to one value or to a list of values. */
function equalitiesOf(filter: Doc): Map<string, unknown[]> {
  const equalities = new Map<string, unknown[]>();
  const gather = (conditions: Doc): void => {
    for (const [field, value] of Object.entries(conditions)) {
      if (field === '$and' && Array.isArray(value)) value.forEach((inner) => gather(inner as Doc));
      if (field.startsWith('$')) continue;
      const values: unknown = !isPlain(value) ? [value] : '$eq' in value ? [value.$eq] : value.$in;
      const usable =
        Array.isArray(values) && !values.some((v) => v instanceof RegExp || Array.isArray(v) || v === undefined);
      if (usable) equalities.set(field, values as unknown[]);
    }
  };
  gather(filter);
  return equalities;
}
