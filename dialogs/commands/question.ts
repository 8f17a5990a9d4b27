import { answer } from '../questions/answerQuestion';
import { followUp } from '../questions/followUp';
import type { Command } from './command';

/** A question about the counts; without one, what remains of all that one may see. */
export const question: Command = {
  name: 'question',
  effect: 'reads',
  whose: ['seeCounts'],
  async run(conversation, { question: asked = { places: [] }, follows, everywhere, page }) {
    const before = follows ? await conversation.memory.question(conversation.context) : null;
    await answer(conversation, before ? followUp(before, asked, everywhere) : asked, {
      ...(page !== undefined && { page }),
      ...(everywhere && { everywhere }),
    });
  },
};
