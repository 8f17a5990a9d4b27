/** The fields that a pupil is described by, in the order a head meets them: for a nomination, and to correct one. */
import { type Campaign, isDevice } from '../src/domain/campaign';
import { type Need, TOLD_HOW } from '../src/domain/need';
import { daysBefore, type PlainDate, yearsBefore } from '../src/domain/plainDate';
import { LEVELS_ASKED, LONGEST_CLASS, possibleAges, readClass, SEVERAL_LEVELS } from '../src/domain/schoolClass';
import type { Institution, InstitutionKind } from '../src/domain/institution';
import { readBirthDay, readPastDay } from '../src/domain/spokenDate';
import { readTold } from '../src/understanding/readTold';
import type { Translate } from '../src/texts';
import { choiceField, dateField, nameField } from './form/fields';
import type { Field, Values } from './form/form';
import type { Turn } from './turn';
import { CALLED } from './vocabulary';

export const wording = <Name extends keyof typeof CALLED>(name: Name) => ({
  name,
  called: CALLED[name],
  label: (t: Translate): string => t(`nominate:${name}.label`),
  ask: (t: Translate): string => t(`nominate:${name}.ask`),
});

export interface PupilFieldsOf {
  campaign: Campaign;
  /** What kind the chosen institution is; undefined before one is chosen. */
  kindOf: (uai: string | undefined) => InstitutionKind | undefined;
  /** Those of the chosen district; none of a school, or where none are known. */
  schools: readonly Institution[];
}

/** @param values given so far: a class may need its level */
export function pupilFields(t: Translate, { campaign, kindOf, schools }: PupilFieldsOf, values: Values): Field[] {
  const kind = kindOf(values.institution);
  return [
    nameField(wording('lastName')),
    nameField(wording('firstName')),
    birthDateField(kindOf),
    ...(schools.length ? [schoolField(schools)] : []),
    classField(kindOf),
    ...(needsLevel(values) ? [levelField(t, kind ?? 'college')] : []),
    needField(t, campaign),
    toldOnField(),
    choiceField(
      wording('toldHow'),
      TOLD_HOW.map((value) => ({ value, title: t(`told:${value}`) })),
    ),
  ];
}

/** Whether the class does not say its level. */
export function needsLevel({ className }: Values): boolean {
  const read = className === undefined ? null : readClass(className);
  return read !== null && !('problem' in read) && read.stage === null;
}

function birthDateField(kindOf: (uai: string | undefined) => InstitutionKind | undefined): Field {
  const days = ({ today }: Turn, { institution }: Values): readonly [PlainDate, PlainDate] => {
    const [youngest, oldest] = possibleAges(kindOf(institution));
    return [daysBefore(yearsBefore(today, oldest + 1), -1), yearsBefore(today, youngest)];
  };
  return dateField(wording('birthDate'), {
    read: readBirthDay,
    days,
    tooEarly: ({ t }) => t('form:date.tooOld'),
    tooLate: ({ t }) => t('form:date.tooYoung'),
  });
}

/** A family is told in the year of the operation; a day further back is a slip of the finger. In years. */
const TOLD_WITHIN = 2;

function toldOnField(): Field {
  const field = dateField(wording('toldOn'), {
    read: readPastDay,
    days: ({ today }) => [yearsBefore(today, TOLD_WITHIN), today],
    tooEarly: ({ t }) => t('form:date.toldLongAgo'),
    tooLate: ({ t }) => t('form:date.future'),
  });
  return {
    ...field,
    read(typed, turn, values) {
      const plain = field.read(typed, turn, values);
      const { when, how } = readTold(typed);
      if ('value' in plain || when === typed || !when) return plain;
      const read = field.read(when, turn, values);
      return 'value' in read && how ? { ...read, also: { toldHow: how } } : read;
    },
  };
}

/** A class is read for the kind of the institution; before that is chosen, any class will do. */
function classField(kindOf: (uai: string | undefined) => InstitutionKind | undefined): Field {
  const example = (t: Translate, kind: InstitutionKind | undefined): string => {
    if (kind === 'circonscription') return t('nominate:className.exampleCirconscription');
    if (kind === 'lycee') return t('nominate:className.exampleLycee');
    return kind === 'ecole' ? t('nominate:className.exampleEcole') : t('nominate:className.exampleCollege');
  };
  return {
    name: 'className',
    kind: 'text',
    resets: ['level'],
    called: CALLED.className,
    maxLength: LONGEST_CLASS,
    label: ({ t }) => t('nominate:className.label'),
    ask: ({ t }, { institution }) => t('nominate:className.ask', { example: example(t, kindOf(institution)) }),
    read(typed, { t }, { institution }) {
      const kind = kindOf(institution);
      const read = readClass(typed, kind);
      if (!('problem' in read)) return { value: read.label };
      return { problem: t(`form:class.${read.problem}`, { example: example(t, kind), max: LONGEST_CLASS }) };
    },
  };
}

const levelField = (t: Translate, kind: InstitutionKind): Field => {
  const { ask, ...rest } = wording('level');
  const choices = [
    ...LEVELS_ASKED[kind].map((level) => ({ value: level, title: level })),
    { value: SEVERAL_LEVELS, title: t('nominate:level.several') },
  ];
  return {
    ...choiceField({ ...rest, ask }, choices),
    ask: (turn, { className }) => turn.t('nominate:level.ask', { className }),
  };
};

/** A district's pupils are at one of its schools: what is given is brought there. */
const schoolField = (schools: readonly Institution[]): Field =>
  choiceField(
    wording('school'),
    schools.map(({ uai, name, communes: [commune = ''] }) => ({
      value: uai,
      title: name.includes(commune) ? name : [name, commune].join(' – '),
    })),
  );

/** Of a connection it is also said that a device is missing: the answer tells where that is asked for. */
function needField(t: Translate, { needs, kind }: Campaign): Field {
  const asked: readonly Need[] = isDevice(kind) || needs.includes('noDevice') ? needs : [...needs, 'noDevice'];
  return choiceField(
    wording('need'),
    asked.map((value) => ({ value, title: t(`need:${value}`) })),
    (value, turn) => (needs.includes(value as Need) ? { value } : { problem: turn.t('form:need.noDevice') }),
  );
}
