import { theNamed } from '../theNamed';
import { WITHDRAW } from '../withdraw';
import type { Command } from './command';

/** Takes a pupil off, by name or by button. */
export const withdraw: Command = {
  name: 'withdraw',
  effect: 'asks',
  whose: ['withdraw'],
  asks: true,
  async run(conversation, slots) {
    const found = await theNamed(conversation, slots, conversation.turn.t('pupils:withdrawHow'));
    if (found === undefined) await conversation.again();
    else await conversation.about(WITHDRAW, found);
  },
};
