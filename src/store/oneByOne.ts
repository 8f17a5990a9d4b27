/** Work on one thing after the other, within this process; on different things at once. */
export class OneByOne {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs the work when what was given before it for the same key has ended, however it ended. @throws what the work throws */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key);
    const running = (async () => {
      await before?.catch(() => undefined); // told to whoever gave it
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
