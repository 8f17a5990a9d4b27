import { type AdaptiveCard, Column, ColumnSet, type SubmitAction, TextBlock, ActionSet } from '@microsoft/teams.cards';
import { escapeMarkdown } from '../markdown';
import type { Translate } from '../texts';
import { button } from './click';
import { card, subtle, title } from './frame';

export interface PupilRow {
  id: string;
  lastName: string;
  firstName: string;
  className: string;
  /** Named only where the list has several. */
  institution?: string;
  /** Said only where another pupil of the list has the same name. */
  birthDate?: string;
  /** Rank on the waiting list; null when the pupil holds a unit. */
  rank: number | null;
}

export interface PupilsView {
  total: number;
  rows: PupilRow[];
  page: number;
  pages: number;
}

const stateText = (t: Translate, rank: number | null): string =>
  rank === null ? t('pupils:held') : t('pupils:waits', { rank: t('nominate:rank', { count: rank, ordinal: true }) });

function row(t: Translate, pupil: PupilRow): ColumnSet {
  const facts = [pupil.className, ...(pupil.institution ? [pupil.institution] : [])].map(escapeMarkdown);
  const born = pupil.birthDate === undefined ? [] : [t('pupils:born', { date: new Date(pupil.birthDate) })];
  const who = new Column(
    new TextBlock(t('pupils:pupil', { ...pupil }), { wrap: true, weight: 'Bolder' }),
    new TextBlock([...facts, ...born, stateText(t, pupil.rank)].join(' · '), {
      wrap: true,
      spacing: 'None',
      isSubtle: pupil.rank === null,
      ...(pupil.rank !== null && { color: 'Warning' as const }),
    }),
  ).withWidth('stretch');
  const withdraw = button(t('pupils:withdraw'), { act: 'withdraw', nomination: pupil.id });
  withdraw.withTooltip(t('pupils:confirmTitle', { ...pupil, interpolation: { escapeValue: false } }));
  const side = new Column(new ActionSet(withdraw)).withWidth('auto').withVerticalContentAlignment('Center');
  return new ColumnSet().withColumns(who, side).withSeparator(true).withSpacing('Small');
}

/** The pupils of a head's institutions, a page at a time. */
export function pupilsCard(t: Translate, view: PupilsView): AdaptiveCard {
  const turnTo = (page: number, text: string): SubmitAction => button(text, { act: 'pupils', page: String(page) });
  return card(
    t,
    [
      title(view.total ? t('pupils:title', { count: view.total }) : t('pupils:none')),
      ...view.rows.map((pupil) => row(t, pupil)),
      ...(view.pages > 1 ? [subtle(t('pupils:page', { page: view.page, pages: view.pages }))] : []),
    ],
    [
      ...(view.page > 1 ? [turnTo(view.page - 1, t('pupils:previous'))] : []),
      ...(view.page < view.pages ? [turnTo(view.page + 1, t('pupils:next'))] : []),
      button(t('common:nominate'), { act: 'nominate' }),
    ],
  );
}
