/** What a reading of a sentence is, and what every kind of them goes by. */
import type { Question } from '../domain/question';
import type { QuestionRead } from './readQuestion';
import type { PupilRead, PupilSlots } from './readPupil';
import type { Token } from './tokens';

export interface Slots {
  question?: Question;
  /** The question changes the one before. */
  follows?: true;
  /** `partout`: of no place that was named before. */
  everywhere?: true;
  pupil?: PupilSlots;
  /** A pupil's name, as typed. */
  name?: string;
  /** Of an article; several, by lines. */
  serial?: string;
  /** Words that a nomination leaves aside: its review shows what was understood. */
  unread?: string[];
}

export interface Reading {
  intent: string;
  slots: Slots;
  /** From 0 to 1. */
  score: number;
}

/** A reading, with the tokens that it leaves over, and whether something else forbids it. */
export interface Candidate extends Reading {
  left: number[];
  holds: boolean;
}

/** A sentence, read for a question and for a pupil. */
export interface Sentence {
  tokens: readonly Token[];
  question: QuestionRead;
  pupil: PupilRead;
  /** Whether who says it nominates pupils; who does not asks about all places. */
  nominates: boolean;
  /** Whether a question was answered before, which this one may change. */
  hasAsked: boolean;
  /** Whether it has an e-mail address, which only a person has. */
  hasEmail: boolean;
}

/** What is unlikely for who says it, or beside what else is said. */
export const UNLIKELY = 0.6;
/** `ne retire pas`, `n'affiche pas`: what is not to be done. */
export const FORBIDS = new Set(['ne', 'n']);
