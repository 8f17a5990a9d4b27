import { NotAllowed } from '../domain/errors';
import type { Member } from '../domain/member';
import { type Act, placesTo, type Power, rightTo } from '../domain/permissions';
import type { Uai } from '../domain/uai';

/** Who acts. */
export interface Actor extends Member {
  /** The operation that this act belongs to, whatever was chosen: that of an open form, or the one that a command names. */
  within?: string;
  /**
   * Of who is of a primary school: theirs, of a district that decides. They propose for these, and hand over to their pupils alone.
   */
  schools?: readonly Uai[];
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

/** Whether a pupil is one of whom the actor may know: who is of a primary school knows of no other's. */
export const isOfTheirSchool = ({ schools }: Actor, { school }: { school?: Uai | undefined }): boolean =>
  schools === undefined || (school !== undefined && schools.includes(school));

/** The same with the school of whom it is about. @throws NotAllowed */
export function authoriseFor(actor: Actor, act: Act, about: { institution: Uai; school?: Uai | undefined }): By {
  if (!isOfTheirSchool(actor, about)) throw new NotAllowed(`${actor.role} ${actor.id}: ${act} ${about.institution}`);
  return authorise(actor, act, about.institution);
}

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
