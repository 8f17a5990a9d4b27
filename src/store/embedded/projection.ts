/** Projections: whole fields are picked here; whatever else a projection can say is mingo's. */
import { projectRows } from './query';
import type { Doc } from './values';

/** Picks the fields that a projection names; null for one that does more than that. */
export function pickerOf(spec: Doc): ((doc: Doc) => Doc) | null {
  const { _id, ...fields } = spec as Record<string, unknown>;
  const names = Object.keys(fields);
  const isShown = (value: unknown): boolean => value === 1 || value === true;
  if (!names.every((name) => isShown(fields[name]) && !name.includes('.') && !name.startsWith('$'))) return null;
  const withId = _id === undefined || isShown(_id);
  if (!withId && _id !== 0 && _id !== false) return null;
  if (!names.length && !withId) return null; // leaves a field out
  const picked = new Set(withId ? ['_id', ...names] : names);
  return (doc) => {
    const out: Doc = {};
    for (const field of Object.keys(doc)) if (picked.has(field)) out[field] = doc[field] as unknown;
    return out;
  };
}

/** Applies a `projection`. */
export function project(docs: Doc[], spec: Doc | undefined): Doc[] {
  if (!spec || !Object.keys(spec).length) return docs;
  const picker = pickerOf(spec);
  return picker ? docs.map(picker) : projectRows(docs, spec);
}
