import { within } from '../within';

/** Work on one thing after the other, within this process; on different things at once. */
export class OneByOne {
  readonly #last = new Map<string, Promise<unknown>>();

  /** @param patience how long work waits for what was given before it: what never ends holds nobody back. In milliseconds */
  constructor(private readonly patience: number) {}

  /** Runs the work when what was given before it for the same key has ended, however it ended. @throws what the work throws */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key);
    const running = (async () => {
      // How it ended was told to whoever gave it.
      const ended = before?.then(
        () => undefined,
        () => undefined,
      );
      if (ended) await within(this.patience, ended, () => undefined);
      return work();
    })();
    this.#last.set(key, running);
    try {
      return await running;
    } finally {
      if (this.#last.get(key) === running) this.#last.delete(key);
    }
  }
}
