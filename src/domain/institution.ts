import type { Uai } from './uai';

/** A collège (head of school decides) or a primary district (its inspector decides). */
export const INSTITUTION_KINDS = ['college', 'circonscription'] as const;
export type InstitutionKind = (typeof INSTITUTION_KINDS)[number];

export interface Institution {
  uai: Uai;
  kind: InstitutionKind;
  /** As its letterhead says it: `Collège Jean Moulin`, `Circonscription de Bondy`. */
  name: string;
  /** The communes it stands for; the first is its own. */
  communes: string[];
  /** Its network of priority education, of those that have one (réseaux d'éducation prioritaire: REP, REP+). */
  priority?: 'REP' | 'REP+';
}
