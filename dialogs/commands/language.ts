import type { Language } from '../../src/domain/member';
import type { Conversation } from '../conversation';
import { setTurn } from '../turn';
import type { Command } from './command';

/** Keeps a person's choice; a form that is open speaks it too. */
async function speak(conversation: Conversation, language: Language): Promise<void> {
  const { turn, context, dc } = conversation;
  await turn.people.speak(turn.actor, language);
  const t = conversation.texts(language);
  setTurn(context, { ...turn, t });
  await conversation.say(t('common:languageChosen'));
  await conversation.open.top(dc)?.reopen(context);
}

export const french: Command = {
  name: 'french',
  effect: 'reads',
  whose: 'everyone',
  stays: true,
  asks: true,
  run: (conversation) => speak(conversation, 'fr'),
};

export const english: Command = {
  name: 'english',
  effect: 'reads',
  whose: 'everyone',
  stays: true,
  asks: true,
  run: (conversation) => speak(conversation, 'en'),
};
