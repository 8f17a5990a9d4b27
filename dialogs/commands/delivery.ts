import type { Command } from './command';

/** `quand arrivent les cartes`: the operation's own text. */
export const delivery: Command = {
  name: 'delivery',
  whose: 'everyone',
  stays: true,
  async run(conversation) {
    const { t, contact, services } = conversation.turn;
    const { delivery } = await services.directory.campaign();
    await conversation.say(delivery ?? t('talk:delivery', { contact }));
  },
};
