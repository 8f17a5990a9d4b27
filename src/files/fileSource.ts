/** Files that people send in the private chat: fetched from where Teams keeps them, and from nowhere else, and read one a person and a few at once. */
import { createHash } from 'node:crypto';
import { BadTable, LARGEST_FILE, readTable, type TableRow } from './readTable';
import { isTrusted } from './trustedHost';

const PATIENCE_MS = 2_500;
/** Each keeps a processor busy, which turns need as well. */
const MOST_AT_ONCE = 2;
/** For a place among them: with fetching and reading it is within the 7 s of a turn. */
const LONGEST_WAIT_MS = 800;

export class FileAway extends Error {}

/** So many files are read already. */
export class FilesBusy extends Error {
  /** @param isOwn one of them is the same person's */
  constructor(readonly isOwn: boolean) {
    super('files are read already');
  }
}

export interface SentTable {
  rows: TableRow[];
  /** The same for the same bytes. */
  hash: string;
}

export class FileSource {
  readonly #readers = new Set<string>();
  #reading = 0;
  readonly #waiting: (() => void)[] = [];

  /** @param isLocal in local mode this machine alone is asked */
  constructor(private readonly isLocal: boolean) {}

  /** @param person who sent it. @throws FileAway, FilesBusy, BadTable */
  async read(url: string, person: string): Promise<SentTable> {
    if (this.#readers.has(person)) throw new FilesBusy(true);
    this.#readers.add(person);
    try {
      const bytes = await this.#fetch(url);
      const hash = createHash('sha256').update(bytes).digest('base64url');
      await this.#takePlace();
      try {
        return { rows: await readTable(bytes), hash };
      } finally {
        this.#leavePlace();
      }
    } finally {
      this.#readers.delete(person);
    }
  }

  async #takePlace(): Promise<void> {
    if (this.#reading < MOST_AT_ONCE) return void this.#reading++;
    await new Promise<void>((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(new FilesBusy(false));
      }, LONGEST_WAIT_MS);
      this.#waiting.push(enter);
    });
  }

  /** To the next, if there is one. */
  #leavePlace(): void {
    const enter = this.#waiting.shift();
    if (enter) enter();
    else this.#reading--;
  }

  async #fetch(url: string): Promise<Uint8Array> {
    if (!isTrusted(url, this.isLocal)) throw new FileAway('not where Teams keeps files');
    try {
      const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
      if (!response.ok || !response.body) throw new FileAway(String(response.status));
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of response.body) {
        chunks.push(chunk);
        if ((size += chunk.length) > LARGEST_FILE) throw new BadTable('tooLarge');
      }
      return Buffer.concat(chunks);
    } catch (error) {
      throw error instanceof FileAway || error instanceof BadTable
        ? error
        : new FileAway('not answered', { cause: error });
    }
  }
}
