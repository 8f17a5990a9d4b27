/** Who speaks in a turn, and in which language they are answered. */
import type { TurnContext } from 'botbuilder';
import type { Member } from '../domain/member';
import type { Actor } from '../services/authorise';
import type { People } from '../services/people/people';
import type { Language } from '../domain/member';
import { DEFAULT_LANGUAGE, type Texts, type Translate } from '../texts';

const SPEAKER = Symbol('relais speaker');
const WRITTEN = Symbol('relais written');
const MET = Symbol('relais met');

/**
 * Looks the person up by their Microsoft Entra id, or by their e-mail when they write for the first time; null for someone who is no
 * member. @throws StoreAway
 */
export async function findSpeaker(
  context: TurnContext,
  people: People,
  emailOf: (context: TurnContext) => Promise<string | null> = () => Promise.resolve(null),
): Promise<Actor | null> {
  const { id: activity, from } = context.activity;
  const { aadObjectId } = from;
  if (!aadObjectId) return null;
  const known = await people.find(aadObjectId);
  const email = known ? null : await emailOf(context);
  const member =
    known ??
    (email === null ? null : await people.meet(email, { aadObjectId, ...(activity !== undefined && { activity }) }));
  if (!member) return null;
  context.turnState.set(SPEAKER, member);
  context.turnState.set(MET, !known);
  return { ...member, ...(activity !== undefined && { activity }) };
}

/** Whether the person writes for the first time. */
export const isMet = (context: TurnContext): boolean => context.turnState.get<boolean | undefined>(MET) === true;

/** Keeps, for this turn, the language that was written last in its conversation. */
export function writes(context: TurnContext, language: Language | undefined): void {
  if (language) context.turnState.set(WRITTEN, language);
}

export const writtenIn = (context: TurnContext): Language | undefined => context.turnState.get(WRITTEN);

/**
 * The texts of this turn: the person's choice, what was written last, the operation's own. The client's language is not asked:
 * many are set to English in which French is written.
 */
export function textsFor(context: TurnContext, texts: Texts): Translate {
  const member = context.turnState.get<Member | undefined>(SPEAKER);
  return texts(member?.language ?? writtenIn(context) ?? DEFAULT_LANGUAGE);
}
