import { type AdaptiveCard, Container, type SubmitAction, TextBlock } from '@microsoft/teams.cards';
import type { Translate } from '../texts';
import { card, line, subtle, title } from './frame';

export interface JournalView {
  title: string;
  /** Of where, of whom, of which days. */
  scope: string[];
  rows: { when: string; what: string; about: string[] }[];
  page: number;
  pages: number;
  actions: SubmitAction[];
}

const row = ({ when, what, about }: JournalView['rows'][number]): Container =>
  new Container(
    subtle(when),
    new TextBlock(what, { wrap: true, spacing: 'None' }),
    ...about.map((text) => new TextBlock(text, { wrap: true, spacing: 'None', isSubtle: true })),
  )
    .withSeparator(true)
    .withSpacing('Small');

/** Who did what, on what, when: the newest first, a page at a time. */
export const journalCard = (t: Translate, view: JournalView): AdaptiveCard =>
  card(
    t,
    [
      title(view.title),
      ...view.scope.map(line),
      ...view.rows.map(row),
      ...(view.pages > 1 ? [subtle(t('pupils:page', { page: view.page, pages: view.pages }))] : []),
    ],
    view.actions,
  );
