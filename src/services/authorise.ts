import { NotAllowed } from '../domain/errors';
import type { Member, Role } from '../domain/member';
import type { Uai } from '../domain/uai';

/** Who acts. */
export type Actor = Member;

export type Act = 'nominate' | 'withdraw' | 'seePupils' | 'seeCounts' | 'seeAllCounts';

/** A head answers for their institutions; a deputy acts for the head; a coordinator answers for the cards, not the pupils. */
const ACTS: Record<Role, readonly Act[]> = {
  principal: ['nominate', 'withdraw', 'seePupils', 'seeCounts'],
  deputy: ['nominate', 'withdraw', 'seePupils', 'seeCounts'],
  inspector: ['nominate', 'withdraw', 'seePupils', 'seeCounts'],
  coordinator: ['seeCounts', 'seeAllCounts'],
};

/** Whether the actor may; with an institution, whether they may there. */
export function may(actor: Actor, act: Act, institution?: Uai): boolean {
  if (!ACTS[actor.role].includes(act)) return false;
  if (institution === undefined || actor.institutions.includes(institution)) return true;
  return act === 'seeCounts' && may(actor, 'seeAllCounts');
}

/** @throws NotAllowed */
export function authorise(actor: Actor, act: Act, institution?: Uai): void {
  if (!may(actor, act, institution)) throw new NotAllowed(`${actor.role} ${actor.id}: ${act} ${institution ?? ''}`);
}
