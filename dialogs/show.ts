/** Sending, and replacing what was sent. */
import type { Activity, TurnContext } from 'botbuilder';
import { turnOf } from './turn';

/** @returns the id of what was sent, to replace it later; undefined where the channel gives none */
export async function send(context: TurnContext, activity: Partial<Activity>): Promise<string | undefined> {
  return (await context.sendActivity(activity))?.id;
}

/** Replaces a message in place; where that can't be done (deleted, too old), sends it anew. @returns the id it has now */
export async function replace(
  context: TurnContext,
  id: string | undefined,
  activity: Partial<Activity>,
): Promise<string | undefined> {
  if (id === undefined) return send(context, activity);
  try {
    await context.updateActivity({ ...activity, id });
    return id;
  } catch (error) {
    turnOf(context).log.warn(
      { status: (error as { statusCode?: number }).statusCode },
      'a message could not be replaced',
    );
    return send(context, activity);
  }
}
