/** What a person answered: something typed, or a button with what its card's inputs held. */
import { type Activity, ActivityTypes } from 'botbuilder';

export type Answer =
  { kind: 'text'; text: string } | { kind: 'click'; data: Record<string, string> } | { kind: 'nothing' };

/** Longer than any answer: what is pasted by mistake is not read. In characters. */
export const LONGEST_TEXT = 500;
const MOST_FIELDS = 30;

/** Only texts come out: an operator or an array in a card's data is dropped, whatever sent it. */
function textsOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  const texts = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(texts.slice(0, MOST_FIELDS).map(([name, text]) => [name, text.slice(0, LONGEST_TEXT)]));
}

/** An `Action.Execute` comes as an invoke, an `Action.Submit` as a message with a value. */
export function answerOf(activity: Activity): Answer {
  const value: unknown = activity.value;
  if (activity.type === String(ActivityTypes.Invoke))
    return { kind: 'click', data: textsOf((value as { action?: { data?: unknown } } | undefined)?.action?.data) };
  if (value !== undefined && value !== null) return { kind: 'click', data: textsOf(value) };
  const text = withoutMentions(activity.text ?? '').trim();
  return text ? { kind: 'text', text } : { kind: 'nothing' };
}

const withoutMentions = (text: string): string => text.replace(/<at>[^<]*<\/at>/g, ' ');
