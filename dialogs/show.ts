/** Sending, and replacing what was sent. */
import type { Activity, TurnContext } from 'botbuilder';
import { cardMessage } from '../src/cards/activities';
import { spentCard } from '../src/cards/resultCard';
import { TurnTooLong } from '../src/domain/errors';
import { turnOf } from './turn';

const ASKED = Symbol('asked');
const ANSWERS = Symbol('answers');

/** Notes what the message that was shown just now asks. Whatever is shown after it asks something else, or nothing. */
export const asksNow = (context: TurnContext, what: string): void => void context.turnState.set(ASKED, what);

/** What the last message of this turn asks: empty for nothing; undefined where nothing was shown. */
export const askedNow = (context: TurnContext): string | undefined => context.turnState.get(ASKED);

/** Notes what the last message on the screen asked when the person wrote. */
export const answersTo = (context: TurnContext, what: string): void => void context.turnState.set(ANSWERS, what);

/** Whether the last message on the screen asks this: a yes answers that, and nothing older. */
export const isAskedLast = (context: TurnContext, what: string): boolean => context.turnState.get(ANSWERS) === what;

/** @returns the id of what was sent, to replace it later; undefined where the channel gives none */
export async function send(context: TurnContext, activity: Partial<Activity>): Promise<string | undefined> {
  asksNow(context, '');
  return (await context.sendActivity(activity))?.id;
}

/** Replaces a message in place; where that can't be done (deleted, too old), sends it anew. @returns the id it has now */
export async function replace(
  context: TurnContext,
  id: string | undefined,
  activity: Partial<Activity>,
): Promise<string | undefined> {
  asksNow(context, '');
  if (id !== undefined && (await isReplaced(context, id, activity))) return id;
  return send(context, activity);
}

/** Replaces a message that goes on elsewhere; where that can't be done it stays, and gives way when it is clicked. */
export async function retire(context: TurnContext, id: string, activity: Partial<Activity>): Promise<void> {
  await isReplaced(context, id, activity);
}

/** How something ended: in place of its card for whoever clicked; below for whoever wrote, and its card gives way. */
export async function conclude(
  context: TurnContext,
  card: string | undefined,
  activity: Partial<Activity>,
): Promise<void> {
  const { t, answer } = turnOf(context);
  if (answer.kind === 'click') return void (await replace(context, card, activity));
  if (card !== undefined) await retire(context, card, cardMessage(spentCard(t, t('common:continuesBelow'))));
  await send(context, activity);
}

async function isReplaced(context: TurnContext, id: string, activity: Partial<Activity>): Promise<boolean> {
  try {
    await context.updateActivity({ ...activity, id });
    return true;
  } catch (error) {
    if (error instanceof TurnTooLong) throw error; // nothing more is said in this turn
    const status = (error as { statusCode?: number }).statusCode;
    turnOf(context).log.warn({ status }, 'a message could not be replaced');
    return false;
  }
}
