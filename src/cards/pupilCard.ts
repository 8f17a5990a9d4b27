import { type AdaptiveCard, Fact, FactSet } from '@microsoft/teams.cards';
import type { Translate } from '../texts';
import { button } from './click';
import { card, line, title } from './frame';

export interface PupilView {
  id: string;
  title: string;
  /** With a place, or at which rank. */
  state: string;
  facts: { label: string; value: string }[];
  /** What happened to the nomination, oldest first. */
  history: string[];
}

/** All that is kept of one pupil, and what can be done about it. */
export function pupilCard(t: Translate, { id, title: name, state, facts, history }: PupilView): AdaptiveCard {
  return card(
    t,
    [
      title(name),
      line(state),
      new FactSet(...facts.map(({ label, value }) => new Fact(label, value))),
      title(t('pupils:history')),
      ...history.map(line),
    ],
    [
      button(t('common:correct'), { act: 'amend', nomination: id }),
      button(t('pupils:withdraw'), { act: 'withdraw', nomination: id }),
      button(t('common:sibling'), { act: 'sibling', nomination: id }),
      button(t('common:myPupils'), { act: 'pupils' }),
    ],
  );
}
