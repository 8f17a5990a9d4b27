import { type AdaptiveCard, Choice, ChoiceSetInput } from '@microsoft/teams.cards';
import type { Translate } from '../texts';
import { button } from './click';
import { card, line, title } from './frame';

export interface SuggestionsView {
  title: string;
  lines: string[];
  /** Each is ticked at first. */
  rows: { value: string; title: string }[];
  /** What the moves will be known by: clicked twice, they are made once. */
  movement: string;
}

/** Moves that are proposed: those that are ticked are made. */
export function suggestionsCard(t: Translate, { title: text, lines, rows, movement }: SuggestionsView): AdaptiveCard {
  const list = new ChoiceSetInput(...rows.map((row) => new Choice(row))).withOptions({
    id: 'legs',
    label: t('form:required', { label: t('movements:ticked') }),
    isRequired: true,
    errorMessage: t('movements:noneTicked'),
    isMultiSelect: true,
    style: 'expanded',
    wrap: true,
    value: rows.map(({ value }) => value).join(','),
  });
  return card(
    t,
    [title(text), ...lines.map(line), list],
    [
      button(t('movements:apply'), { act: 'applySuggestions', movement }, { style: 'positive' }),
      button(t('movements:steer'), { act: 'steer' }, { bare: true }),
    ],
  );
}
