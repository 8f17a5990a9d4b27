import type { AdaptiveCard } from '@microsoft/teams.cards';
import type { Translate } from '../texts';
import { card, line, subtle, title } from './frame';

export interface DetailView {
  title: string;
  code: string;
  sentences: string[];
  people: string[];
  history: string[];
  at: Date;
}

/** One institution: its counts, who acts for it, and how its nominations came. */
export function detailCard(t: Translate, view: DetailView): AdaptiveCard {
  return card(t, [
    title(view.title),
    subtle(view.code),
    line(view.sentences.join(' ')),
    title(t('detail:heads')),
    ...view.people.map(line),
    title(t('detail:history')),
    ...view.history.map(line),
    subtle(t('summary:asOf', { at: view.at })),
  ]);
}
