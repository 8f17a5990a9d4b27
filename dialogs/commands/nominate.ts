import type { Command } from './command';

/** Opens the form, with all that the sentence told. */
export const nominate: Command = {
  name: 'nominate',
  effect: 'asks',
  whose: ['nominate', 'propose'],
  asks: true,
  run: (conversation, { institution, pupil, unread }) =>
    conversation.nominate({
      ...(institution && { institution, another: true as const }),
      ...(pupil && { pupil }),
      ...(unread && { unread }),
    }),
};
