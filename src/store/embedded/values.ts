/** BSON values as MongoDB sees them: their order, equality, copies, index keys and dotted paths. */
import { Decimal128, Long } from 'bson';
import { unsupported } from './errors';

/** A BSON document: its fields are only known at run time. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- documents come off the wire
export type Doc = Record<string, any>;

export const isPlain = (value: unknown): value is Doc =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !(value instanceof RegExp) &&
  !(value instanceof Uint8Array) &&
  !('_bsontype' in value);

/** Copies containers, without what is undefined; BSON scalars (ObjectId, Long, ...) are never written to here and are shared. */
export function clone<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(clone) as T;
  if (value instanceof Date) return new Date(value.getTime()) as T;
  if (!isPlain(value)) return value;
  const copy: Doc = {};
  for (const field of Object.keys(value)) {
    const inner: unknown = (value as Doc)[field];
    if (inner !== undefined) copy[field] = clone(inner);
  }
  return copy as T;
}

const NUMBER = 10;
const STRING = 15;
const OBJECT = 20;
const ARRAY = 25;
const BINARY = 30;
const OBJECT_ID = 35;
const BOOLEAN = 40;
const DATE = 45;
const NULL = 5;

const BSON_RANK: Record<string, number> = {
  Long: NUMBER,
  Int32: NUMBER,
  Double: NUMBER,
  Decimal128: NUMBER,
  Binary: BINARY,
  ObjectId: OBJECT_ID,
  Timestamp: 47,
  MinKey: 0,
  MaxKey: 127,
};

function rank(value: unknown): number {
  if (value === undefined || value === null) return NULL;
  if (typeof value === 'number' || typeof value === 'bigint') return NUMBER;
  if (typeof value === 'string') return STRING;
  if (typeof value === 'boolean') return BOOLEAN;
  if (Array.isArray(value)) return ARRAY;
  if (value instanceof Date) return DATE;
  if (value instanceof RegExp) return 50;
  if (value instanceof Uint8Array) return BINARY;
  const type = (value as Doc)._bsontype as string | undefined;
  return type === undefined ? OBJECT : (BSON_RANK[type] ?? 60);
}

export const isNumeric = (value: unknown): boolean => rank(value) === NUMBER;

/** @throws MongoError 238 for a Decimal128, whose arithmetic is not done here */
export function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  if (value instanceof Long) return value.toNumber();
  if (value instanceof Decimal128) throw unsupported('Decimal128 arithmetic');
  return Number(value);
}

function compareNumbers(x: number, y: number): number {
  if (x === y) return 0;
  if (Number.isNaN(x)) return Number.isNaN(y) ? 0 : -1;
  return Number.isNaN(y) ? 1 : x - y;
}

const compareText = (x: string, y: string): number => (x < y ? -1 : x > y ? 1 : 0);

const SURROGATE = 0xd800;

/** As their bytes in UTF-8: in UTF-16 a surrogate pair comes before the last characters of the first plane. */
function compareBytes(x: string, y: string): number {
  if (x === y) return 0;
  let at = 0;
  while (at < x.length && x.charCodeAt(at) === y.charCodeAt(at)) at++;
  const [a, b] = [x.charCodeAt(at), y.charCodeAt(at)];
  if (!(a >= SURROGATE && b >= SURROGATE)) return compareText(x, y);
  return x.codePointAt(at)! - y.codePointAt(at)!;
}

function compareArrays(x: unknown[], y: unknown[]): number {
  for (let i = 0; i < x.length && i < y.length; i++) {
    const order = compare(x[i], y[i]);
    if (order) return order;
  }
  return x.length - y.length;
}

function compareObjects(a: Doc, b: Doc): number {
  const x = Object.entries(a);
  const y = Object.entries(b);
  for (let i = 0; i < x.length && i < y.length; i++) {
    const [xName, xValue] = x[i]!;
    const [yName, yValue] = y[i]!;
    const order = rank(xValue) - rank(yValue) || compareText(xName, yName) || compare(xValue, yValue);
    if (order) return order;
  }
  return x.length - y.length;
}

