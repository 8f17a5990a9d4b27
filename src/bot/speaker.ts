/** Who speaks in a turn, and in which language they are answered. */
import type { TurnContext } from 'botbuilder';
import type { Member } from '../domain/member';
import type { People } from '../services/people';
import type { Language } from '../domain/member';
import { DEFAULT_LANGUAGE, type Texts, type Translate } from '../texts';

const SPEAKER = Symbol('relais speaker');
const WRITTEN = Symbol('relais written');

/** Looks the person up by their Microsoft Entra id; null for someone who is not a member. @throws StoreAway */
export async function findSpeaker(context: TurnContext, people: People): Promise<Member | null> {
  const { aadObjectId } = context.activity.from;
  const member = aadObjectId ? await people.find(aadObjectId) : null;
  if (member) context.turnState.set(SPEAKER, member);
  return member;
}

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
