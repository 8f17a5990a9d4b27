/** What this person can do now, with sentences that work when they are clicked. */
import type { TurnContext } from 'botbuilder';
import { cardMessage } from '../src/cards/activities';
import { helpCard, type HelpView } from '../src/cards/helpCard';
import { may } from '../src/services/authorise';
import { send } from './show';
import { type Turn, turnOf } from './turn';

export async function showHelp(context: TurnContext): Promise<void> {
  const turn = turnOf(context);
  await send(context, cardMessage(helpCard(turn.t, { ...helpView(turn), title: turn.t('help:helpTitle'), lines: [] })));
}

/** What may be done, and sentences to try. */
export function helpView({ t, actor }: Turn): Omit<HelpView, 'title' | 'lines'> {
  const seesAll = may(actor, 'seeAllCounts');
  return {
    can: [
      seesAll ? t('commands:coordinatorCan') : t('commands:headCan'),
      t('commands:anyone'),
      ...(seesAll ? [] : [t('help:anytime')]),
    ],
    privacy: seesAll ? [] : [t('help:privacy')],
    examples: seesAll
      ? [t('commands:try.coordinator.a'), t('commands:try.coordinator.b'), t('commands:try.coordinator.c')]
      : [t('commands:try.head.a'), t('commands:try.head.b'), t('commands:try.head.c')],
    buttons: seesAll
      ? [{ title: t('common:whatRemains'), act: 'question' }]
      : [
          { title: t('common:nominate'), act: 'nominate' },
          { title: t('common:myPupils'), act: 'pupils' },
        ],
  };
}
