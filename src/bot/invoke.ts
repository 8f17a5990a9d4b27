/**
 * Invokes: a card's `Action.Execute`, and what is said to a file that is offered. learn.microsoft.com, "Universal Actions for Adaptive Cards"
 * (the answer has a status of its own, a type and a value) and "Send and receive files from a bot" (an empty 200).
 */
import { type Activity, ActivityTypes, type InvokeResponse } from 'botbuilder';

export const EXECUTE = 'adaptiveCard/action';
export const CONSENT = 'fileConsent/invoke';

export const isInvoke = ({ type }: Partial<Activity>): boolean => type === String(ActivityTypes.Invoke);

/** @param text what is shown to whoever clicked; empty where the bot has said it in a message, or replaced the card */
export function invokeAnswer({ name }: Partial<Activity>, text = ''): InvokeResponse {
  if (name !== EXECUTE) return { status: 200 };
  return { status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text } };
}
