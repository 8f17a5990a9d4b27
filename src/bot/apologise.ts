/** What a person is told when a turn fails, and what the operator reads. */
import { ActivityTypes, TurnContext } from 'botbuilder';
import { message } from '../cards/activities';
import { RelaisError, StoreAway, TurnTooLong } from '../domain/errors';
import { faultOf, type Log } from '../log';
import type { Translate } from '../texts';
import { EXECUTE, invokeAnswer, isInvoke } from './invoke';
import { within } from '../within';

/** Says once that the database is away, and once that it is back. */
export class StoreWatch {
  #away = false;

  constructor(private readonly log: Log) {}

  failed(error: unknown): void {
    if (!this.#away) this.log.error(faultOf(error), 'the database is away');
    this.#away = true;
  }

  answered(): void {
    if (this.#away) this.log.info('the database is back');
    this.#away = false;
  }
}

export interface Apology {
  log: Log;
  watch: StoreWatch;
  contact: string;
  /** In the person's language, as far as it is known. */
  textsFor: (context: TurnContext) => Translate;
}

/** The adapter's `onTurnError`: one sentence to the person, one line to the operator. */
export function apologise({ log, watch, contact, textsFor }: Apology) {
  return async (context: TurnContext, error: unknown): Promise<void> => {
    const t = textsFor(context);
    const turn = context.activity.id;
    if (error instanceof StoreAway) watch.failed(error.cause ?? error);
    else if (error instanceof TurnTooLong) log.error({ turn }, 'a turn did not end in time');
    else if (error instanceof RelaisError) log.info({ turn, code: error.code }, 'refused');
    else log.error({ turn, ...faultOf(error) }, 'a turn failed');
    const text = error instanceof RelaisError ? t(`errors:${error.code}`, { contact }) : t('errors:unexpected');
    if (isInvoke(context.activity)) await answerInvoke(context, text);
    if (context.activity.name !== EXECUTE) await sendPast(context, text);
  };
}

/** A card's own action is answered in its answer; without one the SDK says that nobody has. */
async function answerInvoke(context: TurnContext, text: string): Promise<void> {
  const value = invokeAnswer(context.activity, text);
  await context.adapter.sendActivities(context, [{ type: ActivityTypes.InvokeResponse, value }]);
}

/** With the turn's 7 s it ends before 8, whatever the connector does. */
const PATIENCE_MS = 800;

/** Past what the turn's middleware holds back: a turn that is too late sends nothing more, but for this. @throws what the connector answers */
async function sendPast(context: TurnContext, text: string): Promise<void> {
  const activity = TurnContext.applyConversationReference(
    message(text),
    TurnContext.getConversationReference(context.activity),
  );
  await within(PATIENCE_MS, context.adapter.sendActivities(context, [activity]), () => []);
}
