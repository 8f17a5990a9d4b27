import type { Command } from './command';

/** `à qui m'adresser`. */
export const contact: Command = {
  name: 'contact',
  effect: 'reads',
  whose: 'everyone',
  stays: true,
  async run(conversation) {
    const { t, contact } = conversation.turn;
    await conversation.say(t('talk:contact', { contact }));
  },
};
