import { authorise, type Actor } from './authorise';
import type { ServiceContext } from './context';
import { match } from './match';
import { NotAllowed } from '../domain/errors';
import type { Need, ToldHow } from '../domain/need';
import type { PlainDate } from '../domain/plainDate';
import { type Pupil, pupilKey } from '../domain/pupil';
import type { Uai } from '../domain/uai';
import type { Nomination } from '../store/nominations';

export interface NominationRequest {
  /** Given to the form when it was opened: the same form sent again is the same nomination. */
  id: string;
  institution: Uai;
  pupil: Pupil;
  need: Need;
  told: { on: PlainDate; how: ToldHow };
}

export type Nominated =
  | { outcome: 'held'; remaining: number }
  /** No unit is free. Rank 1 is served next. */
  | { outcome: 'waiting'; rank: number }
  /** The pupil is nominated already; the institution is told only to those who act for it. */
  | { outcome: 'duplicate'; institution: Uai | null }
  /** This form was recorded, and its nomination withdrawn since. */
  | { outcome: 'withdrawn' };

/**
 * Records a nomination: the pupil gets a unit, or waits.
 * Safe to repeat with the same id, at any point. Four operations when a unit is free and nobody waits.
 * @throws NotAllowed, NoCampaign, StoreAway
 */
export async function nominate(context: ServiceContext, actor: Actor, request: NominationRequest): Promise<Nominated> {
  authorise(actor, 'nominate', request.institution);
  const { store } = context;
  const { id: campaign, kind } = await context.directory.campaign();
  const claim = pupilKey(request.pupil, context.pupilSecret);
  const { id, institution, pupil, need, told } = request;
  const at = context.now();
  const nomination: Nomination = {
    ...{ _id: id, campaign, kind, institution, pupil, claim, need, told },
    ...{ state: 'open', by: actor.id, at },
  };
  if ((await store.nominations.add(nomination)) === 'duplicate') {
    const earlier = await store.nominations.find(id);
    if (earlier && earlier.by !== actor.id) throw new NotAllowed('somebody else’s form');
    if (earlier?.state === 'withdrawn') return { outcome: 'withdrawn' };
    if (!earlier) {
      const other = await store.nominations.claimant(campaign, kind, claim);
      if (!other) return nominate(context, actor, request); // withdrawn between the two: the claim is free
      return {
        outcome: 'duplicate',
        institution: actor.institutions.includes(other.institution) ? other.institution : null,
      };
    }
  }
  const { remaining, waiting } = await match(store, { campaign, kind, institution });
  const ahead = waiting.indexOf(id);
  if (ahead === -1) return { outcome: 'held', remaining };
  const unit = await store.units.heldBy(campaign, id); // held by a turn that ended before it could say so?
  if (unit === null) return { outcome: 'waiting', rank: ahead + 1 };
  await store.nominations.mark(id, unit);
  return { outcome: 'held', remaining };
}
