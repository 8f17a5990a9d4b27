import { showPupil } from '../pupil';
import { theNamed } from '../theNamed';
import type { Command } from './command';

/** One pupil's card, by name or by button. */
export const pupil: Command = {
  name: 'pupil',
  of: 'whoNominates',
  async run(conversation, slots) {
    const found = await theNamed(conversation, slots, undefined);
    if (found !== undefined) await showPupil(conversation.context, found);
  },
};
