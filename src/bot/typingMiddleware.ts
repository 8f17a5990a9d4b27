/** Shows that an answer is being prepared, when it takes more than a moment. */
import { ActivityTypes, type Middleware, type TurnContext } from 'botbuilder';
import { typing } from '../cards/activities';
import { faultOf, type Log } from '../log';

/** A turn that never ends keeps the next one's dots back no longer than it may run. */
const LONGEST_TURN_MS = 8_000;

export class TypingMiddleware implements Middleware {
  /** Once a conversation, however many turns wait in it: dots count against the channel's limit, as answers do. */
  readonly #shownAt = new Map<string, number>();

  constructor(
    private readonly log: Log,
    private readonly afterMs = 700,
  ) {}

  async onTurn(context: TurnContext, next: () => Promise<void>): Promise<void> {
    if (context.activity.type !== String(ActivityTypes.Message)) return next();
    const turn = context.activity.id; // the context cannot be asked any more once its turn has ended
    const conversation = context.activity.conversation.id;
    let isMine = false;
    const show = async (): Promise<void> => {
      try {
        const since = performance.now() - (this.#shownAt.get(conversation) ?? -Infinity);
        if (context.responded || since < LONGEST_TURN_MS) return;
        isMine = true;
        this.#shownAt.set(conversation, performance.now());
        await context.sendActivity(typing());
      } catch (error) {
        this.log.debug({ turn, ...faultOf(error) }, 'typing was not shown'); // never fails a turn
      }
    };
    const timer = setTimeout(() => void show(), this.afterMs);
    try {
      await next();
    } finally {
      clearTimeout(timer);
      if (isMine) this.#shownAt.delete(conversation);
    }
  }
}
