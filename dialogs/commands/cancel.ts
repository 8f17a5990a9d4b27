import { cardMessage } from '../../src/cards/activities';
import { spentCard } from '../../src/cards/resultCard';
import { DELEGATE } from '../delegation/delegate';
import { AMEND } from '../amend';
import { HAND_OVER } from '../articles/handOverForm';
import { cancelled } from '../cancel';
import type { FormName } from '../form/form';
import { OF_ARTICLES } from '../isAnswer';
import { stockOf } from '../../src/services/articles/stock';
import { replace } from '../show';
import type { Turn } from '../turn';
import type { Command } from './command';

/** What is said of a form that is left; undefined: that nothing was recorded. */
async function leftText({ t, services, actor }: Turn, form: FormName): Promise<string | undefined> {
  if (form === AMEND) return t('pupils:amendLeft');
  if (form === DELEGATE) return t('delegation:left');
  // Those before were handed over, and stay so.
  if (form === HAND_OVER)
    return t('articles:handOver.stopped', { count: (await stockOf(services, actor)).toHand.length });
  return OF_ARTICLES.has(form) ? t('articles:left') : undefined;
}

/** Leaves what is open; a question asked within a form leaves the form. */
export const cancel: Command = {
  name: 'cancel',
  effect: 'reads',
  whose: 'everyone',
  stays: true,
  asks: true,
  async run(conversation) {
    const { dc, context, open, drafts, memory, turn } = conversation;
    const { t, answer } = turn;
    // Of a card that asked whether something is meant.
    if (answer.kind === 'click') {
      await replace(context, context.activity.replyToId, cardMessage(spentCard(t, t('operations:left'))));
      return conversation.again();
    }
    if (!dc.activeDialog && (await memory.file(context))) {
      await memory.keepsFile(context, undefined);
      return conversation.say(t('people:file.abandoned'));
    }
    if (!dc.activeDialog) return conversation.say(t('common:nothingToCancel'));
    const top = open.top(dc);
    const said = top && (await leftText(turn, top.name));
    if (!top || !open.isNested(dc)) return conversation.leave(said);
    const card = top.name === 'choosePlace' ? undefined : (await drafts.get(context, top.name))?.card;
    await cancelled(context, [card], said ?? t('common:questionLeft'));
    await open.forget(dc, top.name);
    return conversation.again();
  },
};
