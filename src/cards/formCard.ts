import {
  type AdaptiveCard,
  type CardElementArray,
  Choice,
  ChoiceSetInput,
  DateInput,
  TextInput,
} from '@microsoft/teams.cards';
import type { Translate } from '../texts';
import { button } from './click';
import { card, line, problem, title } from './frame';

export interface FieldView {
  name: string;
  kind: 'text' | 'date' | 'choice';
  label: string;
  value?: string;
  /** Why the value is not good, in the person's language. */
  problem?: string;
  choices?: { value: string; title: string }[];
  maxLength?: number;
}

export interface FormView {
  id: string;
  title: string;
  intro: string;
  submit: string;
  fields: FieldView[];
}

/** A form to fill in: each bad answer is explained at its field, what was given stays. */
export function formCard(t: Translate, view: FormView): AdaptiveCard {
  const body: CardElementArray = [title(view.title), line(view.intro)];
  for (const field of view.fields) {
    body.push(input(t, field));
    if (field.problem) body.push(problem(field.problem));
  }
  return card(t, body, [
    button(view.submit, { form: view.id, step: 'fill', press: 'submit' }, { style: 'positive' }),
    button(t('common:cancel'), { form: view.id, step: 'fill', press: 'cancel' }, { bare: true }),
  ]);
}

/** Required is said in the label: not every screen reader announces the mark, and an unfinished form may be sent. */
function input(t: Translate, field: FieldView) {
  const common = {
    id: field.name,
    label: t('form:required', { label: field.label }),
    ...(field.value && { value: field.value }),
  };
  if (field.kind === 'date') return new DateInput(common);
  if (field.kind === 'choice')
    return new ChoiceSetInput(...(field.choices ?? []).map((choice) => new Choice(choice))).withOptions({
      ...common,
      style: 'compact',
      wrap: true,
      placeholder: t('form:choose'),
    });
  return new TextInput({ ...common, ...(field.maxLength && { maxLength: field.maxLength }) });
}

/** A form of one question, with a button for each answer. */
export function choiceCard(t: Translate, view: FormView): AdaptiveCard {
  const [field] = view.fields;
  const buttons = (field?.choices ?? []).map(({ value, title }) =>
    button(title, { form: view.id, step: 'fill', press: 'submit', [field!.name]: value }),
  );
  return card(t, [title(view.title), line(view.intro)], buttons);
}
