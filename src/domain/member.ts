import type { Uai } from './uai';

export const ROLES = ['principal', 'deputy', 'inspector', 'coordinator'] as const;
export type Role = (typeof ROLES)[number];

export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A person of the tenant who may speak to Relais. */
export interface Member {
  id: string;
  aadObjectId: string;
  name: string;
  role: Role;
  /** Whom they act for; empty for a coordinator. */
  institutions: Uai[];
  /** What they chose by typing `français` or `english`. */
  language?: Language;
}
