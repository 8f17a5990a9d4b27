import { ActionSet, type AdaptiveCard, Container, Fact, FactSet } from '@microsoft/teams.cards';
import type { Translate } from '../texts';
import { button } from './click';
import { card, line, title } from './frame';

export interface KeptView {
  title: string;
  records: {
    id: string;
    campaign: string;
    facts: { label: string; value: string }[];
    history: string[];
  }[];
}

/** All that is kept of one pupil, to be copied for the family; each record can be erased. */
export const keptCard = (t: Translate, view: KeptView): AdaptiveCard =>
  card(t, [
    title(view.title),
    ...view.records.map(({ id, campaign, facts, history }) =>
      new Container(
        new FactSet(...facts.map(({ label, value }) => new Fact(label, value))),
        ...history.map(line),
        new ActionSet(
          button(t('common:correct'), { act: 'rights', nomination: id, campaign }),
          button(t('rights:erase'), { act: 'erase', nomination: id, name: campaign }),
        ),
      ).withSeparator(true),
    ),
  ]);
