import { AMEND } from '../amend';
import { eraseKept, RIGHTS } from '../rights';
import { setTurn } from '../turn';
import type { Command } from './command';

/** A family asks what is kept of their child; by its button, one record is corrected. */
export const rights: Command = {
  name: 'rights',
  effect: 'asks',
  whose: ['answerRights'],
  anyOperation: true,
  asks: true,
  async run(conversation, { nomination, campaign }) {
    const { context, turn } = conversation;
    // What is corrected belongs to its own operation, whichever the person is in.
    if (campaign !== undefined) setTurn(context, { ...turn, actor: { ...turn.actor, within: campaign } });
    if (nomination !== undefined) return conversation.about(AMEND, nomination);
    return conversation.beginAnew(RIGHTS, {});
  },
};

/** Erases one record, by its button; in writing, the form comes first. */
export const erase: Command = {
  name: 'erase',
  effect: 'asks',
  whose: ['answerRights'],
  anyOperation: true,
  asks: true,
  run: (conversation, { nomination, name, sure }) =>
    nomination === undefined || name === undefined
      ? rights.run(conversation, {})
      : eraseKept(conversation.context, { campaign: name, _id: nomination }, sure === true),
};
