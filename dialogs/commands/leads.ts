import { decide, showLeads } from '../leads/leads';
import { confirmSent } from '../sentFile';
import type { Command } from './command';

/** Pupils who never connect, one by one. */
export const leads: Command = {
  name: 'leads',
  whose: ['nominate'],
  run: ({ context }, { page }) => showLeads(context, page === undefined ? {} : { page }),
};

/** One of them: nominated, put off, dropped. */
export const lead: Command = {
  name: 'lead',
  whose: ['nominate'],
  asks: true,
  run: (conversation, { lead: id, name }) => decide(conversation, id, name),
};

/** Does what a file that was sent says. */
export const importFile: Command = {
  name: 'importFile',
  whose: ['steer', 'nominate'],
  run: (conversation, { name, sure }) => confirmSent(conversation, name, sure === true),
};
