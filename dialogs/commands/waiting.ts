import { may } from '../../src/services/authorise';
import { listProposals } from '../../src/services/decide';
import { answer } from '../questions/answerQuestion';
import { showPupils } from '../pupils';
import type { Command } from './command';

/** Who waits: a head's pupils with their ranks, a coordinator's institutions with their counts. */
export const waiting: Command = {
  name: 'waiting',
  effect: 'reads',
  whose: ['seePupils', 'seeAllCounts'],
  async run(conversation, { page }) {
    if (conversation.seesAll)
      return answer(conversation, {
        places: [],
        measure: 'waiting',
        only: { is: 'waiting' },
        by: 'institution',
        order: 'most',
      });
    const { services, actor, t } = conversation.turn;
    const proposed = may(actor, 'decide') ? (await listProposals(services, actor)).length : 0;
    return showPupils(conversation.context, {
      only: 'waiting',
      ...(page !== undefined && { page }),
      ...(proposed && { above: t('proposals:waitingToo', { count: proposed }) }),
    });
  },
};
