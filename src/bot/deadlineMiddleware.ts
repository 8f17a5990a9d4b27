/** A turn ends well before Teams sends its message again (15 s), whatever the database or the connector does. */
import type { Middleware, TurnContext } from 'botbuilder';
import { TurnTooLong } from '../domain/errors';
import type { Log } from '../log';
import { faultOf } from '../log';

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
    let timer: NodeJS.Timeout | undefined;
    context.onSendActivities((_context, _activities, send) => (late ? Promise.reject(new TurnTooLong()) : send()));
    context.onUpdateActivity((_context, _activity, update) => (late ? Promise.reject(new TurnTooLong()) : update()));
    const running = next();
    running.catch((error: unknown) => {
      if (late) this.log.warn({ turn, ...faultOf(error) }, 'a turn failed after its deadline');
    });
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        late = true;
        reject(new TurnTooLong());
      }, this.limitMs);
    });
    try {
      await Promise.race([running, deadline]);
    } finally {
      clearTimeout(timer);
    }
  }
}
