/** A sum over all entries of a store, whatever their order: kept up as they change, and reckoned anew by who reads them all. */
import { crc32 } from 'node:zlib';
import { type EntryKey, keyText } from './entries';

const MODULUS = 2 ** 48; // sums of 32-bit checksums, exact as numbers

export class EntrySum {
  value = 0;
  entries = 0;
  /** By group, then by id: an id is the very string that its collection has, so that it is in memory once. */
  readonly #checks = new Map<string, Map<string, number>>();

  put(key: EntryKey, value: Uint8Array): void {
    const check = crc32(value, crc32(keyText(key)));
    this.#replace(key, check);
    let group = this.#checks.get(key.group);
    if (!group) this.#checks.set(key.group, (group = new Map<string, number>()));
    group.set(key.id, check | 0); // signed: a small integer to V8
    this.entries++;
  }

  delete(key: EntryKey): void {
    this.#replace(key, 0);
    this.#checks.get(key.group)?.delete(key.id);
  }

  keysOf(group: string): EntryKey[] {
    return [...(this.#checks.get(group)?.keys() ?? [])].map((id) => ({ group, id }));
  }

  #replace({ group, id }: EntryKey, check: number): void {
    const old = this.#checks.get(group)?.get(id);
    if (old !== undefined) this.entries--;
    this.value = (this.value - ((old ?? 0) >>> 0) + check + MODULUS) % MODULUS;
  }
}
