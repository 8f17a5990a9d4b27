import { may } from '../../src/services/authorise';
import { showOwnProposals } from '../proposals';
import { showPupil } from '../pupil';
import { theNamed } from '../theNamed';
import type { Command } from './command';

/** One pupil's card, by name or by button. */
export const pupil: Command = {
  name: 'pupil',
  effect: 'reads',
  whose: ['seePupils', 'propose'],
  async run(conversation, slots) {
    if (!may(conversation.turn.actor, 'seePupils')) return showOwnProposals(conversation.context);
    const found = await theNamed(conversation, slots, undefined);
    if (found !== undefined) await showPupil(conversation.context, found);
  },
};
