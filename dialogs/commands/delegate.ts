import { revoke as revokeOne } from '../../src/services/people/delegate';
import { DELEGATE, type DelegateOptions } from '../delegation/delegate';
import { showDelegations } from '../delegation/delegations';
import { undoButton } from '../undo';
import type { Changing, Command } from './command';

/** `je délègue à mon adjointe jusqu'au 15 mai`: the form, with all that the sentence told. */
export const delegate: Command = {
  name: 'delegate',
  effect: 'asks',
  whose: ['delegate'],
  anyOperation: true,
  asks: true,
  run: (conversation) => conversation.beginAnew<DelegateOptions>(DELEGATE, { said: conversation.said }),
};

/** Those in force or to come. */
export const delegations: Command = {
  name: 'delegations',
  effect: 'reads',
  whose: 'everyone',
  run: ({ context }) => showDelegations(context),
};

/** Ends one, by its button; in writing, the list with the buttons. */
export const revoke: Changing = {
  name: 'revoke',
  effect: 'changes',
  whose: ['delegate'],
  anyOperation: true,
  async intends({ context }) {
    await showDelegations(context);
    return null;
  },
  async run(conversation, { delegation, member }) {
    const { context, turn } = conversation;
    const { t, services, actor, log } = turn;
    if (delegation === undefined || member === undefined) return showDelegations(context);
    const ended = await revokeOne(services, actor, member, delegation);
    log.info({ turn: context.activity.id, member: actor.id, delegation, ended }, 'delegation revoked');
    const undo = ended ? await undoButton(conversation, { delegation, member }) : undefined;
    await showDelegations(context, [ended ? t('delegation:ended') : t('delegation:wasEnded')], undo);
  },
};
