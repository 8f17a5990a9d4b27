import { may } from '../../src/services/authorise';
import { showOwnProposals } from '../proposals';
import { showPupils } from '../pupils';
import type { Command } from './command';

export const pupils: Command = {
  name: 'pupils',
  effect: 'reads',
  whose: ['seePupils', 'propose'],
  run: ({ context, turn }, { page, name }) =>
    may(turn.actor, 'seePupils')
      ? showPupils(context, { ...(page !== undefined && { page }), ...(name !== undefined && { name }) })
      : showOwnProposals(context, page),
};
