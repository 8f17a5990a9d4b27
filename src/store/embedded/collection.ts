/** The documents of one collection, in memory, and the indexes over them. */
import { ObjectId } from 'bson';
import { CollectionIndex, type IndexSpec, type Narrowed } from './collectionIndex';
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

  /** @returns the key of its `_id` */
  put(doc: Doc): string {
    const id = keyOf(doc._id);
    const old = this.docs.get(id);
    for (const index of this.indexes.values())
      if (old) index.replace(old, doc, id);
      else index.add(doc, id);
    this.docs.set(id, doc);
    return id;
  }

  /** @returns the key of its `_id` */
  delete(doc: Doc): string {
    const id = keyOf(doc._id);
    for (const index of this.indexes.values()) index.remove(doc, id);
    this.docs.delete(id);
    return id;
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
    const sorted = sort && Object.keys(sort).length ? sorter(sort) : null;
    const enough = limit && !sorted ? skip + limit : Infinity;
    const found: Doc[] = [];
    for (const doc of this.#matching(filter)) if (found.push(doc) >= enough) break;
    if (sorted && limit === 1 && !skip) return found.length ? [found.reduce((a, b) => (sorted(b, a) < 0 ? b : a))] : [];
    if (sorted) found.sort(sorted);
    return skip || limit ? found.slice(skip, limit ? skip + limit : undefined) : found;
  }

  /**
   * How many match for each combination of the grouped fields, read off an index.
   * @returns one document of each group; null where no index can tell
   */
  countGroups(filter: Doc, grouped: string[]): { doc: Doc; count: number }[] | null {
    const equalities = equalitiesOf(filter);
    if (!isAllOf(filter, equalities)) return null;
    for (const index of this.indexes.values()) {
      const groups = index.count(equalities, grouped);
      if (groups) return groups.map(({ id, count }) => ({ doc: this.docs.get(id)!, count }));
    }
    return null;
  }

  /** By the index that narrows most; only what it has not looked at is tried document by document. */
  *#matching(filter: Doc): Generator<Doc> {
    const equalities = equalitiesOf(filter);
    const best = this.#narrowest(equalities);
    const isExact = best?.isExact === true && isAllOf(filter, equalities) && best.depth === equalities.size;
    const matcher = isExact ? null : new Matcher(filter);
    const candidates = best ? this.#docsOf(best.ids()) : this.docs.values();
    for (const doc of candidates) if (!matcher || matcher.test(doc)) yield doc;
  }

  #narrowest(equalities: Map<string, unknown[]>): Narrowed | null {
    const ids = equalities.get('_id');
    if (ids) {
      const keys = new Set(ids.map(keyOf));
      return { depth: 1, size: keys.size, isExact: true, ids: () => keys }; // no `_id` is an array
    }
    let best: Narrowed | null = null;
    for (const index of this.indexes.values()) {
      const narrowed = index.covers(equalities) ? index.narrow(equalities) : null;
      if (!narrowed) continue;
      const isDeeper = narrowed.size === best?.size && narrowed.depth > best.depth; // less is left to be tried
      if (isDeeper || narrowed.size < (best?.size ?? Infinity)) best = narrowed;
    }
    return best;
  }

  *#docsOf(ids: Iterable<string>): Generator<Doc> {
    for (const id of ids) {
      const doc = this.docs.get(id);
      if (doc) yield doc;
    }
  }
}

/** Whether a filter asks for nothing but these equalities, of values that an index tells apart as a query does. */
function isAllOf(filter: Doc, equalities: Map<string, unknown[]>): boolean {
  const fields = Object.keys(filter);
  const isTold = (value: unknown): boolean => typeof value === 'string' || value === null;
  return (
    fields.length === equalities.size &&
    fields.every((field) => {
      const value: unknown = filter[field];
      const isBare = !isPlain(value) || Object.keys(value).length === 1;
      return isBare && equalities.get(field)?.every(isTold) === true;
    })
  );
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
