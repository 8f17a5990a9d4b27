import { listOwnProposals } from '../../src/services/propose';
import { showOwnProposals, showProposals } from '../proposals';
import type { Command } from './command';

/** What became of what the person proposed, whatever else they may do; of a head, who proposes to nobody, what was proposed to them. */
export const ownProposals: Command = {
  name: 'ownProposals',
  effect: 'reads',
  whose: ['propose', 'decide'],
  async run({ context, turn: { services, actor } }, { page }) {
    const isDeciding = actor.role === 'principal' || actor.role === 'inspector';
    const proposed = isDeciding ? await listOwnProposals(services, actor) : [];
    await (isDeciding && !proposed.length ? showProposals(context, {}) : showOwnProposals(context, page));
  },
};
