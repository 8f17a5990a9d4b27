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
    // Needs are told of no place to who does not know the pupils: nothing of the question before is meant.
    const isOfNeeds = conversation.seesAll && (asked.by === 'need' || asked.need !== undefined);
    const whole = before && !isOfNeeds ? followUp(before, asked, everywhere) : asked;
    await answer(conversation, whole, {
      ...(page !== undefined && { page }),
      ...(everywhere && { everywhere }),
    });
  },
};
