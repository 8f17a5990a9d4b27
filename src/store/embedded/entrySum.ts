/** A sum over all entries of a store, whatever their order: kept up as they change, and reckoned anew by who reads them all. */
import { crc32 } from 'node:zlib';

const MODULUS = 2 ** 48; // sums of 32-bit checksums, exact as numbers

export class EntrySum {
  value = 0;
  readonly #checks = new Map<string, number>();

  get entries(): number {
    return this.#checks.size;
  }

  put(key: string, value: Uint8Array): void {
    const check = crc32(value, crc32(key));
    this.value = (this.value - (this.#checks.get(key) ?? 0) + check + MODULUS) % MODULUS;
    this.#checks.set(key, check);
  }

  delete(key: string): void {
    this.value = (this.value - (this.#checks.get(key) ?? 0) + MODULUS) % MODULUS;
    this.#checks.delete(key);
  }

  /** Keys that are one of these, or begin with one. */
  keysWith(prefixes: string[]): string[] {
    return [...this.#checks.keys()].filter((key) => prefixes.some((prefix) => key.startsWith(prefix)));
  }
}
