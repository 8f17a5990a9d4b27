/** A turn ends well before Teams sends its message again (15 s), whatever the database or the connector does. */
import { ActivityTypes, type Middleware, type TurnContext } from 'botbuilder';
import { TurnTooLong } from '../domain/errors';
import type { Log } from '../log';
import { faultOf } from '../log';
import { arrivedAt } from './lineMiddleware';

/** From a turn's arrival, what it waited in line included: with what ends it, no answer comes later than ten seconds. */
const SINCE_ARRIVAL_MS = 8_000;
/** What is left to do after an answer: saving. */
const ENDING_MS = 1_000;

export class DeadlineMiddleware implements Middleware {
  constructor(
    private readonly log: Log,
    private readonly limitMs = 7_000,
  ) {}

  /**
   * @throws TurnTooLong, also into what still runs as soon as it wants to say something: what was not said must not be saved as
   * if it was
   */
  async onTurn(context: TurnContext, next: () => Promise<void>): Promise<void> {
    const turn = context.activity.id; // the context cannot be asked any more once its turn has ended
    let late = false;
    let hasSaid = false;
    let timer: NodeJS.Timeout | undefined;
    context.onSendActivities((_context, activities, send) => {
      if (late) return Promise.reject(new TurnTooLong());
      hasSaid ||= activities.some(({ type }) => type !== String(ActivityTypes.Typing));
      return send();
    });
    context.onUpdateActivity((_context, _activity, update) => {
      if (late) return Promise.reject(new TurnTooLong());
      hasSaid = true;
      return update();
    });
    const running = next();
    running.catch((error: unknown) => {
      if (late) this.log.warn({ turn, ...faultOf(error) }, 'a turn failed after its deadline');
    });
    const limit = Math.min(this.limitMs, arrivedAt(context) + SINCE_ARRIVAL_MS - performance.now());
    const deadline = new Promise<never>((_, reject) => {
      const end = (): void => {
        late = true;
        reject(new TurnTooLong());
      };
      // Who has been answered is not told that it takes too long while the turn is about to end.
      timer = setTimeout(() => (hasSaid ? (timer = setTimeout(end, ENDING_MS)) : end()), limit);
    });
    try {
      await Promise.race([running, deadline]);
    } finally {
      clearTimeout(timer);
    }
  }
}
