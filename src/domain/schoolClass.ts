/**
 * Classes are free text (`4EB`, `6E1`, `CM2 A`, `ULIS`): the level is read out of what a school calls its class.
 * Levels: Code de l'éducation D311-10; ages: enfants dans l'année de leurs n ans, with room for years ahead and repeated.
 */
import type { InstitutionKind } from './institution';
import { fold } from './words';

export type Stage = 'nursery' | 'primary' | 'lowerSecondary' | 'upperSecondary';

export interface SchoolClass {
  /** As the school writes it, spaces tidied. */
  label: string;
  stage: Stage | 'any';
}

export type ClassProblem = 'unknown' | 'otherCycle';

/** Whole years, inclusive, at any day of the school year; beyond them a person is warned, never refused. */
const AGES: Record<Stage, readonly [number, number]> = {
  nursery: [2, 6],
  primary: [5, 12],
  lowerSecondary: [10, 17],
  upperSecondary: [14, 21],
};

const LEVELS: readonly (readonly [RegExp, SchoolClass['stage']])[] = [
  [/^(ulis|upe2a|nsa|section internationale)\b/, 'any'],
  [/^(tps|ps|ms|gs|maternelle|petite section|moyenne section|grande section)( ?[a-z0-9]{1,3})*$/, 'nursery'],
  [/^(cp|ce1|ce2|cm1|cm2)( ?[a-z0-9]{1,6})*$/, 'primary'],
  [/^(sixieme|cinquieme|quatrieme|troisieme)( [a-z0-9]+)*$/, 'lowerSecondary'],
  [
    /^[3-6] ?(e|eme|emes|ieme|nd)? ?(segpa|ulis|bil|prep|pm|prepa metiers|dp|[a-z0-9]{0,3})( [a-z0-9]{1,3})*$/,
    'lowerSecondary',
  ],
  [/^segpa\b/, 'lowerSecondary'],
  [/^(seconde|premiere|terminale|2de|2nde|2nd|1re|1ere|tle|term|cap|bep|bac pro|bts)( ?[a-z0-9]+)*$/, 'upperSecondary'],
  [/^t ?(g|st[a-z0-9]+|pro)( ?[a-z0-9]+)*$/, 'upperSecondary'],
];

const STAGES: Record<InstitutionKind, readonly SchoolClass['stage'][]> = {
  college: ['lowerSecondary', 'any'],
  circonscription: ['nursery', 'primary', 'upperSecondary', 'any'],
};

/** Longest class label that is kept, in characters. */
export const LONGEST_CLASS = 20;

/** Reads the class of a pupil of such an institution. */
export function readClass(typed: string, kind: InstitutionKind): SchoolClass | { problem: ClassProblem } {
  const label = typed.trim().replace(/\s+/g, ' ');
  const text = fold(label);
  const stage = LEVELS.find(([level]) => level.test(text))?.[1];
  if (!stage || label.length > LONGEST_CLASS) return { problem: 'unknown' };
  return STAGES[kind].includes(stage) ? { label, stage } : { problem: 'otherCycle' };
}

/** Whether such an age is usual for the class; any age is, where pupils of several ages sit together. */
export function isUsualAge(age: number, { stage }: SchoolClass): boolean {
  if (stage === 'any') return age >= AGES.nursery[0] && age <= AGES.upperSecondary[1];
  const [youngest, oldest] = AGES[stage];
  return age >= youngest && age <= oldest;
}
