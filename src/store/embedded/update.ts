/** Update operators, written out: mingo's skip type errors silently and have no $setOnInsert. */
import { MongoError, unsupported } from './errors';
import { Matcher } from './query';
import { clone, compare, type Doc, equal, isNumeric, isPlain, toNumber } from './values';

type Path = string[];
type Operator = (doc: Doc, path: Path, argument: unknown) => void;

export const isOperatorUpdate = (update: unknown): update is Doc =>
  isPlain(update) && Object.keys(update)[0]?.startsWith('$') === true;

/**
 * The document after the update; `doc` is never written to.
 * @param inserting whether `$setOnInsert` applies
 * @throws MongoError with the server's codes
 */
export function applyUpdate(doc: Doc, update: unknown, inserting: boolean): Doc {
  if (!isPlain(update)) throw unsupported('an update with a pipeline');
  if (!isOperatorUpdate(update)) {
    const dollar = Object.keys(update).find((field) => field.startsWith('$'));
    if (dollar) throw new MongoError(52, `The dollar ($) prefixed field '${dollar}' is not valid for storage.`);
    return keepId(doc, clone(update));
  }
  const out = { ...doc }; // fields are copied as they are written to
  const touched: string[] = [];
  for (const [name, fields] of Object.entries(update)) {
    const operator = OPERATORS[name];
    if (!operator) throw new MongoError(9, `Unknown modifier: ${name}. Expected a valid update modifier`);
    if (!isPlain(fields)) throw new MongoError(9, `Modifiers operate on fields but we found type ${typeof fields}.`);
    if (name === '$setOnInsert' && !inserting) continue;
    for (const [field, argument] of Object.entries(fields)) {
      checkPath(field, touched);
      const path = field.split('.');
      own(out, path[0]!, touched);
      touched.push(field);
      operator(out, path, argument);
    }
  }
  return keepId(doc, out);
}

/** The document's own copy of a field, at the first writing into it. */
function own(out: Doc, field: string, touched: string[]): void {
  const isOwned = touched.some((path) => path === field || path.startsWith(`${field}.`));
  if (!isOwned && field in out) out[field] = clone(out[field] as unknown);
}

function checkPath(field: string, touched: string[]): void {
  for (const segment of field.split('.')) {
    if (segment === '' || segment === '__proto__')
      throw new MongoError(56, `The update path '${field}' contains an empty or illegal field name`);
    if (segment.startsWith('$')) throw unsupported(`the positional path '${field}'`);
  }
  const clash = touched.find(
    (other) => other === field || other.startsWith(`${field}.`) || field.startsWith(`${other}.`),
  );
  if (clash !== undefined)
    throw new MongoError(40, `Updating the path '${field}' would create a conflict at '${clash}'`);
}

function keepId(before: Doc, after: Doc): Doc {
  if (before._id === undefined) return after;
  if (after._id !== undefined && !equal(before._id, after._id))
    throw new MongoError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
  return '_id' in after ? after : { _id: before._id as unknown, ...after };
}

function get(doc: Doc, path: Path): unknown {
  let value: unknown = doc;
  for (const segment of path) value = Array.isArray(value) || isPlain(value) ? (value as Doc)[segment] : undefined;
  return value;
}

/** The object or array that holds the path's last segment, made where it is missing. */
function holderOf(doc: Doc, path: Path): Doc {
  let value: Doc = doc;
  for (const [i, segment] of path.slice(0, -1).entries()) {
    if (value[segment] === undefined) place(value, segment, {});
    const next: unknown = value[segment];
    if (!isPlain(next) && !(Array.isArray(next) && /^\d+$/.test(path[i + 1]!)))
      throw new MongoError(28, `Cannot create field '${path[i + 1]}' in element {${segment}: ${JSON.stringify(next)}}`);
    value = next as Doc;
  }
  return value;
}

function place(target: Doc, key: string, value: unknown): void {
  if (Array.isArray(target)) while (target.length < Number(key)) target.push(null);
  target[key] = value;
}

const set = (doc: Doc, path: Path, value: unknown): void => place(holderOf(doc, path), path.at(-1)!, value);
const setCopy: Operator = (doc, path, value) => set(doc, path, clone(value));

