/** A clock that moves by a millisecond at each look, so that what comes later is later, and further only when it is told to. */
export class Clock {
  #now = new Date('2026-03-16T10:00:00Z').getTime(); // a Monday in term

  readonly now = (): Date => new Date(this.#now++);

  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }
}
