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

export const keyFor = (op: keyof typeof PREFIX, ns: string, id?: string): string =>
  [PREFIX[op], ns, ...(id === undefined ? [] : [id])].join(SEPARATOR);

export function recordOf(key: string, value: Uint8Array): DiskRecord {
  const [prefix, ns = ''] = key.split(SEPARATOR, 2);
  if (prefix === PREFIX.create) return { op: 'create', ns };
  const d = deserialize(value, { promoteBuffers: false });
  return { op: prefix === PREFIX.index ? 'index' : 'put', ns, d };
}
