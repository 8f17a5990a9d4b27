/** One index of a collection: unique, sparse, partial, compound, TTL. */
import { MongoError } from './errors';
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

/** Beyond this many combinations of `$in` values an index is not worth looking in. */
const MOST_COMBINATIONS = 1000;

export class CollectionIndex {
  readonly fields: string[];
  readonly #partial: Matcher | null;
  /** One map a key prefix, so that a filter on the first fields of a compound index is served too. */
  readonly #maps: Map<string, Set<string>>[];

  /** @throws MongoError 67 when the partial filter has an operator that the server refuses there */
  constructor(readonly spec: IndexSpec) {
    this.fields = Object.keys(spec.key);
    this.#maps = this.fields.map(() => new Map<string, Set<string>>());
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

  /** The document's keys, for each prefix of the index's fields. */
  #keys(doc: Doc): string[][] {
    if (!this.#holds(doc)) return this.fields.map(() => []);
    let prefixes = [''];
    return this.fields.map((field) => {
      const values = [...new Set(valuesAt(doc, field).map(keyOf))];
      prefixes = prefixes.flatMap((prefix) => values.map((value) => `${prefix}|${value}`));
      return prefixes;
    });
  }

  /** Whether another document than `self` holds one of the document's keys; an insert has no self. */
  conflict(doc: Doc, self: string | null): boolean {
    if (!this.spec.unique) return false;
    const map = this.#maps.at(-1)!;
    return this.#keys(doc)
      .at(-1)!
      .some((key) => {
        const holders = map.get(key);
        return holders !== undefined && (holders.size > 1 || self === null || !holders.has(self));
      });
  }

  add(doc: Doc, id: string): void {
    for (const [depth, keys] of this.#keys(doc).entries())
      for (const key of keys) {
        const holders = this.#maps[depth]!.get(key);
        if (holders) holders.add(id);
        else this.#maps[depth]!.set(key, new Set([id]));
      }
  }

  remove(doc: Doc, id: string): void {
    for (const [depth, keys] of this.#keys(doc).entries())
      for (const key of keys) {
        const holders = this.#maps[depth]!.get(key);
        if (holders?.delete(id) && !holders.size) this.#maps[depth]!.delete(key);
      }
  }

  /** Sets of ids that may match these equalities, and how many fields they were found by; null when the first is not among them. */
  lookup(equalities: Map<string, unknown[]>): { sets: Set<string>[]; depth: number } | null {
    let keys = [''];
    let depth = 0;
    for (const field of this.fields) {
      const values = equalities.get(field);
      if (!values || keys.length * values.length > MOST_COMBINATIONS) break;
      keys = keys.flatMap((key) => values.map((value) => `${key}|${keyOf(value)}`));
      depth++;
    }
    if (!depth) return null;
    const map = this.#maps[depth - 1]!;
    return { sets: keys.map((key) => map.get(key)).filter((ids) => ids !== undefined), depth };
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
