import type { AdaptiveCard } from '@microsoft/teams.cards';
import type { Translate } from '../texts';
import { button } from './click';
import { card, line, subtle, title } from './frame';

export interface HelpView {
  name: string;
  nominates: boolean;
  seesAll: boolean;
  /** What was not understood, or where the person is. */
  above?: string;
}

const commands = (t: Translate, { nominates, seesAll }: HelpView): string[] => [
  ...(nominates ? [t('help:nominate'), t('help:pupils'), t('help:remainsOwn')] : []),
  ...(seesAll ? [t('help:remainsAll'), t('help:remainsCommune'), t('help:remainsSchool')] : []),
];

/** What one can say, for this person. */
export function helpCard(t: Translate, view: HelpView, greets: boolean): AdaptiveCard {
  const body = [
    ...(view.above === undefined ? [] : [title(view.above)]),
    ...(greets
      ? [
          title(t('help:title', { name: view.name })),
          line(view.seesAll ? t('help:introCoordinator') : t('help:introHead')),
        ]
      : []),
    title(t('help:helpTitle')),
    ...commands(t, view).map(line),
    line(t('help:anytime')),
    ...(view.nominates ? [subtle(t('help:privacy'))] : []),
  ];
  return card(t, body, [
    ...(view.nominates
      ? [
          button(t('common:nominate'), { act: 'nominate' }, { style: 'positive' }),
          button(t('common:myPupils'), { act: 'pupils' }),
        ]
      : []),
    button(t('common:whatRemains'), { act: 'remaining' }),
  ]);
}
