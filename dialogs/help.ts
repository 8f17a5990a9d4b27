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
  if (may(actor, 'seeAllCounts'))
    return {
      can: [
        t('commands:coordinatorCan'),
        ...(may(actor, 'steer') ? [t('commands:steerCan'), t('commands:deliverCan')] : []),
        ...(may(actor, 'managePeople') ? [t('commands:managerCan')] : []),
        t('commands:anyone'),
      ],
      privacy: [],
      examples: [
        t('commands:try.coordinator.a'),
        t('commands:try.coordinator.b'),
        ...(may(actor, 'steer') ? [] : [t('commands:try.coordinator.c')]),
      ],
      buttons: [
        { title: t('common:whatRemains'), act: 'question' },
        ...(may(actor, 'steer')
          ? [
              { title: t('commands:title.steer'), act: 'steer' as const },
              { title: t('commands:title.deliveries'), act: 'deliveries' as const },
            ]
          : []),
      ],
    };
  const decides = may(actor, 'nominate');
  return {
    can: [
      decides ? t('commands:headCan') : actor.role === 'deputy' ? t('commands:deputyCan') : t('commands:proposerCan'),
      ...(decides && !may(actor, 'delegate') ? [t('commands:decidesCan')] : []),
      ...(may(actor, 'handOver') ? [t('commands:handOverCan')] : []),
      ...(decides ? [t('commands:leadsCan')] : []),
      ...(may(actor, 'delegate') ? [t('commands:answersCan')] : []),
      t('commands:anyone'),
      t('help:anytime'),
    ],
    privacy: [t('help:privacy')],
    examples: decides ? [t('commands:try.head.a'), t('commands:try.head.b')] : [],
    buttons: [
      { title: decides ? t('common:nominate') : t('common:propose'), act: 'nominate' },
      decides
        ? { title: t('common:myPupils'), act: 'pupils' as const }
        : { title: t('common:myProposals'), act: 'ownProposals' as const },
      ...(may(actor, 'handOver') ? [{ title: t('commands:title.stock'), act: 'stock' as const }] : []),
    ],
  };
}
