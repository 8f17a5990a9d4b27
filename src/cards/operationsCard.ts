import { ActionSet, type AdaptiveCard, Column, ColumnSet, type SubmitAction, TextBlock } from '@microsoft/teams.cards';
import { escapeMarkdown } from '../markdown';
import type { Translate } from '../texts';
import { button } from './click';
import { card, line, title } from './frame';

export interface OperationRow {
  id: string;
  name: string;
  facts: string[];
  isCurrent: boolean;
}

export interface OperationsView {
  title: string;
  lines: string[];
  rows: OperationRow[];
  /** What was said, to be done once one is chosen. */
  then?: string;
  actions: SubmitAction[];
}

function row(t: Translate, { id, name, facts, isCurrent }: OperationRow, then: string | undefined): ColumnSet {
  const shown = [...(isCurrent ? [t('operations:current')] : []), ...facts].map(escapeMarkdown).join(', ');
  const what = new Column(
    new TextBlock(escapeMarkdown(name), { wrap: true, weight: 'Bolder' }),
    new TextBlock(shown, { wrap: true, spacing: 'None', isSubtle: true }),
  ).withWidth('stretch');
  const tooltip = t('operations:chooseWhich', { name, interpolation: { escapeValue: false } });
  const click = { act: 'chooseOperation', campaign: id, ...(then !== undefined && { name: then }) } as const;
  const choose = new Column(new ActionSet(button(t('operations:choose'), click, { tooltip })))
    .withWidth('auto')
    .withVerticalContentAlignment('Center');
  return new ColumnSet()
    .withColumns(...(isCurrent ? [what] : [what, choose]))
    .withSeparator(true)
    .withSpacing('Small');
}

/** The operations that somebody can be in, each with a button. */
export const operationsCard = (
  t: Translate,
  { title: text, lines, rows, then, actions }: OperationsView,
): AdaptiveCard => card(t, [title(text), ...lines.map(line), ...rows.map((each) => row(t, each, then))], actions);
