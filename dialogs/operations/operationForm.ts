/** Describing an operation: what is given, to whom, by which rules. */
import type { ReviewView } from '../../src/cards/reviewCard';
import {
  type CampaignDescription,
  isDevice,
  type Kind,
  KINDS,
  usualNeeds,
  usualRules,
} from '../../src/domain/campaign';
import { hasLine } from '../../src/domain/serial';
import { INSTITUTION_KINDS, type InstitutionKind } from '../../src/domain/institution';
import { type Need, NEEDS } from '../../src/domain/need';
import { daysBefore, type PlainDate, yearsBefore } from '../../src/domain/plainDate';
import { readComingDay } from '../../src/understanding/readDelegation';
import { fold } from '../../src/domain/words';
import type { Translate } from '../../src/texts';
import { choiceField, dateField } from '../form/fields';
import type { Field, Form, Values } from '../form/form';
import type { Turn } from '../turn';
import { CALLED_OF_OPERATIONS } from '../vocabulary';
import { factsOf } from './operations';

type Line = keyof typeof CALLED_OF_OPERATIONS;

const wording = (name: Line) => ({
  name,
  called: CALLED_OF_OPERATIONS[name],
  label: (t: Translate): string => t(`operations:${name}.label`),
  ask: (t: Translate): string => t(`operations:${name}.ask`),
});

const LONGEST_NAME = 80;
const LONGEST_TEXT = 400;

const text = (name: Line, maxLength: number, more: Partial<Field> = {}): Field => {
  const { label, ask, ...rest } = wording(name);
  return {
    ...{ ...rest, kind: 'text', maxLength },
    label: ({ t }) => label(t),
    ask: ({ t }) => ask(t),
    read(typed, { t }) {
      const value = typed.trim().replace(/\s+/g, ' ');
      return value && value.length <= maxLength ? { value } : { problem: t('operations:tooLong', { max: maxLength }) };
    },
    ...more,
  };
};

/** Several of a list, by their names with commas between, or all: what was read is written as names again. */
function severalField<Value extends string>(
  name: Line,
  values: readonly Value[],
  titleOf: (t: Translate, value: Value) => string,
): Field {
  return text(name, LONGEST_TEXT, {
    read(typed, { t }) {
      const found = severalIn(typed, values, (value) => titleOf(t, value));
      if (found.length) return { value: found.map((value) => titleOf(t, value)).join(', ') };
      return { problem: t('operations:oneOf', { names: values.map((value) => titleOf(t, value)) }) };
    },
  });
}

const ALL = /^(?:tout|tous|toutes|all)$/;

/** None where a part names none of them. */
export function severalIn<Value extends string>(
  typed: string,
  values: readonly Value[],
  titleOf: (value: Value) => string,
): Value[] {
  if (ALL.test(fold(typed))) return [...values];
  const found = new Set<Value>();
  // Names that have a comma of their own are taken whole.
  let rest = typed;
  for (const value of values) {
    const whole = titleOf(value);
    if (!rest.includes(whole)) continue;
    found.add(value);
    rest = rest.replace(whole, ' ');
  }
  for (const part of rest
    .split(/[,;\n]| et | and /i)
    .map(fold)
    .filter(Boolean)) {
    const exact = values.filter((value) => fold(titleOf(value)) === part || fold(value) === part);
    const like = values.filter((value) => part.length >= 3 && fold(titleOf(value)).includes(part.replace(/s$/, '')));
    const [only, another] = exact.length ? exact : like;
    if (!only || (another && !exact.length)) return [];
    found.add(only);
  }
  return values.filter((value) => found.has(value));
}

/** A day to come, of these two years. */
const dayField = (name: 'deadline' | 'dueOn'): Field =>
  dateField(
    wording(name),
    {
      read(typed, today) {
        const date = readComingDay(typed, today);
        return date ? { date } : { problem: 'unclear' };
      },
      days: ({ today }) => [daysBefore(today, 1), daysBefore(yearsBefore(today, -2), 0)],
      tooEarly: ({ t: say }) => say('operations:past'),
      tooLate: ({ t: say }) => say('operations:farAway'),
    },
    true,
  );

const MOST_LINE_DAYS = 1_000;

const lineDaysField = (): Field =>
  text('lineDays', 4, {
    optional: true,
    read(typed, { t }) {
      const days = /^\d{1,4}$/.exec(typed.trim()) ? Number(typed) : 0;
      return days >= 1 && days <= MOST_LINE_DAYS
        ? { value: String(days) }
        : { problem: t('operations:lineDays.wrong') };
    },
  });

