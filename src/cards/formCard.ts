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
import { card, line, problem, problems, title } from './frame';

export interface FieldView {
  name: string;
  kind: 'text' | 'date' | 'choice';
  label: string;
  value?: string;
  /** Why the value is not good, or that it is missing, in the person's language. */
  problem?: string;
  choices?: { value: string; title: string }[];
  maxLength?: number;
  /** It takes several lines: what is pasted in one would run together. */
  isLong?: boolean;
  /** It may stay empty. */
  optional?: boolean;
  /** The first and the last day that can be chosen. */
  days?: readonly [string, string];
}

export interface FormView {
  id: string;
  title: string;
  intro: string;
  submit: string;
  fields: FieldView[];
}

/** A form to fill in: what is missing or not good is said at its head and at its line; what was given stays. */
export function formCard(t: Translate, view: FormView): AdaptiveCard {
  const bad = view.fields.filter((field) => field.problem !== undefined).map(({ label }) => label);
  const body: CardElementArray = [
    title(view.title),
    ...(bad.length ? [problems(t('form:lookAt', { fields: bad.join(', ') }))] : []),
    line(view.intro),
  ];
  for (const field of view.fields) {
    body.push(input(t, field));
    if (field.problem !== undefined) body.push(problem(field.problem));
  }
  return card(t, body, [
    button(view.submit, { form: view.id, step: 'fill', press: 'submit' }, { style: 'positive' }),
    button(t('common:cancel'), { form: view.id, step: 'fill', press: 'cancel' }, { bare: true }),
  ]);
}

/** Required is said in the label: not every screen reader announces the mark. */
function input(t: Translate, field: FieldView) {
  const common = {
    id: field.name,
    label: field.optional ? t('form:optional', { label: field.label }) : t('form:required', { label: field.label }),
    ...(!field.optional && { isRequired: true }),
    errorMessage: errorOf(t, field),
    ...(field.value !== undefined && { value: field.value }),
  };
  if (field.kind === 'date') {
    const [min, max] = field.days ?? [];
    return new DateInput({ ...common, ...(min !== undefined && { min }), ...(max !== undefined && { max }) });
  }
  if (field.kind === 'choice')
    return new ChoiceSetInput(...(field.choices ?? []).map((choice) => new Choice(choice))).withOptions({
      ...common,
      style: 'compact',
      wrap: true,
      placeholder: t('form:choose'),
    });
  return new TextInput({
    ...common,
    ...(field.maxLength && { maxLength: field.maxLength }),
    ...(field.isLong && { isMultiline: true }),
  });
}

/** What the client itself says of an answer that is missing, or of a day that cannot be. */
function errorOf(t: Translate, { label, days }: FieldView): string {
  if (!days) return t('form:missing', { label });
  const [first, last] = days.map((day) => new Date(day));
  return t('form:missingDay', { label, first, last });
}
