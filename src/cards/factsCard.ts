import { type AdaptiveCard, Fact, FactSet, type SubmitAction } from '@microsoft/teams.cards';
import type { Translate } from '../texts';
import { card, line, title, type Tone, tonedTitle } from './frame';

export interface FactsView {
  title: string;
  tone?: Tone;
  lines: string[];
  facts: { label: string; value: string }[];
  actions: SubmitAction[];
}

/** Something line by line, and what can be done about it. */
export const factsCard = (t: Translate, view: FactsView): AdaptiveCard =>
  card(
    t,
    [
      view.tone ? tonedTitle(view.title, view.tone) : title(view.title),
      ...view.lines.map(line),
      new FactSet(...view.facts.map(({ label, value }) => new Fact(label, value))),
    ],
    view.actions,
  );
