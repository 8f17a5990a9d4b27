import { showGreeting } from '../greeting';
import type { Command } from './command';

/** Begins the nomination again, or the conversation. */
export const restart: Command = {
  name: 'restart',
  effect: 'reads',
  whose: 'everyone',
  stays: true,
  asks: true,
  async run(conversation) {
    const { dc, context, turn, isNominating } = conversation;
    if (!isNominating) {
      if (dc.activeDialog) await conversation.leave();
      return showGreeting(context, { isNew: false });
    }
    await conversation.leave(turn.t('common:restarted'));
    return conversation.nominate();
  },
};
