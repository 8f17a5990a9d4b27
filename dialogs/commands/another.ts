import type { Command } from './command';

/** The next pupil of the same institution. */
export const another: Command = {
  name: 'another',
  effect: 'asks',
  whose: ['nominate', 'propose'],
  asks: true,
  async run(conversation) {
    const last = await conversation.drafts.last(conversation.context);
    await conversation.nominate({ another: true, ...(last && { institution: last.institution }) });
  },
};
