import type { Command } from './command';

export const thanks: Command = {
  name: 'thanks',
  effect: 'reads',
  whose: 'everyone',
  stays: true,
  async run(conversation) {
    const { t } = conversation.turn;
    const answers = [t('talk:thanks.a'), t('talk:thanks.b'), t('talk:thanks.c')];
    const said = await conversation.memory.apologises(conversation.context);
    await conversation.say(answers[said % answers.length]!);
  },
};
