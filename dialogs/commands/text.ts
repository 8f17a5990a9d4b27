import { answerText } from '../questions/answerQuestion';
import type { Command } from './command';

/** The last answer, or a card's, in words alone. */
export const text: Command = {
  name: 'text',
  effect: 'reads',
  whose: 'everyone',
  async run(conversation, { question }) {
    const asked = question ?? (await conversation.memory.question(conversation.context));
    const { t } = conversation.turn;
    await conversation.say(asked ? await answerText(conversation, asked) : t('question:nothingBefore'));
  },
};
