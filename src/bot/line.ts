/**
 * So many turns run at once; the others wait in line, where a person is told so, and after a while asked to come back. A turn that
 * answers a card goes first: what was filled in there would be lost.
 */
import { TooManyAtOnce } from '../domain/errors';
import type { Log } from '../log';

/** Most of a turn is waiting for the connector and the database: this many keep a processor busy, and each ends in about a second where nothing but the processor is waited for. */
const MOST_RUNNING = 100;
const SAID_AFTER_MS = 1_200;
/** With the seven seconds of the turn itself it ends well before Teams sends the message again (15 s). */
const LONGEST_WAIT_MS = 3_000;
/** A turn that never ends gives its place up: whoever waits for it was answered after seven seconds. */
const LONGEST_TURN_MS = 8_000;

export interface Arrival {
  conversation: string;
  /** Whether it answers a card. */
  isClick: boolean;
  /** Tells the person to wait a moment. */
  tell: () => Promise<void>;
}

interface Waiting {
  enter: () => void;
}

export class Line {
  #running = 0;
  /** Of the conversations that run, or wait: when they do no more. */
  readonly #entered = new Map<string, Promise<unknown>>();
  readonly #clicks = new Set<Waiting>();
  readonly #others = new Set<Waiting>();
  #turnedAway = 0;
  #hasWaited = false;

  constructor(
    private readonly log: Log,
    private readonly mostRunning = MOST_RUNNING,
  ) {}

  /**
   * Runs the work when its turn has come; beside a turn of the same conversation as soon as that one has begun, as it waits for its
   * lease.
   * @throws TooManyAtOnce when that takes too long; nothing was done then
   */
  async run(arrival: Arrival, work: () => Promise<void>): Promise<void> {
    const before = this.#entered.get(arrival.conversation);
    if (before) return before.then(work);
    const entered = this.#enter(arrival);
    this.#entered.set(arrival.conversation, entered);
    try {
      const leave = await entered;
      await work().finally(leave);
    } finally {
      this.#entered.delete(arrival.conversation);
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
    const timers: NodeJS.Timeout[] = [];
    const waiting: Waiting = { enter: () => undefined };
    const entered = new Promise<void>((resolve, reject) => {
      waiting.enter = resolve;
      timers.push(setTimeout(() => void tell().catch(() => undefined), SAID_AFTER_MS)); // the answer itself says what fails
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
    const line = this.#clicks.size ? this.#clicks : this.#others;
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
  }
}
