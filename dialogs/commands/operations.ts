import type { Conversation } from '../conversation';
import { OPERATION, type OperationOptions } from '../operations/keepOperation';
import { change, choose, currentOperation, showChosen, showOperations } from '../operations/operations';
import type { CampaignState } from '../../src/domain/campaign';
import type { Command, Slots } from './command';

/** Which operations there are, and which one is the person's. */
export const operations: Command = {
  name: 'operations',
  effect: 'reads',
  whose: 'everyone',
  anyOperation: true,
  run: ({ context }) => showOperations(context),
};

/** `passe à l'opération tablettes`: kept until another is chosen. What is open belongs to the one before: it is ended first. */
export const chooseOperation: Command = {
  name: 'chooseOperation',
  effect: 'reads',
  whose: 'everyone',
  anyOperation: true,
  asks: true,
  async run(conversation, { campaign, name: then }) {
    const { context, turn, drafts } = conversation;
    const open = await drafts.all(context);
    if (open.some(({ campaign: its }) => its !== undefined && its !== campaign)) {
      await conversation.say(turn.t('operations:endFirst'));
      return conversation.again();
    }
    const chosen = await choose(context, campaign, conversation.said);
    if (!chosen) return;
    if (then === undefined) return showChosen(context, chosen);
    await conversation.say(turn.t('operations:chosen', { name: chosen.name }));
    await conversation.hears(then);
  },
};

const keep = (conversation: Conversation, options: OperationOptions): Promise<void> =>
  conversation.beginAnew<OperationOptions>(OPERATION, options);

/** `crée une opération de tablettes`: the form, with what the sentence told. */
export const createOperation: Command = {
  name: 'createOperation',
  effect: 'asks',
  whose: ['steer'],
  anyOperation: true,
  asks: true,
  run: (conversation) => keep(conversation, { said: conversation.said }),
};

/** `modifie l'opération`, `date limite au 15 mai`. */
export const changeOperation: Command = {
  name: 'changeOperation',
  effect: 'asks',
  whose: ['steer'],
  anyOperation: true,
  asks: true,
  async run(conversation, { campaign }) {
    const id = campaign ?? (await currentOperation(conversation.turn))?.id;
    if (id === undefined)
      return showOperations(conversation.context, { above: conversation.turn.t('operations:which') });
    return keep(conversation, { campaign: id, said: conversation.said });
  },
};

const changing =
  (next: Exclude<CampaignState, 'draft'>) =>
  (conversation: Conversation, { campaign, sure }: Slots): Promise<void> =>
    change(conversation, {
      ...{ said: conversation.said, isSure: sure === true, next },
      ...(campaign !== undefined && { campaign }),
    });

export const openOperation: Command = {
  name: 'openOperation',
  effect: 'asks',
  whose: ['steer'],
  anyOperation: true,
  run: changing('open'),
};

export const closeOperation: Command = {
  name: 'closeOperation',
  effect: 'asks',
  whose: ['steer'],
  anyOperation: true,
  run: changing('closed'),
};

export const archiveOperation: Command = {
  name: 'archiveOperation',
  effect: 'asks',
  whose: ['steer'],
  anyOperation: true,
  run: changing('archived'),
};
