/** Readings that many ask for at once: one is shared by all who asked before it began, so nobody is told what was so before they asked. */
export class Together<T> {
  readonly #running = new Map<string, Promise<T>>();
  readonly #next = new Map<string, Promise<T>>();

  /** @throws what the reading throws */
  ask(key: string, read: () => Promise<T>): Promise<T> {
    const running = this.#running.get(key);
    if (!running) return this.#begin(key, read);
    let next = this.#next.get(key);
    if (!next) {
      const begin = (): Promise<T> => {
        this.#next.delete(key);
        return this.#begin(key, read);
      };
      next = running.then(begin, begin);
      this.#next.set(key, next);
    }
    return next;
  }

  #begin(key: string, read: () => Promise<T>): Promise<T> {
    const reading = read().finally(() => {
      if (this.#running.get(key) === reading) this.#running.delete(key);
    });
    this.#running.set(key, reading);
    return reading;
  }
}
