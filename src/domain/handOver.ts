/** Handing an article to a family (remise), and what becomes of it afterwards. */
import type { PlainDate } from './plainDate';

/** What proves it: a signature on paper; somebody who saw it; the post, where nobody meets. No identity document is copied (DOMAIN). */
export const PROOFS = ['signature', 'witness', 'post'] as const;
export type Proof = (typeof PROOFS)[number];

export const CONDITIONS = ['new', 'good', 'worn', 'damaged', 'incomplete'] as const;
export type Condition = (typeof CONDITIONS)[number];

export const LOSSES = ['lost', 'stolen', 'broken'] as const;
export type Loss = (typeof LOSSES)[number];

/** The languages that a family's paper is written in beside French (DOMAIN, Families' languages). */
export const FAMILY_LANGUAGES = ['fr', 'en', 'ar', 'pt', 'es', 'tr', 'ro', 'ta', 'bn', 'ur', 'zh'] as const;
export type FamilyLanguage = (typeof FAMILY_LANGUAGES)[number];

export const RIGHT_TO_LEFT: ReadonlySet<FamilyLanguage> = new Set(['ar', 'ur']);

/** Prepaid credit lasts about so many days; the line lapses without a top-up (DOMAIN, From card to family). */
export const LINE_DAYS = 30;

/** Lines that end within so many days are told. */
export const LAPSING_DAYS = 7;

export interface HandOver {
  at: Date;
  by: string;
  proof: Proof;
  /** Of the family's paper. */
  language: FamilyLanguage;
  /** Of a loan: how it went out, and until when. */
  condition?: Condition;
  dueOn?: PlainDate;
}
