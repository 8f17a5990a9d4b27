/** The form of a nomination: its fields in the order a head meets them, and its review. */
import type { ReviewView } from '../src/cards/reviewCard';
import { cardAnswers, cardMayNotHelp, type Need, NEEDS, TOLD_HOW, type ToldHow } from '../src/domain/need';
import { ageOn, type PlainDate } from '../src/domain/plainDate';
import { isUsualAge, LONGEST_CLASS, readClass } from '../src/domain/schoolClass';
import type { Institution, InstitutionKind } from '../src/domain/institution';
import { findNearPupils, type NearPupils } from '../src/services/nearPupils';
import type { Translate } from '../src/texts';
import { choiceField, dateField, nameField } from './form/fields';
import type { Field, Form, Values } from './form/form';
import type { Turn } from './turn';

/** Nobody at school is older; a birth further back is a slip of the finger. In years. */
const OLDEST_PUPIL = 30;

/** Beyond it a review is no longer read. */
const MOST_NEAR = 3;

const wording = <Name extends 'institution' | 'lastName' | 'firstName' | 'birthDate' | 'need' | 'toldOn' | 'toldHow'>(
  name: Name,
) => ({
  name,
  label: (t: Translate): string => t(`nominate:${name}.label`),
  ask: (t: Translate): string => t(`nominate:${name}.ask`),
});

export async function nominateForm(turn: Turn, values: Values): Promise<Form> {
  const { t, actor, services } = turn;
  const known = await services.directory.institutions();
  const own = actor.institutions.map((uai) => known.get(uai)).filter((found) => found !== undefined);
  const chosen = own.find(({ uai }) => uai === values.institution);
  const fields = [
    ...(own.length > 1 ? [institutionField(t, own)] : []),
    nameField(wording('lastName')),
    nameField(wording('firstName')),
    birthDateField(),
    classField((uai) => own.find((institution) => institution.uai === uai)?.kind),
    needField(t),
    toldOnField(),
    choiceField(
      wording('toldHow'),
      TOLD_HOW.map((value) => ({ value, title: t(`told:${value}`) })),
    ),
  ];
  return {
    name: 'nominate',
    fields,
    title: t('nominate:title'),
    intro: chosen
      ? t('nominate:intro', { name: chosen.name, commune: chosen.communes[0] })
      : t('nominate:introSeveral'),
    opening: t('nominate:opening'),
    submit: t('nominate:submit'),
    assents: ['distinct'],
    review: (given, id) => review(turn, given, id, own),
  };
}

const institutionField = (t: Translate, own: Institution[]): Field =>
  choiceField(
    wording('institution'),
    own.map(({ uai, name, communes: [commune] }) => ({ value: uai, title: t('common:atPlain', { name, commune }) })),
  );

const birthDateField = (): Field =>
  dateField(wording('birthDate'), (date, { today }) => {
    if (date >= today) return 'future';
    return ageOn(date, today) > OLDEST_PUPIL ? 'tooOld' : null;
  });

const toldOnField = (): Field =>
  dateField(wording('toldOn'), (date, { today }, { birthDate }) => {
    if (date > today) return 'future';
    return birthDate !== undefined && date < birthDate ? 'beforeBirth' : null;
  });

/** A class is read for the kind of the institution; before that is chosen, any known class will do. */
function classField(kindOf: (uai: string | undefined) => InstitutionKind | undefined): Field {
  const example = (t: Translate, kind: InstitutionKind | undefined): string =>
    kind === 'circonscription'
      ? t('nominate:className.exampleCirconscription')
      : t('nominate:className.exampleCollege');
  return {
    name: 'className',
    kind: 'text',
    maxLength: LONGEST_CLASS,
    label: ({ t }) => t('nominate:className.label'),
    ask: ({ t }, { institution }) => t('nominate:className.ask', { example: example(t, kindOf(institution)) }),
    read(typed, { t }, { institution }) {
      const kind = kindOf(institution);
      const read = kind ? readClass(typed, kind) : readAnyClass(typed);
      if (!('problem' in read)) return { value: read.label };
      if (read.problem !== 'otherCycle')
        return { problem: t(`form:class.${read.problem}`, { example: example(t, kind), max: LONGEST_CLASS }) };
      return {
        problem: kind === 'college' ? t('form:class.otherCycleCollege') : t('form:class.otherCycleCirconscription'),
      };
    },
  };
}

function readAnyClass(typed: string) {
  const read = readClass(typed, 'college');
  return 'problem' in read ? readClass(typed, 'circonscription') : read;
}

const needField = (t: Translate): Field =>
  choiceField(
    wording('need'),
    NEEDS.map((value) => ({ value, title: t(`need:${value}`) })),
    (value, turn) => (cardAnswers(value as Need) ? { value } : { problem: turn.t('form:need.noDevice') }),
  );

async function review(turn: Turn, values: Values, id: string, own: Institution[]): Promise<ReviewView> {
  const { t, today, services, actor } = turn;
  const { lastName, firstName, className = '' } = values;
  const birthDate = values.birthDate as PlainDate;
  const need = values.need as Need;
  const institution = own.find(({ uai }) => uai === values.institution);
  const age = ageOn(birthDate, today);
  const read = readClass(className, institution?.kind ?? 'college');
  const unusual = 'problem' in read || !isUsualAge(age, read);
  const name = t('common:at', { name: institution?.name, commune: institution?.communes[0] });
  const told = t('nominate:told', { how: t(`told:${values.toldHow as ToldHow}`), date: new Date(values.toldOn!) });
  const pupil = { lastName: lastName!, firstName: firstName!, birthDate, className };
  const near = institution && (await findNearPupils(services, actor, { id, institution: institution.uai, pupil }));
  const doubted = near && near.token !== values.distinct;
  return {
    id,
    given: values,
    title: t('nominate:reviewTitle'),
    facts: [
      { label: t('nominate:pupilLabel'), value: t('pupils:pupil', { lastName, firstName }) },
      { label: t('nominate:birthDate.label'), value: t('nominate:bornAge', { count: age, date: new Date(birthDate) }) },
      { label: t('nominate:className.label'), value: t('nominate:classValue', { className }) },
      { label: t('nominate:need.label'), value: t(`need:${need}`) },
      { label: t('nominate:toldLabel'), value: told },
      { label: t('nominate:institution.label'), value: name },
    ],
    lines: [],
    warnings: [
      ...(near ? nearTexts(t, near, own) : []),
      ...(unusual ? [t('nominate:warnAge', { count: age, className })] : []),
      ...(cardMayNotHelp(need) ? [t('nominate:warnCoverage')] : []),
    ],
    ...(doubted
      ? {
          doubt: { distinct: near.token },
          ask: t('nominate:near.ask'),
          confirm: t('nominate:near.other'),
          cancel: t('nominate:near.same'),
        }
      : { ask: t('nominate:reviewAsk'), confirm: t('common:confirm'), cancel: t('common:cancel') }),
    correct: t('common:correct'),
  };
}

/** Who is near: by name and institution where the person acts, else only that somebody is. */
function nearTexts(t: Translate, { own: known, elsewhere }: NearPupils, own: Institution[]): string[] {
  const named = known.slice(0, MOST_NEAR).map(({ pupil: { lastName, firstName, className }, institution }) =>
    t('nominate:near.own', {
      ...{ lastName, firstName, className },
      institution: own.find(({ uai }) => uai === institution)?.name,
    }),
  );
  return elsewhere ? [...named, t('nominate:near.elsewhere')] : named;
}
