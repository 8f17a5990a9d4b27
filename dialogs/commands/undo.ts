import { undo as undoThat } from '../undo';
import { WITHDRAW } from '../withdraw';
import type { Changing } from './command';

/** Takes back what a result says was done; a nomination is taken back by withdrawing the pupil, which asks. */
export const undo: Changing = {
  name: 'undo',
  effect: 'changes',
  whose: ['nominate', 'decide', 'handOver', 'delegate', 'steer'],
  asks: true,
  async intends(conversation, { nominations, unit, delegation, member }) {
    const { t } = conversation.turn;
    const isOfNothing = nominations === undefined && unit === undefined && delegation === undefined;
    if (isOfNothing) {
      const last = await conversation.drafts.last(conversation.context);
      if (last) await conversation.about(WITHDRAW, last.nomination);
      else await conversation.say(t('undo:nothing')).then(() => conversation.again());
      return null;
    }
    const slots = {
      ...(nominations && { nominations: nominations.join(',') }),
      ...(unit !== undefined && { unit }),
      ...(delegation !== undefined && { delegation }),
      ...(member !== undefined && { member }),
    };
    return { title: t('undo:ask'), confirm: t('undo:button'), slots };
  },
  async run(conversation, slots) {
    await undoThat(conversation, slots);
    await conversation.again();
  },
};
