import { showProposals } from '../proposals';
import type { Command } from './command';

/** What is proposed and waits for a decision. */
export const proposals: Command = {
  name: 'proposals',
  effect: 'reads',
  whose: ['decide'],
  run: ({ context }, { page }) => showProposals(context, page === undefined ? {} : { page }),
};
