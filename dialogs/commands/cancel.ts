import { DELEGATE } from '../delegation/delegate';
import { AMEND } from '../amend';
import { cancelled } from '../cancel';
import type { Command } from './command';

/** Leaves what is open; a question asked within a form leaves the form. */
export const cancel: Command = {
  name: 'cancel',
  whose: 'everyone',
  stays: true,
  asks: true,
  async run(conversation) {
    const { dc, context, open, drafts, memory, turn } = conversation;
    const { t } = turn;
    if (!dc.activeDialog && (await memory.file(context))) {
      await memory.keepsFile(context, undefined);
      return conversation.say(t('people:file.abandoned'));
    }
    if (!dc.activeDialog) return conversation.say(t('common:nothingToCancel'));
    const top = open.top(dc);
    const said =
      top?.name === AMEND ? t('pupils:amendLeft') : top?.name === DELEGATE ? t('delegation:left') : undefined;
    if (!top || !open.isNested(dc)) return conversation.leave(said);
    const card = top.name === 'choosePlace' ? undefined : (await drafts.get(context, top.name))?.card;
    await cancelled(context, [card], said ?? t('common:questionLeft'));
    await open.forget(dc, top.name);
    return conversation.again();
  },
};
