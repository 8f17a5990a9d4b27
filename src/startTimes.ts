/** What a start spent its time on, in whole milliseconds since the process began. */
export class StartTimes {
  readonly #laps: Record<string, number> = {};
  #since = 0;

  /** What ended just now. */
  lap(name: string): void {
    const now = performance.now();
    this.#laps[name] = Math.round(now - this.#since);
    this.#since = now;
  }

  taken(): Record<string, number> {
    return { ...this.#laps, all: Math.round(performance.now()) };
  }
}