const increment: Operator = (doc, path, argument) => {
  const field = path.join('.');
  if (!isNumeric(argument))
    throw new MongoError(14, `Cannot increment with non-numeric argument: {${field}: ${JSON.stringify(argument)}}`);
  const old = get(doc, path);
  if (old !== undefined && !isNumeric(old))
    throw new MongoError(14, `Cannot apply $inc to a value of non-numeric type: the field '${field}'`);
  set(doc, path, (old === undefined ? 0 : toNumber(old)) + toNumber(argument));
};

/** Today's date by this process's clock. */
const currentDate: Operator = (doc, path, argument) => {
  if (argument !== true && !(isPlain(argument) && argument.$type === 'date'))
    throw unsupported(`$currentDate with ${JSON.stringify(argument)}`);
  set(doc, path, new Date());
};

const extremum =
  (direction: 1 | -1): Operator =>
  (doc, path, value) => {
    const old = get(doc, path);
    if (old === undefined || compare(value, old) * direction > 0) set(doc, path, clone(value));
  };

/** The array at the path, undefined when the field is missing; any other type is an error. */
function arrayAt(doc: Doc, path: Path, code: number): unknown[] | undefined {
  const value = get(doc, path);
  if (value !== undefined && !Array.isArray(value))
    throw new MongoError(code, `The field '${path.join('.')}' must be an array but is of another type`);
  return value as unknown[] | undefined;
}

const eachOf = (argument: unknown): unknown[] =>
  isPlain(argument) && '$each' in argument ? (argument.$each as unknown[]) : [argument];

const push: Operator = (doc, path, argument) => {
  const modifiers = isPlain(argument) && '$each' in argument ? argument : {};
  const unknown = Object.keys(modifiers).find((name) => name !== '$each' && name !== '$slice');
  if (unknown) throw unsupported(`$push with ${unknown}`);
  const array = [...(arrayAt(doc, path, 2) ?? []), ...eachOf(argument).map(clone)];
  const slice = modifiers.$slice as number | undefined;
  set(doc, path, slice === undefined ? array : slice < 0 ? array.slice(slice) : array.slice(0, slice));
};

const addToSet: Operator = (doc, path, argument) => {
  const array = [...(arrayAt(doc, path, 2) ?? [])];
  for (const value of eachOf(argument)) if (!array.some((old) => equal(old, value))) array.push(clone(value));
  set(doc, path, array);
};

function pulls(argument: unknown): (element: unknown) => boolean {
  if (!isPlain(argument)) return (element) => equal(element, argument);
  const onValues = Object.keys(argument).some((name) => name.startsWith('$'));
  const matcher = new Matcher(onValues ? { value: argument } : argument);
  return (element) => (onValues ? matcher.test({ value: element }) : isPlain(element) && matcher.test(element));
}

const pull: Operator = (doc, path, argument) => {
  const array = arrayAt(doc, path, 14);
  const pulled = pulls(argument);
  if (array) {
    const kept = array.filter((element) => !pulled(element));
    set(doc, path, kept);
  }
};

const unset: Operator = (doc, path) => {
  const holder = get(doc, path.slice(0, -1));
  const key = path.at(-1)!;
  if (Array.isArray(holder) && key in holder) holder[Number(key)] = null;
  else if (isPlain(holder)) delete holder[key];
};

const OPERATORS: Record<string, Operator> = {
  $set: setCopy,
  $setOnInsert: setCopy,
  $unset: unset,
  $inc: increment,
  $currentDate: currentDate,
  $min: extremum(-1),
  $max: extremum(1),
  $push: push,
  $addToSet: addToSet,
  $pull: pull,
};

/** The document that an upsert starts from: the equality conditions of its filter. */
export function upsertSeed(filter: Doc): Doc {
  const seed: Doc = {};
  const take = (conditions: Doc): void => {
    for (const [field, value] of Object.entries(conditions)) {
      if (field === '$and') (value as Doc[]).forEach(take);
      else if (field.startsWith('$') || value instanceof RegExp) continue;
      else if (isPlain(value) && Object.keys(value).some((name) => name.startsWith('$'))) {
        if ('$eq' in value) set(seed, field.split('.'), clone(value.$eq));
      } else set(seed, field.split('.'), clone(value));
    }
  };
  take(filter);
  return seed;
}
