import type { Delegation } from './delegation';
import type { Uai } from './uai';

/**
 * principal, inspector (IEN): heads, of a school and of a circonscription. deputy: adjoints and directors who act for a head as far as
 * it was delegated to them. proposer: CPE, AED, social worker, school director. reader: the DSDEN, who sees counts and no pupil.
 */
export const ROLES = ['principal', 'deputy', 'inspector', 'proposer', 'coordinator', 'reader'] as const;
export type Role = (typeof ROLES)[number];

/** Roles that act for institutions; the others are of the whole operation. */
export const LOCAL_ROLES: readonly Role[] = ['principal', 'deputy', 'inspector', 'proposer'];

export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A person of the tenant who may speak to Relais. */
export interface Member {
  id: string;
  /** Microsoft Entra object id; absent until they first write. */
  aadObjectId?: string;
  /** Their user principal name, in small letters: how they are known before they first write. */
  email?: string;
  name: string;
  role: Role;
  /** Whom they act for; empty for who is of the whole operation. */
  institutions: Uai[];
  /** What they chose by typing `français` or `english`. */
  language?: Language;
  /** The operation that they chose, where several are open. */
  campaign?: string;
  /** They may do nothing more; what they did stays theirs in the journal. */
  suspended?: boolean;
  /** What heads delegated to them, past ones included. */
  delegations?: Delegation[];
}
