import { ActionSet, type AdaptiveCard, type SubmitAction, TextBlock } from '@microsoft/teams.cards';
import type { CommandName } from '../catalogue';
import type { Translate } from '../texts';
import { button, type CommandSlots } from './click';
import { card, subtle, title } from './frame';

export interface ArticleRow {
  /** As Markdown: a pupil's name is escaped by its text. */
  name: string;
  about: string;
  actions: { title: string; click: { act: CommandName } & CommandSlots }[];
}

export interface ArticlesView {
  title: string;
  rows: ArticleRow[];
  page: number;
  pages: number;
  /** What turns its pages. */
  act: CommandName;
}

/** Articles, or whom they are of, each with what can be done about it. */
export function articlesCard(t: Translate, { title: text, rows, page, pages, act }: ArticlesView): AdaptiveCard {
  const turnTo = (to: number, name: string): SubmitAction => button(name, { act, page: String(to) });
  return card(
    t,
    [
      title(text),
      ...rows.flatMap(({ name, about, actions }) => [
        new TextBlock(name, { wrap: true, weight: 'Bolder', separator: true }),
        new TextBlock(about, { wrap: true, spacing: 'None', isSubtle: true }),
        ...(actions.length ? [new ActionSet(...actions.map((each) => button(each.title, each.click)))] : []),
      ]),
      ...(pages > 1 ? [subtle(t('pupils:page', { page, pages }))] : []),
    ],
    [
      ...(page > 1 ? [turnTo(page - 1, t('pupils:previous'))] : []),
      ...(page < pages ? [turnTo(page + 1, t('pupils:next'))] : []),
    ],
  );
}
