/** Pipelines: the stages that Relais asks with, by the indexes where they can tell; all others are mingo's. */
import type { Engine } from './engine';
import { pickerOf, project } from './projection';
import { runStages } from './query';
import { type Doc, equal, isPlain, keyOf, sorter } from './values';

/** A `$group` that only counts, by fields and constants: what it is called, and what it groups by. */
interface Counting {
  name: string;
  /** Null: a constant or a field stands for the whole `_id`. */
  parts: [string, unknown][] | null;
  whole: unknown;
}

const isField = (expression: unknown): expression is string =>
  typeof expression === 'string' && /^\$\w+$/.test(expression);
const isConstant = (expression: unknown): boolean =>
  expression === null || (typeof expression === 'string' && !expression.startsWith('$'));

function countingOf({ _id, ...counters }: Doc): Counting | null {
  const [name, ...others] = Object.keys(counters);
  if (name === undefined || others.length || !equal(counters[name], { $sum: 1 })) return null;
  const parts = isPlain(_id) ? Object.entries(_id) : null;
  const expressions = parts?.map(([, expression]) => expression as unknown) ?? [_id as unknown];
  if (!expressions.every((expression) => isField(expression) || isConstant(expression))) return null;
  return { name, parts, whole: _id };
}

const valueOf = (doc: Doc, expression: unknown): unknown =>
  isField(expression) ? doc[expression.slice(1)] : expression;

/** The `_id` of a document's group. */
function groupOf(doc: Doc, { parts, whole }: Counting): unknown {
  if (!parts) return valueOf(doc, whole) ?? null;
  const values = parts.map(([field, expression]) => [field, valueOf(doc, expression)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** Adds up what falls into one group: an index tells null and missing apart no more than a query does. */
function countRows(rows: Iterable<{ doc: Doc; count: number }>, counting: Counting): Doc[] {
  const groups = new Map<string, { _id: unknown; count: number }>();
  for (const { doc, count } of rows) {
    const _id = groupOf(doc, counting);
    const key = keyOf(_id);
    const group = groups.get(key);
    if (group) group.count += count;
    else groups.set(key, { _id, count });
  }
  return Array.from(groups.values(), ({ _id, count }) => ({ _id, [counting.name]: count }));
}

const each = (docs: Doc[]): { doc: Doc; count: number }[] => docs.map((doc) => ({ doc, count: 1 }));

/** Rows of a pipeline over a collection. */
export function rowsOf(engine: Engine, db: string, name: string, pipeline: Doc[]): Doc[] {
  const collection = engine.peek(`${db}.${name}`);
  const filter = (pipeline[0]?.$match as Doc | undefined) ?? {};
  const stages = pipeline[0]?.$match ? pipeline.slice(1) : pipeline;
  const [first, second] = stages;
  const counting = isPlain(first?.$group) ? countingOf(first.$group) : null;
  if (counting) {
    const fields = [...(counting.parts?.map(([, expression]) => expression) ?? []), counting.whole].filter(isField);
    const groups = collection.countGroups(filter, [...new Set(fields.map((field) => field.slice(1)))]);
    if (groups) return continued(engine, db, countRows(groups, counting), stages.slice(1));
  }
  const sort = first?.$sort as Doc | undefined;
  const limit = sort ? (second?.$limit as number | undefined) : undefined;
  const rows = collection.find(filter, { sort, limit });
  return continued(engine, db, rows, stages.slice(Number(sort !== undefined) + Number(limit !== undefined)));
}

function continued(engine: Engine, db: string, from: Doc[], stages: Doc[]): Doc[] {
  let rows = from;
  let others: Doc[] = [];
  const flush = (): void => {
    rows = runStages(rows, others);
    others = [];
  };
  for (const stage of stages) {
    const own = ownStage(engine, db, stage);
    if (own) {
      flush();
      rows = own(rows);
    } else others.push(stage);
  }
  flush();
  return rows;
}

function ownStage(engine: Engine, db: string, stage: Doc): ((rows: Doc[]) => Doc[]) | null {
  if (stage.$unionWith) {
    const { coll, pipeline = [] } = stage.$unionWith as { coll: string; pipeline?: Doc[] };
    return (rows) => [...rows, ...rowsOf(engine, db, coll, pipeline)];
  }
  if (typeof stage.$count === 'string')
    return (rows) => (rows.length ? [{ [stage.$count as string]: rows.length }] : []);
  if (isPlain(stage.$sort)) return (rows) => [...rows].sort(sorter(stage.$sort as Doc));
  if (isPlain(stage.$project) && pickerOf(stage.$project)) return (rows) => project(rows, stage.$project as Doc);
  const counting = isPlain(stage.$group) ? countingOf(stage.$group) : null;
  return counting && ((rows) => countRows(each(rows), counting));
}
