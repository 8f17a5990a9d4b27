/** What a form is: its fields, how each answer is read, and what is shown before it is confirmed. */
import type { Click } from '../../src/cards/click';
import type { ReviewView } from '../../src/cards/reviewCard';
import type { Turn } from '../turn';

/** Answers by field name, each in one canonical spelling (a code, `YYYY-MM-DD`, a tidied text). */
export type Values = Record<string, string>;

export type Reading =
  /** `also`: what it says of other fields. */
  | { value: string; also?: Values }
  /** `isMeant`: it is an answer, though a bad one. */
  | { problem: string; isMeant?: true };

export interface Choice {
  value: string;
  title: string;
}

export interface Field {
  name: string;
  kind: 'text' | 'date' | 'choice';
  label: (turn: Turn) => string;
  /** What people call it beside its label, folded. */
  called?: readonly string[];
  /** The question, when it is asked in writing. */
  ask: (turn: Turn, values: Values) => string;
  /** Reads what was typed or what the card's input held; reads its own canonical spelling too. */
  read: (typed: string, turn: Turn, values: Values) => Reading;
  choices?: Choice[];
  /** Fields whose answers were about the one before: another answer here takes theirs back. */
  resets?: readonly string[];
  /** It may be left out: it is not asked in writing, and an empty one takes the answer back. */
  optional?: true;
  maxLength?: number;
  /** A list: its card takes several lines. */
  isLong?: true;
  /** The first and the last day that can be chosen. */
  days?: (turn: Turn, values: Values) => readonly [string, string];
}

export interface Form {
  name: FormName;
  /** May depend on what was given so far: a form is made anew after each answer. */
  fields: Field[];
  title: string;
  intro: string;
  submit: string;
  /** How a line is changed in writing: its name and a new value. */
  lineExample: string;
  /** Its card is a choice between commands, each of which can be clicked at any time: it is answered in writing alone. */
  click?: Click;
  /** Shown once every field is good; without it the form ends there. */
  review?(values: Values, id: string): ReviewView | Promise<ReviewView>;
  /** Two fields whose answers may be the other way round: the review exchanges them in one click. */
  swaps?: readonly [string, string];
  /** What a scanner has typed where nothing asked for it: answers to go on with, or what is said; null for anything else. */
  scan?(text: string, values: Values, at: 'review' | 'pick'): { values: Values } | { say: string } | null;
  /** What it goes on with where somebody is passed over (`suivant`): in a row, the next. */
  skip?(values: Values): Values;
  /** Values, beside its fields', that the review's own buttons give. */
  assents?: readonly string[];
}

/** Of articles and their deliveries. */
export const FORMS_OF_ARTICLES = [
  ...(['serials', 'countDelivery', 'missingSerials', 'handOver', 'receipts'] as const),
  ...(['lose', 'giveBack', 'lend', 'postpone'] as const),
] as const;

export const FORM_NAMES = [
  ...(['nominate', 'amend', 'withdraw', 'delegate', 'person', 'rights', 'choosePlace'] as const),
  ...FORMS_OF_ARTICLES,
  ...(['operation', 'receive', 'share', 'move', 'takeBack', 'relieve', 'retire'] as const),
] as const;
export type FormName = (typeof FORM_NAMES)[number];

/** What a form was about is gone: why, in a sentence to whoever has it open. */
export class FormClosed extends Error {
  constructor(readonly why: string) {
    super('the form is closed');
  }
}

/** Makes a form for the person whose turn it is. @throws FormClosed, or whatever its act would throw, where it cannot be done any more */
export type FormFactory = (turn: Turn, values: Values) => Promise<Form>;
