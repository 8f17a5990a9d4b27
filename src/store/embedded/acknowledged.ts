/**
 * The number of the last batch that was acknowledged, in a file of its own. It is there, and synced, before the first batch is written;
 * each number after the batch is on disk, and not synced: after a power cut it may be an older one, which proves less and never too much.
 */
import fs from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';

export const ACKNOWLEDGED = 'acknowledged';
const LENGTH = 12;

export class Acknowledged {
  readonly #bytes = Buffer.alloc(LENGTH);

  private constructor(
    private readonly fd: number,
    /** Null: the file was not there, or holds no number. */
    public number: number | null,
  ) {}

  /** Makes the file if need be. */
  static open(dir: string): Acknowledged {
    const fd = fs.openSync(path.join(dir, ACKNOWLEDGED), fs.constants.O_RDWR | fs.constants.O_CREAT, 0o600);
    const bytes = Buffer.alloc(LENGTH);
    fs.readSync(fd, bytes, 0, LENGTH, 0);
    const isWhole = bytes.readUInt32LE(8) === crc32(bytes.subarray(0, 8));
    return new Acknowledged(fd, isWhole ? bytes.readDoubleLE(0) : null);
  }

  advance(number: number): void {
    this.number = number;
    this.#bytes.writeDoubleLE(number, 0);
    this.#bytes.writeUInt32LE(crc32(this.#bytes.subarray(0, 8)), 8);
    fs.writeSync(this.fd, this.#bytes, 0, LENGTH, 0);
  }

  /** Of a database that has nothing yet. */
  begin(): void {
    this.advance(0);
    this.sync();
  }

  sync(): void {
    fs.fsyncSync(this.fd);
  }

  close(): void {
    fs.closeSync(this.fd);
  }
}
