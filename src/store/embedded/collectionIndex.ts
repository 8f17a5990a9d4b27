/** One index of a collection: unique, sparse, partial, compound, TTL. */
import { MongoError } from './errors';
import { idsBelow, IndexTree } from './indexTree';
import { Matcher } from './query';
import { type Doc, isPlain, keyOf, valuesAt } from './values';

export interface IndexSpec {
  v: number;
  name: string;
  key: Doc;
  unique?: boolean;
  sparse?: boolean;
  partialFilterExpression?: Doc;
  expireAfterSeconds?: number;
}

/** What the first fields of an index narrow a filter to. */
export interface Narrowed {
  /** Fields that were looked at. */
  depth: number;
  size: number;
  /** Whether all of them match, where the equalities are the whole filter. */
  isExact: boolean;
  ids: () => Iterable<string>;
}

/** Beyond this many combinations of `$in` values an index is not worth looking in. */
const MOST_COMBINATIONS = 1000;

export class CollectionIndex {
  readonly fields: string[];
  readonly #dotted: ReadonlySet<string>;
  readonly #partial: Matcher | null;
  readonly #tree = new IndexTree();
  /** Whether a document may have several entries: once one had an array in an indexed field. */
  #isMultikey = false;

  /** @throws MongoError 67 when the partial filter has an operator that the server refuses there */
  constructor(readonly spec: IndexSpec) {
    this.fields = Object.keys(spec.key);
    this.#dotted = new Set(this.fields.filter((field) => field.includes('.')));
    this.#partial = spec.partialFilterExpression ? new Matcher(checkPartial(spec.partialFilterExpression)) : null;
  }

  /** Whether every document that can match these equalities is in the index. */
  covers(equalities: Map<string, unknown[]>): boolean {
    const present = (field: string): boolean => equalities.get(field)?.every((value) => value !== null) ?? false;
    if (this.spec.partialFilterExpression)
      return Object.entries(this.spec.partialFilterExpression).every(
        ([field, condition]) => isPlain(condition) && condition.$exists === true && present(field),
      );
    return !this.spec.sparse || this.fields.some(present);
  }

  #holds(doc: Doc): boolean {
    if (this.#partial && !this.#partial.test(doc)) return false;
    return !this.spec.sparse || this.fields.some((field) => valuesAt(doc, field).some((value) => value !== undefined));
  }

  /** The document's entries: a key for each field, several entries where a field has several values. */
  #paths(doc: Doc): string[][] {
    if (!this.#holds(doc)) return [];
    const path: string[] = [];
    for (const [depth, field] of this.fields.entries()) {
      const keys = this.#keysAt(doc, field);
      if (typeof keys !== 'string') return this.#several(doc, path, depth);
      path.push(keys);
    }
    return [path];
  }

  #several(doc: Doc, before: string[], depth: number): string[][] {
    let paths = [before];
    for (const field of this.fields.slice(depth)) {
      const keys = [this.#keysAt(doc, field)].flat();
      paths = paths.flatMap((path) => keys.map((key) => [...path, key]));
    }
    return paths;
  }

  #keysAt(doc: Doc, field: string): string | string[] {
    const value: unknown = doc[field];
    if (!this.#dotted.has(field) && !Array.isArray(value)) return keyOf(value);
    const keys = [...new Set(valuesAt(doc, field).map(keyOf))];
    if (Array.isArray(value) || keys.length > 1) this.#isMultikey = true;
    return keys.length === 1 ? keys[0]! : keys;
  }

  /** Whether another document than `self` holds one of the document's keys; an insert has no self. */
  conflict(doc: Doc, self: string | null): boolean {
    if (!this.spec.unique) return false;
    return this.#paths(doc).some((path) => {
      const holders = this.#tree.leaf(path);
      return holders !== undefined && (typeof holders !== 'string' || holders !== self);
    });
  }

  add(doc: Doc, id: string): void {
    for (const path of this.#paths(doc)) this.#tree.add(path, id);
  }

  remove(doc: Doc, id: string): void {
    for (const path of this.#paths(doc)) this.#tree.remove(path, id);
  }

  /** Does nothing where both have the same entries. */
  replace(old: Doc, doc: Doc, id: string): void {
    const [before, after] = [this.#paths(old), this.#paths(doc)];
    if (String(before) === String(after)) return;
    for (const path of before) this.#tree.remove(path, id);
    for (const path of after) this.#tree.add(path, id);
  }

  /** Documents that may match these equalities; null when the first field is not among them. */
  narrow(equalities: Map<string, unknown[]>): Narrowed | null {
    const wanted: string[][] = [];
    let combinations = 1;
    for (const field of this.fields) {
      const values = equalities.get(field);
      if (!values || combinations * values.length > MOST_COMBINATIONS) break;
      const keys = [...new Set(values.map(keyOf))];
      wanted.push(keys);
      combinations *= keys.length;
    }
    if (!wanted.length) return null;
    const found = [...this.#tree.below(wanted)];
    const ids = function* (): Generator<string> {
      for (const { below } of found) yield* idsBelow(below);
    };
    return {
      depth: wanted.length,
      size: found.reduce((sum, { size }) => sum + size, 0),
      isExact: !this.#isMultikey,
      ids: this.#isMultikey ? () => new Set(ids()) : ids,
    };
  }

  /**
   * How many documents there are for each combination of the grouped fields, read off the index alone. A combination may come
   * several times: once for each value of a field that stands before the last of them.
   * @param equalities the whole filter
   * @returns an id of each; null where the index cannot tell exactly
   */
  count(equalities: Map<string, unknown[]>, grouped: string[]): { id: string; count: number }[] | null {
    if (this.#isMultikey || !this.covers(equalities)) return null;
    const needed = new Set([...equalities.keys(), ...grouped]);
    const places = [...needed].map((field) => (field.includes('.') ? -1 : this.fields.indexOf(field)));
    if (places.includes(-1)) return null;
    const depth = Math.max(-1, ...places) + 1;
    const wanted = this.fields.slice(0, depth).map((field) => {
      const values = equalities.get(field);
      return values ? [...new Set(values.map(keyOf))] : null;
    });
    const counted: { id: string; count: number }[] = [];
    for (const { below, size } of this.#tree.below(wanted)) {
      const [id] = idsBelow(below);
      if (id !== undefined) counted.push({ id, count: size });
    }
    return counted;
  }
}

const PARTIAL_OPERATORS = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$type', '$in', '$exists', '$and', '$or']);

function checkPartial(filter: Doc): Doc {
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (isPlain(value))
      for (const [name, inner] of Object.entries(value)) {
        if (name.startsWith('$') && (!PARTIAL_OPERATORS.has(name) || (name === '$exists' && inner !== true)))
          throw new MongoError(67, `Expression not supported in partial index: ${name} ${JSON.stringify(inner)}`);
        walk(inner);
      }
  };
  walk(filter);
  return filter;
}
