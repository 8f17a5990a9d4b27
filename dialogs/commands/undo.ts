import { undo as undoThat } from '../undo';
import type { Changing } from './command';

/** Takes back what a result says was done. */
export const undo: Changing = {
  name: 'undo',
  effect: 'changes',
  whose: ['decide', 'handOver', 'delegate', 'steer'],
  async intends(conversation, { nominations, unit, delegation, member }) {
    const { t } = conversation.turn;
    const isOfNothing = nominations === undefined && unit === undefined && delegation === undefined;
    if (isOfNothing) {
      await conversation.say(t('undo:nothing'));
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
  run: undoThat,
};
