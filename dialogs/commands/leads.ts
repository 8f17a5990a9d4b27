import { decide, showLeads } from '../leads/leads';
import { confirmSent, showAgain } from '../sentFile';
import type { Changing, Command } from './command';

/** Pupils who never connect, one by one. */
export const leads: Command = {
  name: 'leads',
  effect: 'reads',
  whose: ['nominate'],
  run: ({ context }, { page }) => showLeads(context, page === undefined ? {} : { page }),
};

/** One of them: nominated, put off, dropped. */
export const lead: Command = {
  name: 'lead',
  effect: 'asks',
  whose: ['nominate'],
  asks: true,
  run: (conversation, { lead: id, name, sure }) => decide(conversation, id, name, sure === true),
};

/** Does what a file that was sent says. */
export const importFile: Changing = {
  name: 'importFile',
  effect: 'changes',
  whose: ['steer', 'nominate'],
  intends: (conversation) => showAgain(conversation, () => confirmSent(conversation, undefined, false)),
  run: (conversation, { name, sure }) => confirmSent(conversation, name, sure === true),
};
