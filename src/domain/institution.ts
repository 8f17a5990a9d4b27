import type { Uai } from './uai';

/**
 * college, lycee: their head decides. circonscription: a primary district, its inspector decides. ecole: a primary school, under its
 * district, or by itself where an operation asks for it.
 */
export const INSTITUTION_KINDS = ['college', 'circonscription', 'lycee', 'ecole'] as const;
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
  /** As the national file writes it: `093`. */
  department?: string;
  isPrivate?: boolean;
  /** It has been closed, by the national file. */
  isClosed?: boolean;
  /** The district that a primary school belongs to. */
  circonscription?: Uai;
  pupils?: number;
  /** Indice de position sociale: about 50 (least favoured) to 150; 103 on average (DEPP). */
  ips?: number;
  /** The operations in which it takes part. */
  campaigns?: string[];
  /** What it was called before, and when it was closed and opened again; the oldest first. */
  history?: InstitutionChange[];
}

export interface InstitutionChange {
  at: Date;
  what: 'renamed' | 'closed' | 'reopened' | 'moved';
  /** What stood there. */
  was?: string;
}
