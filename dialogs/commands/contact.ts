import type { Command } from './command';

/** `à qui m'adresser`. */
export const contact: Command = {
  name: 'contact',
  of: 'everyone',
  stays: true,
  async run(conversation) {
    const { t, contact } = conversation.turn;
    await conversation.say(t('talk:contact', { contact }));
  },
};
