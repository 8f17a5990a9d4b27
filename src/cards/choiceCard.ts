import { type AdaptiveCard, Choice, ChoiceSetInput } from '@microsoft/teams.cards';
import type { Translate } from '../texts';
import { button, type Click } from './click';
import { card, line, title } from './frame';

export interface ChoiceView {
  title: string;
  intro: string;
  label: string;
  choices: { value: string; title: string }[];
  submit: string;
}

/** Teams shows six buttons of a card and hides the others behind "…". */
const MOST_BUTTONS = 6;

/**
 * What is meant, of several: a button each, or a list where they are many. It can be answered again, to compare.
 * @param name of the value in the click
 */
export function choiceCard(t: Translate, view: ChoiceView, click: Click, name: string): AdaptiveCard {
  const heading = [title(view.title), line(view.intro)];
  if (view.choices.length <= MOST_BUTTONS) {
    const buttons = view.choices.map(({ value, title: text }) => button(text, { ...click, [name]: value }));
    return card(t, heading, buttons);
  }
  const list = new ChoiceSetInput(...view.choices.map((choice) => new Choice(choice))).withOptions({
    id: name,
    label: t('form:required', { label: view.label }),
    isRequired: true,
    errorMessage: t('form:missing', { label: view.label }),
    style: 'compact',
    wrap: true,
    placeholder: t('form:choose'),
  });
  return card(t, [...heading, list], [button(view.submit, click, { style: 'positive' })]);
}
