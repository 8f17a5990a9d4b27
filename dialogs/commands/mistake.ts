import { cardMessage } from '../../src/cards/activities';
import { button } from '../../src/cards/click';
import { resultCard } from '../../src/cards/resultCard';
import { send } from '../show';
import type { Command } from './command';

/** `je me suis trompé`: how a nomination is put right. */
export const mistake: Command = {
  name: 'mistake',
  effect: 'reads',
  whose: 'everyone',
  stays: true,
  async run({ context, turn: { t }, seesAll, drafts }) {
    const last = await drafts.last(context);
    const actions = seesAll
      ? [button(t('common:whatRemains'), { act: 'question' })]
      : [
          ...(last
            ? [button(t('talk:lastPupil'), { act: 'pupil', nomination: last.nomination }, { style: 'positive' })]
            : []),
          button(t('common:myPupils'), { act: 'pupils' }),
        ];
    const lines = [seesAll ? t('talk:mistakeCoordinator') : t('talk:mistakeHead')];
    await send(context, cardMessage(resultCard(t, { title: t('talk:mistakeTitle'), lines, actions })));
  },
};
