/** Who speaks in a turn, and in which language they are answered. */
import type { TurnContext } from 'botbuilder';
import type { Member } from '../domain/member';
import type { People } from '../services/people';
import { languageOf, type Texts, type Translate } from '../texts';

const SPEAKER = Symbol('relais speaker');

/** Looks the person up by their Microsoft Entra id; null for someone who is not a member. @throws StoreAway */
export async function findSpeaker(context: TurnContext, people: People): Promise<Member | null> {
  const { aadObjectId } = context.activity.from;
  const member = aadObjectId ? await people.find(aadObjectId) : null;
  if (member) context.turnState.set(SPEAKER, member);
  return member;
}

/** The texts of this turn: the person's choice, Teams' locale, French. */
export function textsFor(context: TurnContext, texts: Texts): Translate {
  const member = context.turnState.get<Member | undefined>(SPEAKER);
  return texts(languageOf(member?.language, context.activity.locale));
}
