import { AMEND } from '../amend';
import { eraseKept, RIGHTS } from '../rights';
import type { Command } from './command';

/** A family asks what is kept of their child; by its button, one record is corrected. */
export const rights: Command = {
  name: 'rights',
  whose: ['answerRights'],
  asks: true,
  async run(conversation, { nomination }) {
    const { open, dc } = conversation;
    if (nomination !== undefined) return conversation.about(AMEND, nomination);
    if (await open.comeBackTo(dc, RIGHTS)) await open.drop(dc, RIGHTS);
    return conversation.begin(RIGHTS, {});
  },
};

/** Erases one record, by its button; in writing, the form comes first. */
export const erase: Command = {
  name: 'erase',
  whose: ['answerRights'],
  asks: true,
  run: (conversation, { nomination, name, sure }) =>
    nomination === undefined || name === undefined
      ? rights.run(conversation, {})
      : eraseKept(conversation.context, { campaign: name, _id: nomination }, sure === true),
};
