/**
 * A head's delegation of signature to a deputy: what, for which institution, from a day to a day. It ends with the head's own function,
 * can be revoked at once, and cannot be passed on. Source: Code de l'éducation, R421-13.
 */
import { type Scope } from './permissions';
import type { PlainDate } from './plainDate';
import type { Uai } from './uai';

export interface Delegation {
  id: string;
  /** The head who delegates, by their member's id. */
  by: string;
  institution: Uai;
  scopes: Scope[];
  /** The first and the last day, both included. */
  from: PlainDate;
  until: PlainDate;
  revokedAt?: Date;
}

/** A school year ends in August: nobody delegates for longer. In days. */
export const LONGEST_DELEGATION = 366;

/** Whether it gives anything on this day; whether its head still is one is asked beside it. */
export const isInForce = ({ from, until, revokedAt }: Delegation, today: PlainDate): boolean =>
  revokedAt === undefined && from <= today && today <= until;

/** Whether it gives something today or will. */
export const isToCome = ({ until, revokedAt }: Delegation, today: PlainDate): boolean =>
  revokedAt === undefined && today <= until;
