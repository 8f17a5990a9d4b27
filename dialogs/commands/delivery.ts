import type { Command } from './command';

/** `quand arrivent les cartes`: the operation's own text. */
export const delivery: Command = {
  name: 'delivery',
  effect: 'reads',
  whose: 'everyone',
  stays: true,
  async run(conversation) {
    const { t, contact, services, actor } = conversation.turn;
    const { delivery, family } = await services.directory.campaign(actor);
    const plain = [delivery, family].flatMap((text) => (text === undefined ? [] : [t('common:plain', { text })]));
    await conversation.say(plain.length ? plain.join('\n\n') : t('talk:delivery', { contact }));
  },
};
