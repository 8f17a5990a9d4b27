import { cardMessage } from '../../src/cards/activities';
import { detailCard } from '../../src/cards/detailCard';
import { describe } from '../../src/services/describe';
import { answer } from '../questions/answerQuestion';
import { detailView } from '../questions/detailView';
import { places } from '../hear';
import { send } from '../show';
import type { Command } from './command';

/** One institution: its counts, who acts for it, how its nominations came. Of several places, what remains. */
export const detail: Command = {
  name: 'detail',
  effect: 'reads',
  whose: ['seeCounts'],
  async run(conversation, { institution, question }) {
    const { context, turn, seesAll } = conversation;
    const [only, another] = question?.places ?? [];
    const uai = institution ?? (only && 'uai' in only && another === undefined ? only.uai : undefined);
    const found = uai === undefined ? undefined : (await places(turn)).institution(uai);
    if (!found || (!seesAll && !turn.actor.institutions.includes(found.uai)))
      return answer(conversation, question ?? { places: uai === undefined ? [] : [{ uai }] });
    const view = detailView(turn, await describe(turn.services, turn.actor, found));
    await conversation.memory.asked(context, { places: [{ uai: found.uai }] });
    await send(context, cardMessage(detailCard(turn.t, view)));
  },
};
