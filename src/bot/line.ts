/**
 * So many turns run at once; the others wait in line, where a person is told so, and after a while asked to come back. A turn that
 * answers a card goes first: what was filled in there would be lost.
 */
import { ConversationBusy, TooManyAtOnce } from '../domain/errors';
import type { Log } from '../log';
import { within } from '../within';

/** Most of a turn is waiting for the connector and the database: this many keep a processor busy, and each ends in about a second where nothing but the processor is waited for. */
const MOST_RUNNING = 100;
const SAID_AFTER_MS = 1_200;
/** In line, and before that behind a turn of the same conversation. What was waited here the turn has less (deadlineMiddleware.ts). */
const LONGEST_WAIT_MS = 3_000;
const LONGEST_BEHIND_MS = 3_000;
/** A turn that never ends gives its place up: whoever waits for it has been answered. */
const LONGEST_TURN_MS = 9_000;
/** Of so many places one is for who wrote, however many clicked. */
const CLICKS_IN_A_ROW = 3;

export interface Arrival {
  conversation: string;
  /** What comes twice at once is done once: an activity that is delivered again, a double click. */
  what: string;
  /** Whether it answers a card. */
  isClick: boolean;
  /** Tells the person to wait a moment, if they still do. */
  tell: (stillWaits: () => boolean) => Promise<void>;
}

interface Waiting {
  enter: () => void;
}

export class Line {
  #running = 0;
  /** What each conversation's next turn waits for. */
  readonly #ends = new Map<string, Promise<void>>();
  readonly #arrived = new Set<string>();
  readonly #clicks = new Set<Waiting>();
  readonly #others = new Set<Waiting>();
  #clicksInARow = 0;
  /** When the last places were given up, for as long as one waits in line: so many come in within that time. */
  #served: number[] = [];
  #turnedAway = 0;
  #hasWaited = false;

  constructor(
    private readonly log: Log,
    private readonly mostRunning = MOST_RUNNING,
  ) {}

  /**
   * Runs the work when its turn has come: after those of its conversation, in the order in which they came.
   * @throws ConversationBusy, TooManyAtOnce when that takes too long; nothing was done then
   */
  async run(arrival: Arrival, work: () => Promise<void>): Promise<void> {
    const { conversation } = arrival;
    const before = this.#ends.get(conversation);
    const arrived = `${conversation} ${arrival.what}`;
    if (this.#arrived.has(arrived)) return before;
    this.#arrived.add(arrived);
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    this.#ends.set(conversation, ended);
    try {
      if (before)
        await within(LONGEST_BEHIND_MS, before, () => {
          throw new ConversationBusy();
        });
      const leave = await this.#enter(arrival);
      await work().finally(leave);
    } finally {
      this.#arrived.delete(arrived);
      void (before ?? Promise.resolve()).then(end);
      void ended.then(() => this.#ends.get(conversation) === ended && this.#ends.delete(conversation));
    }
  }

  /** @returns what gives the place to the next */
  async #enter(arrival: Arrival): Promise<() => void> {
    if (this.#running >= this.mostRunning) await this.#wait(arrival);
    else this.#running++;
    return this.#placeTaken();
  }

  async #wait({ isClick, tell }: Arrival): Promise<void> {
    const line = isClick ? this.#clicks : this.#others;
    if (!this.#hasWaited) this.log.warn({ running: this.#running }, 'turns wait in line');
    this.#hasWaited = true;
    if (this.#isTooLong(isClick)) {
      this.#turnedAway++;
      throw new TooManyAtOnce();
    }
    const timers: NodeJS.Timeout[] = [];
    const waiting: Waiting = { enter: () => undefined };
    const entered = new Promise<void>((resolve, reject) => {
      waiting.enter = resolve;
      timers.push(setTimeout(() => void tell(() => line.has(waiting)).catch(() => undefined), SAID_AFTER_MS)); // the answer itself says what fails
      timers.push(setTimeout(() => reject(new TooManyAtOnce()), LONGEST_WAIT_MS));
    });
    line.add(waiting);
    try {
      await entered;
    } catch (error) {
      this.#turnedAway++;
      throw error;
    } finally {
      line.delete(waiting);
      timers.forEach(clearTimeout);
    }
  }

  /** Whether more stand before this one than come in before it would be turned away: it is told at once then. */
  #isTooLong(isClick: boolean): boolean {
    const since = performance.now() - LONGEST_WAIT_MS;
    this.#served = this.#served.filter((at) => at > since);
    const before = this.#clicks.size + (isClick ? 0 : this.#others.size);
    return before >= Math.max(2 * this.mostRunning, this.#served.length);
  }

  /** @returns what gives the place to the next, once */
  #placeTaken(): () => void {
    let isTaken = true;
    const leave = (): void => {
      clearTimeout(timer);
      if (!isTaken) return;
      isTaken = false;
      this.#next();
    };
    const timer = setTimeout(leave, LONGEST_TURN_MS);
    return leave;
  }

  #next(): void {
    if (this.#hasWaited) this.#served.push(performance.now());
    const isClicks = this.#clicks.size > 0 && (this.#clicksInARow < CLICKS_IN_A_ROW || !this.#others.size);
    this.#clicksInARow = isClicks ? this.#clicksInARow + 1 : 0;
    const line = isClicks ? this.#clicks : this.#others;
    const [first] = line;
    if (first) {
      line.delete(first);
      return first.enter();
    }
    this.#running--;
    if (!this.#hasWaited) return;
    this.log.info({ turnedAway: this.#turnedAway }, 'nobody waits in line any more');
    this.#hasWaited = false;
    this.#turnedAway = 0;
    this.#served = [];
  }
}
