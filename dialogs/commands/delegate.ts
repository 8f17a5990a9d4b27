import { revoke as revokeOne } from '../../src/services/people/delegate';
import { DELEGATE, type DelegateOptions } from '../delegation/delegate';
import { showDelegations } from '../delegation/delegations';
import type { Command } from './command';

/** `je délègue à mon adjointe jusqu'au 15 mai`: the form, with all that the sentence told. */
export const delegate: Command = {
  name: 'delegate',
  whose: ['delegate'],
  anyOperation: true,
  asks: true,
  run: (conversation) => conversation.beginAnew<DelegateOptions>(DELEGATE, { said: conversation.said }),
};

/** Those in force or to come. */
export const delegations: Command = {
  name: 'delegations',
  whose: 'everyone',
  run: ({ context }) => showDelegations(context),
};

/** Ends one, by its button; in writing, the list with the buttons. */
export const revoke: Command = {
  name: 'revoke',
  whose: ['delegate'],
  anyOperation: true,
  async run({ context, turn: { t, services, actor, log } }, { delegation, member }) {
    if (delegation === undefined || member === undefined) return showDelegations(context);
    const ended = await revokeOne(services, actor, member, delegation);
    log.info({ turn: context.activity.id, member: actor.id, delegation, ended }, 'delegation revoked');
    await showDelegations(context, [t('delegation:ended')]);
  },
};
