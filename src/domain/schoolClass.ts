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

export type ClassProblem = 'long' | 'unknown' | 'otherCycle';

/** Whole years, inclusive, at any day of the school year; beyond them a person is warned, never refused. */
const AGES: Record<Stage, readonly [number, number]> = {
  nursery: [2, 6],
  primary: [5, 12],
  lowerSecondary: [10, 17],
  upperSecondary: [14, 21],
};

interface Level {
  stage: SchoolClass['stage'];
  /** How the label begins. */
  begins: RegExp;
  /** Letters that a word behind it may have at most; any, where it is not said. */
  longestWord?: number;
  /** Longer words that may stand there all the same. */
  words?: readonly string[];
}

const LEVELS: readonly Level[] = [
  { stage: 'any', begins: /^(?:ulis|upe2a|nsa|section internationale)\b/ },
  { stage: 'nursery', begins: /^(?:tps|ps|ms|gs|maternelle|(?:petite|moyenne|grande) section)/, longestWord: 3 },
  { stage: 'primary', begins: /^(?:cp|ce1|ce2|cm1|cm2)/, longestWord: 6 },
  { stage: 'lowerSecondary', begins: /^(?:sixieme|cinquieme|quatrieme|troisieme)\b/ },
  {
    stage: 'lowerSecondary',
    begins: /^[3-6] ?(?:emes?|ieme|nd)?/,
    longestWord: 3,
    words: ['segpa', 'ulis', 'prep', 'prepa', 'metiers'],
  },
  { stage: 'lowerSecondary', begins: /^segpa\b/ },
  {
    stage: 'upperSecondary',
    begins:
      /^(?:seconde|premiere|terminale|2nde|2nd|2de|1ere|1re|tle|term|cap|bep|bac pro|bts|t ?g|t ?st[a-z0-9]|t ?pro)/,
  },
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
  if (label.length > LONGEST_CLASS) return { problem: 'long' };
  const text = fold(label);
  const stage = LEVELS.find((level) => isOf(level, text))?.stage;
  if (!stage) return { problem: 'unknown' };
  return STAGES[kind].includes(stage) ? { label, stage } : { problem: 'otherCycle' };
}

function isOf({ begins, longestWord = Infinity, words = [] }: Level, text: string): boolean {
  const beginning = begins.exec(text)?.[0];
  if (beginning === undefined) return false;
  const behind = text.slice(beginning.length).split(' ');
  return behind.every((word) => word.length <= longestWord || words.includes(word));
}

/** Whether such an age is usual for the class; any age is, where pupils of several ages sit together. */
export function isUsualAge(age: number, { stage }: SchoolClass): boolean {
  if (stage === 'any') return age >= AGES.nursery[0] && age <= AGES.upperSecondary[1];
  const [youngest, oldest] = AGES[stage];
  return age >= youngest && age <= oldest;
}
