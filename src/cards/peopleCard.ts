import { ActionSet, type AdaptiveCard, Column, ColumnSet, type SubmitAction, TextBlock } from '@microsoft/teams.cards';
import { escapeMarkdown } from '../markdown';
import type { Translate } from '../texts';
import { button } from './click';
import { card, line, subtle, title } from './frame';

export interface PeopleView {
  title: string;
  lines: string[];
  rows: { id: string; name: string; facts: string[] }[];
  page: number;
  pages: number;
  actions: SubmitAction[];
}

function row(t: Translate, { id, name, facts }: PeopleView['rows'][number]): ColumnSet {
  const who = new Column(
    new TextBlock(escapeMarkdown(name), { wrap: true, weight: 'Bolder' }),
    new TextBlock(facts.map(escapeMarkdown).join(', '), { wrap: true, spacing: 'None', isSubtle: true }),
  ).withWidth('stretch');
  const tooltip = t('people:seeWhom', { name, interpolation: { escapeValue: false } });
  const see = button(t('pupils:see'), { act: 'people', member: id }, { tooltip });
  const side = new Column(new ActionSet(see)).withWidth('auto').withVerticalContentAlignment('Center');
  return new ColumnSet().withColumns(who, side).withSeparator(true).withSpacing('Small');
}

/** Who may speak to Relais, a page at a time. */
export const peopleCard = (t: Translate, view: PeopleView): AdaptiveCard =>
  card(
    t,
    [
      title(view.title),
      ...view.lines.map(line),
      ...view.rows.map((each) => row(t, each)),
      ...(view.pages > 1 ? [subtle(t('pupils:page', { page: view.page, pages: view.pages }))] : []),
    ],
    view.actions,
  );
