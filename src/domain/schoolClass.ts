/**
 * Classes are free text (`4EB`, `6e Rouge`, `CM2 A`, `ULIS`): any name that a school gives one is taken, and its level is read out
 * of it where it says one.
 * Levels: Code de l'éducation D311-10; ages: enfants dans l'année de leurs n ans, with room for years ahead and repeated.
 */
import type { InstitutionKind } from './institution';
import { fold } from './words';

export type Stage = 'nursery' | 'primary' | 'lowerSecondary' | 'upperSecondary';

export interface SchoolClass {
  /** As the school writes it, spaces tidied. */
  label: string;
  /** `any`: pupils of several ages sit together; null: the name does not say. */
  stage: Stage | 'any' | null;
}

export type ClassProblem =
  'empty' | 'long' | 'lowerSchool' | 'lowerSecondary' | 'upperSecondary' | 'notUpper' | 'notPrimary';

/** Whole years, inclusive, at any day of the school year; beyond them a person is warned. */
const AGES: Record<Stage, readonly [number, number]> = {
  nursery: [2, 6],
  primary: [5, 12],
  lowerSecondary: [10, 17],
  upperSecondary: [14, 21],
};

/** Beyond them nobody is a pupil there: three years ahead, or as far behind as a pupil who came late to school. In years. */
const POSSIBLE_AGES: Record<InstitutionKind, readonly [number, number]> = {
  college: [8, 20],
  lycee: [12, 25],
  circonscription: [2, 25],
  ecole: [2, 16],
};

interface Level {
  stage: Stage | 'any';
  /** How the label begins, once `classe de` is off. */
  begins: RegExp;
}

const LEVELS: readonly Level[] = [
  {
    stage: 'any',
    begins: /^(?:ulis|upe2a|nsa|multi niveaux|section internationale|(?:dispositif|atelier|classe) relais)\b/,
  },
  {
    stage: 'nursery',
    begins: /^(?:[2-5] ans|(?:tps|ps|ms|gs)\d?|maternelle|(?:petite|moyenne|grande) section)\b/,
  },
  { stage: 'primary', begins: /^(?:primaire|elementaire|(?:cp|ce1|ce2|cm1|cm2)[a-d]?\d?)\b/ },
  { stage: 'upperSecondary', begins: /^(?:seconde|premiere|terminale|term|lycee|bac|(?:cap|bep|bts)$)\d{0,2}\b/ },
  { stage: 'upperSecondary', begins: /^(?:2nde?|2de|1e?re|tle)[a-z0-9]{0,5}\b/ },
  { stage: 'upperSecondary', begins: /^t ?(?:g|st|pro)[a-z0-9]{0,3}\b/ },
  { stage: 'lowerSecondary', begins: /^(?:sixieme|cinquieme|quatrieme|troisieme|segpa)s?\b/ },
  { stage: 'lowerSecondary', begins: /^[3-6] ?(?:emes?|ieme|nd|e)?[a-z0-9]{0,3}\b/ },
];

const OTHERS: Record<InstitutionKind, Partial<Record<Stage, ClassProblem>>> = {
  college: { nursery: 'lowerSchool', primary: 'lowerSchool', upperSecondary: 'upperSecondary' },
  lycee: { nursery: 'notUpper', primary: 'notUpper', lowerSecondary: 'notUpper' },
  circonscription: { lowerSecondary: 'lowerSecondary' },
  ecole: { lowerSecondary: 'notPrimary', upperSecondary: 'notPrimary' },
};

/** Longest class label that is kept, in characters. */
export const LONGEST_CLASS = 40;

/** What is asked where the name does not say the level. */
export const LEVELS_ASKED: Record<InstitutionKind, readonly string[]> = {
  college: ['6e', '5e', '4e', '3e'],
  lycee: ['2de', '1re', 'Tle', 'CAP', 'BTS'],
  ecole: ['Maternelle', 'CP', 'CE1', 'CE2', 'CM1', 'CM2'],
  circonscription: ['Maternelle', 'CP', 'CE1', 'CE2', 'CM1', 'CM2', '2de', '1re', 'Tle'],
};

/** Instead of a level: pupils of several sit together. */
export const SEVERAL_LEVELS = 'multi-niveaux';

/** What people write before the name of a class. */
const BEFORE = new Set(['en', 'le', 'la', 'une', 'classe', 'classes', 'de', 'class', 'year']);

/** Reads the class of a pupil of such an institution; without one, of any. */
export function readClass(typed: string, kind?: InstitutionKind): SchoolClass | { problem: ClassProblem } {
  if (typed.length > LONGEST_CLASS * 2) return { problem: 'long' };
  const words = typed.trim().split(/\s+/);
  const own = words.findIndex((word) => !BEFORE.has(fold(word)));
  const whole = words.join(' ');
  const label = stageIn(whole) !== null || own < 0 ? whole : words.slice(own).join(' ');
  if (!/[\p{L}\p{N}]/u.test(label)) return { problem: 'empty' };
  if (label.replace(LEVEL_BEHIND, '').length > LONGEST_CLASS) return { problem: 'long' };
  const stage = stageIn(label);
  const problem = kind && stage && stage !== 'any' ? OTHERS[kind][stage] : undefined;
  return problem ? { problem } : { label, stage };
}

/** A level that was asked, and stands behind the name: `Mandela (6e)`. */
const LEVEL_BEHIND = / \([^()]{1,14}\)$/;

/** The class with the level that was asked for it. */
export const withLevel = (label: string, level: string): string => `${label} (${level})`;

function stageIn(label: string): SchoolClass['stage'] {
  const behind = LEVEL_BEHIND.exec(label)?.[0] ?? '';
  for (const text of [fold(label), fold(behind)]) {
    const level = LEVELS.find(({ begins }) => begins.test(text));
    if (level) return level.stage;
  }
  return null;
}

/** Whether such an age is usual for the class; any age is, where pupils of several ages sit together. */
export function isUsualAge(age: number, { stage }: SchoolClass): boolean {
  if (stage === 'any' || stage === null) return age >= AGES.nursery[0] && age <= AGES.upperSecondary[1];
  const [youngest, oldest] = AGES[stage];
  return age >= youngest && age <= oldest;
}

/** The least and the greatest age, in whole years, of a pupil whom such an institution can have. */
export const possibleAges = (kind?: InstitutionKind): readonly [number, number] =>
  kind ? POSSIBLE_AGES[kind] : POSSIBLE_AGES.circonscription;
