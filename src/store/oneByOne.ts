import { setTimeout as pause } from 'node:timers/promises';

/** Work on one thing after the other, within this process; on different things at once. */
export class OneByOne {
  readonly #last = new Map<string, Promise<unknown>>();

  /** @param patience how long work waits for what was given before it: what never ends holds nobody back. In milliseconds */
  constructor(private readonly patience: number) {}

  /** Runs the work when what was given before it for the same key has ended, however it ended. @throws what the work throws */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key);
    const running = (async () => {
      if (before) await this.#ended(before);
      return work();
    })();
    this.#last.set(key, running);
    try {
      return await running;
    } finally {
      if (this.#last.get(key) === running) this.#last.delete(key);
    }
  }

  async #ended(before: Promise<unknown>): Promise<void> {
    const stop = new AbortController();
    const told = before.catch(() => undefined); // told to whoever gave it
    const tooLong = pause(this.patience, undefined, { signal: stop.signal }).catch(() => undefined);
    await Promise.race([told, tooLong]);
    stop.abort();
  }
}
