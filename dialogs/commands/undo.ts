import { placesWhere } from '../../src/services/authorise';
import { undo as undoThat } from '../undo';
import { WITHDRAW } from '../withdraw';
import type { Changing } from './command';

/** Takes back what a result says was done; a nomination is taken back by withdrawing the pupil, which asks. */
export const undo: Changing = {
  name: 'undo',
  effect: 'changes',
  whose: ['nominate', 'decide', 'handOver', 'delegate', 'steer'],
  asks: true,
  anyOperation: ({ delegation }) => delegation !== undefined,
  async intends(conversation, { nominations, unit, delegation, member, shownAt = conversation.turn.services.now() }) {
    const { t } = conversation.turn;
    const isOfNothing = nominations === undefined && unit === undefined && delegation === undefined;
    if (isOfNothing) {
      const last = await conversation.drafts.last(conversation.context);
      if (last) await conversation.about(WITHDRAW, last.nomination);
      else {
        const isOfPupils = placesWhere(conversation.turn.actor, 'nominate').length > 0;
        await conversation
          .say(t(isOfPupils ? 'undo:nothing' : 'undo:nothingOfPupils'))
          .then(() => conversation.again());
      }
      return null;
    }
    const slots = {
      ...(nominations && { nominations: nominations.join(',') }),
      ...(unit !== undefined && { unit }),
      ...(delegation !== undefined && { delegation }),
      ...(member !== undefined && { member }),
      shownAt: String(shownAt.getTime()),
    };
    return { title: t('undo:ask'), confirm: t('undo:button'), slots };
  },
  async run(conversation, slots) {
    await undoThat(conversation, slots);
    await conversation.again();
  },
};
