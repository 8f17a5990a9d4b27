import { ActionSet, type AdaptiveCard, Column, ColumnSet, type SubmitAction, TextBlock } from '@microsoft/teams.cards';
import { escapeMarkdown } from '../markdown';
import type { Translate } from '../texts';
import { button } from './click';
import { card, line, subtle, title } from './frame';

export interface PupilRow {
  id: string;
  lastName: string;
  firstName: string;
  className: string;
  /** Named only where the list has several. */
  institution?: string;
  /** Said only where another pupil of the list has the same name. */
  birthDate?: string;
  /** The family has the article; its line may have ended. Absent: it is not handed over. */
  article?: 'received' | 'lapsed';
  /** Rank on the waiting list; null when the pupil holds a unit. */
  rank: number | null;
}

export interface PupilsView {
  /** Those with a place, and those who wait. */
  held: number;
  waiting: number;
  rows: PupilRow[];
  page: number;
  pages: number;
  /** Those who wait alone are shown. */
  only?: 'waiting';
  /** What was looked for, where only the matches are shown. */
  name?: string;
  /** What to do with them, where something was asked. */
  above?: string;
  /** The reader has proposals of their own. */
  proposes?: boolean;
}

const stateText = (t: Translate, { rank, article }: PupilRow): string =>
  rank === null
    ? article
      ? t(`pupils:${article}`)
      : t('pupils:held')
    : t('pupils:waits', { rank: t('nominate:rank', { count: rank, ordinal: true }) });

function row(t: Translate, pupil: PupilRow): ColumnSet {
  const facts = [pupil.className, ...(pupil.institution ? [pupil.institution] : [])].map(escapeMarkdown);
  const born = pupil.birthDate === undefined ? [] : [t('pupils:born', { date: new Date(pupil.birthDate) })];
  const who = new Column(
    new TextBlock(t('pupils:pupil', { ...pupil }), { wrap: true, weight: 'Bolder' }),
    new TextBlock([...facts, ...born, stateText(t, pupil)].join(', '), {
      wrap: true,
      spacing: 'None',
      isSubtle: true,
    }),
  ).withWidth('stretch');
  const tooltip = t('pupils:seeWhom', { ...pupil, interpolation: { escapeValue: false } });
  const see = button(t('pupils:see'), { act: 'pupil', nomination: pupil.id }, { tooltip });
  const side = new Column(new ActionSet(see)).withWidth('auto').withVerticalContentAlignment('Center');
  return new ColumnSet().withColumns(who, side).withSeparator(true).withSpacing('Small');
}

function counts(t: Translate, { held, waiting }: PupilsView): string {
  return [
    ...(held ? [t('pupils:countHeld', { count: held })] : []),
    ...(waiting ? [t('pupils:countWaiting', { count: waiting })] : []),
  ].join(', ');
}

/** The pupils of a head's institutions, a page at a time: those with a place by name, then those who wait by rank. */
export function pupilsCard(t: Translate, view: PupilsView): AdaptiveCard {
  const { name, page, pages } = view;
  const total = view.held + view.waiting;
  const turnTo = (to: number, text: string): SubmitAction =>
    button(text, { act: view.only ? 'waiting' : 'pupils', page: String(to), ...(name !== undefined && { name }) });
  const heading = view.only
    ? t('pupils:waitingTitle', { count: total })
    : total
      ? t('pupils:title', { count: total })
      : t('pupils:none');
  return card(
    t,
    [
      title(name === undefined ? heading : t('pupils:found', { count: total, name })),
      ...(view.above === undefined ? [] : [line(view.above)]),
      ...(total && !view.only ? [line(counts(t, view))] : []),
      ...view.rows.map((pupil) => row(t, pupil)),
      ...(pages > 1 ? [subtle(t('pupils:page', { page, pages }))] : []),
    ],
    [
      ...(page > 1 ? [turnTo(page - 1, t('pupils:previous'))] : []),
      ...(page < pages ? [turnTo(page + 1, t('pupils:next'))] : []),
      button(t('common:nominate'), { act: 'nominate' }),
      ...(view.proposes ? [button(t('common:myProposals'), { act: 'ownProposals' })] : []),
    ],
  );
}
