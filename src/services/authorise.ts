import { NotAllowed } from '../domain/errors';
import type { Member } from '../domain/member';
import { type Act, placesTo, type Power, rightTo } from '../domain/permissions';
import type { Uai } from '../domain/uai';

/** Who acts. */
export interface Actor extends Member {
  /** The operation that this act belongs to, whatever was chosen: that of an open form, or the one that a command names. */
  within?: string;
  /** What heads have delegated to them, in force today. */
  powers?: readonly Power[];
  /** The activity in which they act; absent for a command beside the bot. */
  activity?: string;
}

/** Who did it, and for whom, as the journal says it. */
export interface By {
  by: string;
  /** By delegation of this member. */
  delegatedBy?: string;
  activity?: string;
}

/** Whether the actor may; with an institution, whether they may there. */
export const may = (actor: Actor, act: Act, institution?: Uai): boolean => rightTo(actor, act, institution) !== null;

/** The institutions where the actor may. */
export const placesWhere = (actor: Actor, act: Act): Uai[] => placesTo(actor, act);

/** @throws NotAllowed */
export function authorise(actor: Actor, act: Act, institution?: Uai): By {
  const right = actor.suspended ? null : rightTo(actor, act, institution);
  if (!right) throw new NotAllowed(`${actor.role} ${actor.id}: ${act} ${institution ?? ''}`);
  return {
    by: actor.id,
    ...(!right.own && { delegatedBy: right.by }),
    ...(actor.activity !== undefined && { activity: actor.activity }),
  };
}
