import type { Command } from './command';

/** A pupil of the family that was nominated last, or of a button's. */
export const sibling: Command = {
  name: 'sibling',
  effect: 'asks',
  whose: ['nominate', 'propose'],
  asks: true,
  async run(conversation, { nomination }) {
    const last = await conversation.drafts.last(conversation.context);
    const of = nomination ?? last?.nomination;
    await conversation.nominate(of === undefined ? {} : { sibling: of });
  },
};
