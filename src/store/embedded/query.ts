/** The query language: mingo, with the operators whose edge cases differ from the server's replaced. */
import { Aggregator } from 'mingo/aggregator';
import { Context, evalExpr } from 'mingo/core';
import * as accumulator from 'mingo/operators/accumulator';
import * as expression from 'mingo/operators/expression';
import * as pipeline from 'mingo/operators/pipeline';
import * as projection from 'mingo/operators/projection';
import * as query from 'mingo/operators/query';
import { Query } from 'mingo/query';
import { Long } from 'bson';
import { MongoError, unsupported } from './errors';
import { clone, compare, type Doc, valuesAt } from './values';

/** Aggregation comparisons order every type, missing first; mingo answers false across types. */
const ordering =
  <T>(test: (order: number) => T) =>
  (doc: Doc, operands: unknown, options: never): T => {
    const [a, b] = evalExpr(doc, operands, options) as unknown[];
    const missing = Number(a !== undefined) - Number(b !== undefined);
    return test(missing || compare(a, b));
  };

const TYPE_NUMBERS: Record<string, number> = {
  number: -16,
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  int: 16,
  timestamp: 17,
  long: 18,
};

function typesOf(value: unknown): number[] {
  if (value === undefined) return [];
  if (value === null) return [10];
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? [16, -16] : [1, -16];
  if (typeof value === 'string') return [2];
  if (typeof value === 'boolean') return [8];
  if (Array.isArray(value)) return [4];
  if (value instanceof Date) return [9];
  if (value instanceof RegExp) return [11];
  if (value instanceof Long) return [18, -16];
  const type = (value as Doc)._bsontype as string | undefined;
  if (type === undefined) return [3];
  return type === 'ObjectId' ? [7] : type === 'Binary' ? [5] : [0];
}

const $type = (path: string, wanted: unknown): ((doc: Doc) => boolean) => {
  const numbers = (Array.isArray(wanted) ? wanted : [wanted]).map((type) =>
    typeof type === 'number' ? type : TYPE_NUMBERS[String(type)],
  );
  if (numbers.includes(undefined)) throw new MongoError(2, `Unknown type name alias: ${String(wanted)}`);
  return (doc) =>
    [...valuesAt(doc, path), ...valuesAt(doc, path, false)].some((v) => typesOf(v).some((t) => numbers.includes(t)));
};

const refuse = (name: string) => (): never => {
  throw unsupported(name);
};

const context = Context.init({
  accumulator,
  projection,
  pipeline: {
    ...pipeline,
    // $count of nothing is no document, where mingo gives a zero: the engine counts with $group.
    $count: refuse('$count'),
    $out: refuse('$out'),
    $merge: refuse('$merge'),
    $lookup: refuse('$lookup'),
    $graphLookup: refuse('$graphLookup'),
    $setWindowFields: refuse('$setWindowFields'),
  },
  expression: {
    ...expression,
    $lt: ordering((order) => order < 0),
    $lte: ordering((order) => order <= 0),
    $gt: ordering((order) => order > 0),
    $gte: ordering((order) => order >= 0),
    $cmp: ordering(Math.sign),
  },
  query: { ...query, $type, $where: refuse('$where') },
} as never);
const OPTIONS = { context, scriptEnabled: false, processingMode: 0 };

/** mingo throws plain errors for malformed queries; to a client they are BadValue. */
function guarded<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof MongoError
      ? error
      : new MongoError(2, error instanceof Error ? error.message : String(error));
  }
}

/** A compiled filter. @throws MongoError 2 for an operator that nobody knows */
export class Matcher {
  readonly #query: Query | null;

  constructor(filter: Doc) {
    this.#query = Object.keys(filter).length ? guarded(() => new Query(filter, OPTIONS as never)) : null;
  }

  test(doc: Doc): boolean {
    return this.#query === null || guarded(() => this.#query!.test(doc));
  }
}

/** The rows are copies. */
export const projectRows = (docs: Doc[], spec: Doc): Doc[] =>
  guarded(() => new Query({}, OPTIONS as never).find(docs.map(clone), spec as never).all() as Doc[]);

/** mingo may write into its input, so it is copied unless every stage only reads. */
const READ_ONLY = new Set(['$match', '$sort', '$limit', '$skip', '$group', '$sortByCount']);

/** Runs the stages of a pipeline over rows that were read. */
export function runStages(docs: Doc[], stages: Doc[]): Doc[] {
  if (!stages.length) return docs;
  const readOnly = stages.every((stage) => READ_ONLY.has(Object.keys(stage)[0] ?? ''));
  const aggregator = guarded(() => new Aggregator(stages as never, OPTIONS as never));
  return guarded(() => aggregator.run<Doc>(readOnly ? docs : docs.map(clone)));
}