const levelTitle = (t: Translate, level: InstitutionKind): string => t(`summary:${level}`);
const needTitle = (t: Translate, need: Need): string => t(`need:${need}`);

export function operationForm({ t }: Turn, values: Values): Promise<Form> {
  const isNew = values.campaign === undefined;
  const choice = <Value extends string>(name: Line, all: readonly { value: Value; title: string }[]): Field =>
    choiceField(wording(name), [...all]);
  const kinds = KINDS.map((value) => ({ value, title: t(`article:name.${value}`) }));
  return Promise.resolve({
    name: 'operation',
    fields: [
      text('name', LONGEST_NAME),
      ...(isNew ? [choice('kind', kinds)] : []),
      ...(values.kind === 'other' ? [text('article', LONGEST_NAME)] : []),
      text('giver', LONGEST_NAME, { optional: true }),
      severalField('levels', INSTITUTION_KINDS, levelTitle),
      { ...severalField('needs', NEEDS, needTitle), optional: true },
      choice(
        'perPupil',
        (['one', 'several'] as const).map((value) => ({ value, title: t(`operations:perPupil.${value}`) })),
      ),
      choice(
        'proposals',
        (['decided', 'direct'] as const).map((value) => ({ value, title: t(`operations:proposals.${value}`) })),
      ),
      choice(
        'household',
        (['each', 'one'] as const).map((value) => ({ value, title: t(`operations:household.${value}`) })),
      ),
      ...(hasLine(values.kind as Kind) ? [lineDaysField()] : []),
      ...(isDevice(values.kind as Kind) ? [dayField('dueOn')] : []),
      dayField('deadline'),
      text('delivery', LONGEST_TEXT, { optional: true }),
      text('family', LONGEST_TEXT, { optional: true }),
    ],
    title: isNew ? t('operations:createTitle') : t('operations:changeTitle'),
    intro: t('operations:intro'),
    submit: t('nominate:submit'),
    lineExample: t('operations:lineExample'),
    review: (given, id) => Promise.resolve(review(t, given, id)),
  });
}

/** What a form's answers describe. */
export function describedBy(t: Translate, values: Values): CampaignDescription {
  const {
    name = '',
    kind = 'sim',
    article,
    giver,
    delivery,
    family,
    deadline,
    levels = '',
    needs = '',
    perPupil,
    proposals,
    household,
    dueOn,
    lineDays,
  } = values;
  return {
    ...{ name, kind: kind as Kind },
    levels: severalIn(levels, INSTITUTION_KINDS, (value) => levelTitle(t, value)),
    needs: needs ? severalIn(needs, NEEDS, (value) => needTitle(t, value)) : usualNeeds(kind as Kind),
    perPupil: perPupil === 'several' ? 'several' : 'one',
    proposals: proposals === 'direct' ? 'direct' : 'decided',
    household: household === 'one' ? 'one' : 'each',
    ...(dueOn !== undefined && { dueOn: dueOn as PlainDate }),
    ...(lineDays !== undefined && { lineDays: Number(lineDays) }),
    ...(article !== undefined && { article }),
    ...(giver !== undefined && { giver }),
    ...(delivery !== undefined && { delivery }),
    ...(family !== undefined && { family }),
    ...(deadline !== undefined && { deadline: deadline as PlainDate }),
  };
}

/** What a form begins with: the rules of most operations of its kind. */
export function valuesOf(
  t: Translate,
  { levels, needs, lineDays, ...rest }: Partial<CampaignDescription> & { kind: Kind },
): Values {
  const usual = usualRules(rest.kind);
  const texts = Object.entries({
    ...{ perPupil: usual.perPupil, proposals: usual.proposals, household: usual.household },
    ...rest,
  }).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return {
    ...Object.fromEntries(texts),
    ...(lineDays !== undefined && { lineDays: String(lineDays) }),
    levels: (levels ?? usual.levels).map((level) => levelTitle(t, level)).join(', '),
    ...(needs && { needs: needs.map((need) => needTitle(t, need)).join(', ') }),
  };
}

function review(t: Translate, given: Values, id: string): ReviewView {
  return {
    ...{ id, given, lines: [], warnings: [] },
    title: given.campaign === undefined ? t('operations:createReview') : t('operations:changeReview'),
    facts: factsOf({ t } as Turn, describedBy(t, given)),
    ask: t('movements:ask'),
    confirm: t('common:confirm'),
    correct: t('common:correct'),
    cancel: t('common:cancel'),
  };
}
