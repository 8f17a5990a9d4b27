import type { Command } from './command';

/** `qui es-tu`. */
export const who: Command = {
  name: 'who',
  effect: 'reads',
  whose: 'everyone',
  stays: true,
  async run(conversation) {
    const { t, contact } = conversation.turn;
    await conversation.say(t('talk:who', { contact }));
  },
};
