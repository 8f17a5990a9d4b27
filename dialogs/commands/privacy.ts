import type { Command } from './command';

/** `que deviennent les données`. */
export const privacy: Command = {
  name: 'privacy',
  effect: 'reads',
  whose: 'everyone',
  stays: true,
  async run(conversation) {
    const { t, contact, services, actor } = conversation.turn;
    const { retentionDays: days } = await services.directory.campaign(actor);
    await conversation.say(t('talk:privacy', { contact, days }));
  },
};