/** Total order of BSON values (https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/). */
export function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  const kind = rank(a);
  const order = kind - rank(b);
  if (order) return order;
  switch (kind) {
    case NULL:
      return 0;
    case NUMBER:
      return compareNumbers(Number(String(a)), Number(String(b)));
    case STRING:
      return compareBytes(a as string, b as string);
    case BOOLEAN:
      return Number(a) - Number(b);
    case DATE:
      return (a as Date).getTime() - (b as Date).getTime();
    case OBJECT_ID:
      return compareText(String(a), String(b));
    case ARRAY:
      return compareArrays(a as unknown[], b as unknown[]);
    case OBJECT:
      return compareObjects(a as Doc, b as Doc);
    default:
      return compareText(keyOf(a), keyOf(b));
  }
}

export const equal = (a: unknown, b: unknown): boolean => compare(a, b) === 0;

/** A string that is the same for two values exactly when MongoDB holds them equal: the key of indexes. */
export function keyOf(value: unknown): string {
  switch (rank(value)) {
    case NULL:
      return 'z';
    case NUMBER:
      return `n${(typeof value === 'number' ? value : Number(String(value))) || 0}`;
    case STRING:
      return ['s', JSON.stringify(value)].join(''); // `s${…}` would keep its two parts as well, for as long as an index has the key
    case BOOLEAN:
      return value ? 'b1' : 'b0';
    case DATE:
      return `d${(value as Date).getTime()}`;
    case OBJECT_ID:
      return `o${String(value)}`;
    case ARRAY:
      return `[${(value as unknown[]).map(keyOf).join()}]`;
    case OBJECT:
      return `{${Object.entries(value as Doc)
        .map(([field, inner]) => JSON.stringify(field) + keyOf(inner))
        .join()}}`;
    case BINARY: {
      const bytes = value instanceof Uint8Array ? value : (value as { buffer: Uint8Array }).buffer;
      return `x${Buffer.from(bytes).toString('base64')}`;
    }
    default:
      return `u${String((value as Doc)._bsontype)}${String(value)}`;
  }
}

/** Values at a dotted path, going into arrays as queries and indexes do; [undefined] when there is none. */
export function valuesAt(doc: unknown, path: string, expandLast = true): unknown[] {
  const found: unknown[] = [];
  const walk = (value: unknown, segments: string[], at: number): void => {
    if (at === segments.length) {
      if (expandLast && Array.isArray(value) && value.length) found.push(...(value as unknown[]));
      else found.push(value);
      return;
    }
    const segment = segments[at]!;
    if (!Array.isArray(value)) return walk(isPlain(value) ? value[segment] : undefined, segments, at + 1);
    if (/^\d+$/.test(segment)) return walk(value[Number(segment)], segments, at + 1);
    const before = found.length;
    for (const element of value) if (isPlain(element)) walk(element, segments, at);
    if (found.length === before) found.push(undefined);
  };
  walk(doc, path.split('.'), 0);
  return found;
}

/** The order of a `sort` document. @throws MongoError 238 for `$meta` and the like */
export function sorter(spec: Doc): (a: Doc, b: Doc) => number {
  const fields = Object.entries(spec).map(([field, direction]) => {
    if (direction !== 1 && direction !== -1) throw unsupported(`sort ${JSON.stringify({ [field]: direction })}`);
    return [field, direction] as const;
  });
  const pick = (doc: Doc, field: string, direction: number): unknown =>
    field.includes('.') || Array.isArray(doc[field])
      ? valuesAt(doc, field).reduce((best, value) => (compare(value, best) * direction < 0 ? value : best))
      : doc[field];
  return (a, b) => {
    for (const [field, direction] of fields) {
      const order = compare(pick(a, field, direction), pick(b, field, direction)) * direction;
      if (order) return order;
    }
    return 0;
  };
}
