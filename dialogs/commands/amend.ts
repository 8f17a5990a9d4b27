import { AMEND } from '../amend';
import { theNamed } from '../theNamed';
import type { Command } from './command';

/** Corrects a pupil, by name or by button. */
export const amend: Command = {
  name: 'amend',
  effect: 'asks',
  whose: ['nominate'],
  asks: true,
  async run(conversation, slots) {
    const found = await theNamed(conversation, slots, conversation.turn.t('pupils:amendHow'));
    if (found === undefined) await conversation.again();
    else await conversation.about(AMEND, found);
  },
};
