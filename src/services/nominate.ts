import { authorise, type Actor } from './authorise';
import type { ServiceContext } from './context';
import { nearAmong, type NearPupils } from './nearPupils';
import { type Standing, standingOf } from './standing';
import { NotAllowed, StoreAway } from '../domain/errors';
import type { Need, ToldHow } from '../domain/need';
import type { PlainDate } from '../domain/plainDate';
import { type Pupil, pupilKey } from '../domain/pupil';
import type { Uai } from '../domain/uai';
import type { Nomination } from '../store/nominations';
import { stepAside } from '../store/retry';

export interface NominationRequest {
  /** Given to the form when it was opened: the same form sent again is the same nomination. */
  id: string;
  institution: Uai;
  pupil: Pupil;
  need: Need;
  told: { on: PlainDate; how: ToldHow };
  /** The token of the near pupils whom the person was told of, and says that this is another. */
  distinct?: string;
}

export type Nominated =
  /** `asAsked` is false when this form had recorded something else before: what stands is what it says. */
  | { outcome: 'recorded'; standing: Standing; asAsked: boolean }
  /** The pupil is nominated already; the institution is told only to those who act for it. */
  | { outcome: 'duplicate'; institution: Uai | null }
  /** Nothing was recorded: a pupil of a name very close is nominated, and nobody has said that this is another. */
  | { outcome: 'near'; near: NearPupils };

/** Many more than nominate at one school at once; beyond it the person is asked to try again. */
const MOST_TRIES = 60;

/**
 * Records a nomination: the pupil gets a unit, or waits.
 * Safe to repeat with the same id, at any point. Five operations when a unit is free and nobody waits.
 * @throws NotAllowed, NoCampaign, StoreAway
 */
export async function nominate(context: ServiceContext, actor: Actor, request: NominationRequest): Promise<Nominated> {
  authorise(actor, 'nominate', request.institution);
  const { store } = context;
  const { nominations } = store;
  const { id: campaign, kind } = await context.directory.campaign();
  const claim = pupilKey(request.pupil, context.pupilSecret);
  const { id, institution, pupil, need, told, distinct } = request;
  const place = { campaign, kind, institution };
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const { near, nomination, added } = await nominations.inTurn(place, async () => {
      const { last, born } = await nominations.before(place, pupil.birthDate);
      const nomination: Nomination = {
        ...{ _id: id, campaign, kind, institution, pupil, claim, need, told, seq: last + 1 },
        ...{ state: 'open', by: actor.id, at: context.now() },
      };
      const isKnown = born.some(({ _id }) => _id === id);
      const near = isKnown ? null : nearAmong(actor, born, pupil, id, claim);
      const doubted = near !== null && near.token !== distinct;
      return { near, nomination, added: doubted ? null : await nominations.add(nomination) };
    });
    if (near && added === null) return { outcome: 'near', near };
    if (added === 'added') return { outcome: 'recorded', standing: await standingOf(store, nomination), asAsked: true };
    const earlier = await nominations.find(nomination);
    if (earlier) {
      if (earlier.by !== actor.id) throw new NotAllowed('somebody else’s form');
      return { outcome: 'recorded', standing: await standingOf(store, earlier), asAsked: isSame(earlier, nomination) };
    }
    const other = added === 'claimed' ? await nominations.claimant(campaign, kind, claim) : null;
    if (other)
      return {
        outcome: 'duplicate',
        institution: actor.institutions.includes(other.institution) ? other.institution : null,
      };
    // Overtaken by another nomination of the institution, or its claim was withdrawn between the two: looked at again.
    await stepAside();
  }
  throw new StoreAway('too many at once');
}

/** Whether a recorded nomination says what was asked. */
function isSame(recorded: Nomination, asked: Nomination): boolean {
  const said = ({ institution, pupil, need, told }: Nomination): string =>
    JSON.stringify([
      ...[institution, pupil.lastName, pupil.firstName, pupil.birthDate, pupil.className],
      ...[need, told.on, told.how],
    ]);
  return said(recorded) === said(asked);
}
