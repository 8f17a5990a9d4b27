import { type AdaptiveCard, Fact, FactSet, type SubmitAction } from '@microsoft/teams.cards';
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
  /** What they were given. */
  article: string[];
  /** What can be done with it. */
  actions: SubmitAction[];
  /** The family has it: the pupil is not taken off the list. */
  isOut?: boolean;
}

/** All that is kept of one pupil, and what can be done about it. */
export function pupilCard(t: Translate, view: PupilView): AdaptiveCard {
  const { id, title: name, state, facts, history, article, actions, isOut } = view;
  return card(
    t,
    [
      title(name),
      line(state),
      ...article.map(line),
      new FactSet(...facts.map(({ label, value }) => new Fact(label, value))),
      title(t('pupils:history')),
      ...history.map(line),
    ],
    [
      ...actions,
      button(t('common:correct'), { act: 'amend', nomination: id }),
      ...(isOut ? [] : [button(t('pupils:withdraw'), { act: 'withdraw', nomination: id })]),
      ...(isOut ? [] : [button(t('common:sibling'), { act: 'sibling', nomination: id })]),
      ...(actions.length ? [] : [button(t('common:myPupils'), { act: 'pupils' })]),
    ],
  );
}
