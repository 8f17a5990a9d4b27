/** One person cannot keep the bot from the others: past so many messages a minute they are asked, once, to wait a moment. */
import type { Middleware, TurnContext } from 'botbuilder';
import { message } from '../cards/activities';
import type { Log } from '../log';
import type { Texts } from '../texts';
import { textsFor } from './speaker';

const WINDOW_MS = 60_000;
const MOST_KEPT = 20_000;

interface Counted {
  since: number;
  count: number;
}

export class RateMiddleware implements Middleware {
  readonly #people = new Map<string, Counted>();

  /** @param most turns of one person in a minute */
  constructor(
    private readonly texts: Texts,
    private readonly log: Log,
    private readonly most: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  async onTurn(context: TurnContext, next: () => Promise<void>): Promise<void> {
    const { from, id: turn } = context.activity;
    const counted = this.#count(from.aadObjectId ?? from.id);
    if (counted <= this.most) return next();
    if (counted > this.most + 1) return;
    this.log.warn({ turn }, 'somebody writes too fast');
    await context.sendActivity(message(textsFor(context, this.texts)('common:tooFast')));
  }

  #count(person: string): number {
    const now = this.now();
    const known = this.#people.get(person);
    if (known && now - known.since < WINDOW_MS) return ++known.count;
    if (this.#people.size >= MOST_KEPT) this.#people.clear();
    this.#people.set(person, { since: now, count: 1 });
    return 1;
  }
}
