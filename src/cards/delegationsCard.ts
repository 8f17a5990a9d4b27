import { ActionSet, type AdaptiveCard, Container, type SubmitAction, TextBlock } from '@microsoft/teams.cards';
import { escapeMarkdown } from '../markdown';
import type { Translate } from '../texts';
import { button } from './click';
import { card, line, title } from './frame';

export interface DelegationsView {
  title: string;
  lines: string[];
  rows: { id: string; deputy: string; name: string; facts: string[]; canEnd: boolean }[];
  actions: SubmitAction[];
}

/** Who acts for whom, for what, until when; each can be ended at once by whoever gave it. */
export const delegationsCard = (t: Translate, { title: text, lines, rows, actions }: DelegationsView): AdaptiveCard =>
  card(
    t,
    [
      title(text),
      ...lines.map(line),
      ...rows.map(({ id, deputy, name, facts, canEnd }) =>
        new Container(
          new TextBlock(escapeMarkdown(name), { wrap: true, weight: 'Bolder' }),
          new TextBlock(facts.map(escapeMarkdown).join(', '), { wrap: true, spacing: 'None', isSubtle: true }),
          ...(canEnd
            ? [new ActionSet(button(t('delegation:end'), { act: 'revoke', delegation: id, member: deputy }))]
            : []),
        )
          .withSeparator(true)
          .withSpacing('Small'),
      ),
    ],
    actions,
  );
