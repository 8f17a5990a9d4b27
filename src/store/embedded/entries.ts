/** What the disk keeps: an entry a document, an index, a collection, in LevelDB's keys and values. */
import { deserialize } from 'bson';
import type { Doc } from './values';

export interface DiskRecord {
  op: 'put' | 'del' | 'index' | 'dropIndex' | 'create' | 'drop';
  ns: string;
  /** The key of the document, or the name of the index. */
  id?: string;
  d?: Doc;
}

export type Entry = { type: 'put'; key: string; value: Uint8Array } | { type: 'del'; key: string };

const SEPARATOR = '\0';

/** Kinds of entry: a collection, an index of it, a document of it. */
const PREFIX = { create: 'c', index: 'i', dropIndex: 'i', put: 'd', del: 'd' } as const;

/** A key in two parts: the kind and collection, and what is its own there; a collection's entry has no second. */
export interface EntryKey {
  group: string;
  id: string;
}

export const groupOf = (op: keyof typeof PREFIX, ns: string): string => PREFIX[op] + SEPARATOR + ns;

export const keyText = ({ group, id }: EntryKey): string => (id ? group + SEPARATOR + id : group);

export function keyIn(text: string): EntryKey {
  const second = text.indexOf(SEPARATOR, text.indexOf(SEPARATOR) + 1);
  return second === -1 ? { group: text, id: '' } : { group: text.slice(0, second), id: text.slice(second + 1) };
}

export function recordOf({ group }: EntryKey, value: Uint8Array): DiskRecord {
  const [prefix, ns = ''] = group.split(SEPARATOR, 2);
  if (prefix === PREFIX.create) return { op: 'create', ns };
  const d = deserialize(value, { promoteBuffers: false });
  return { op: prefix === PREFIX.index ? 'index' : 'put', ns, d };
}
