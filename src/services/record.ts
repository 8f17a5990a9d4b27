/** Recording a pupil, as a nomination or as a proposal: what both have in common. */
import type { Actor, By } from './authorise';
import { may } from './authorise';
import type { ServiceContext } from './context';
import { claimsOf } from './claims';
import { requireOpen } from './operations/requireOpen';
import { lineOf } from './journal/lines';
import { nearAmong, type NearPupils } from './nearPupils';
import { type Standing, standingOf } from './standing';
import { NotAllowed, StoreAway } from '../domain/errors';
import { RELAIS } from '../domain/journal';
import { householdOf } from '../domain/household';
import type { Need, ToldHow } from '../domain/need';
import type { PlainDate } from '../domain/plainDate';
import type { Pupil } from '../domain/pupil';
import type { Uai } from '../domain/uai';
import { begunWith } from '../store/journalled';
import type { Nomination } from '../store/nomination';
import { stepAside } from '../store/retry';

export interface NominationRequest {
  /** Given to the form when it was opened: the same form sent again is the same nomination. */
  id: string;
  institution: Uai;
  pupil: Pupil;
  /** The pupil's school, where a district nominates. */
  school?: Uai;
  need: Need;
  told: { on: PlainDate; how: ToldHow };
  /** The token of the near pupils whom the person was told of, and says that this is another. */
  distinct?: string;
  /** The code of another child's household, as the head declares it. */
  household?: string;
}

export type Recorded =
  /** `asAsked` is false when this form had recorded something else before: what stands is what it says. */
  | { outcome: 'recorded'; standing: Standing; asAsked: boolean }
  /** The pupil is nominated or proposed already; the institution is told only to those who act for it. */
  | { outcome: 'duplicate'; institution: Uai | null }
  /** The operation gives one a household, and another child of it has one; whose is told only to those who see them. */
  | { outcome: 'household'; nomination: Nomination | null; institution: Uai | null }
  /** Nothing was recorded: a pupil of a name very close is nominated, and nobody has said that this is another. */
  | { outcome: 'near'; near: NearPupils };

/** Many more than nominate at one school at once; beyond it the person is asked to try again. */
const MOST_TRIES = 60;

/**
 * Safe to repeat with the same id, at any point. Five operations when a unit is free and nobody waits.
 * @param by by what right, which was asked before
 * @throws NotAllowed for somebody else's form; NoCampaign, CampaignNotOpened, CampaignClosed, CampaignLate, StoreAway
 */
export async function record(
  context: ServiceContext,
  actor: Actor,
  { by, state, isProposal = false }: { by: By; state: 'open' | 'proposed'; isProposal?: boolean },
  request: NominationRequest,
): Promise<Recorded> {
  const { store } = context;
  const { nominations } = store;
  const operation = requireOpen(await context.directory.campaignNow(actor), context.now());
  const { id: campaign, kind, perPupil } = operation;
  const household = operation.household === 'one' ? (request.household ?? householdOf(request.id)) : undefined;
  const [claim, ...earlierClaims] = claimsOf(context, request.pupil);
  const { id, institution, pupil, need, told, distinct, school } = request;
  const place = { campaign, kind, institution };
  const stamp = { ...by, at: context.now() };
  const line = lineOf(state === 'open' ? 'nominated' : 'proposed', { _id: id, ...place }, stamp);
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const { near, nomination, added } = await nominations.inTurn(place, async () => {
      const { last, born } = await nominations.before(place, pupil.birthDate);
      const once = perPupil === 'one';
      const known = once ? born.find((other) => other._id !== id && earlierClaims.includes(other.claim!)) : undefined;
      if (known) return { near: null, nomination: null, added: known };
      const nomination: Nomination = {
        ...{ _id: id, campaign, kind, institution, pupil, need, told, seq: last + 1 },
        ...{ state, by: actor.id, at: stamp.at },
        ...(once && { claim }),
        ...(household !== undefined && { household }),
        ...(school !== undefined && { school }),
        ...(isProposal && { proposedBy: actor.id }),
        ...begunWith(line),
      };
      const isKnown = born.some(({ _id }) => _id === id);
      const near = isKnown || !once ? null : nearAmong(actor, born, pupil, id, [claim, ...earlierClaims]);
      const doubted = near !== null && near.token !== distinct;
      return { near, nomination, added: doubted ? null : await nominations.add(nomination) };
    });
    if (nomination === null) return duplicateOf(actor, added);
    if (near && added === null) return { outcome: 'near', near };
    const standingNow = (of: Nomination): Promise<Standing> => standingOf(store, of, stamp);
    if (added === 'added') {
      await requireStillOpen(context, actor, nomination);
      return { outcome: 'recorded', standing: await standingNow(nomination), asAsked: true };
    }
    const earlier = await nominations.find(nomination);
    if (earlier) {
      if (earlier.by !== actor.id) throw new NotAllowed('somebody else’s form');
      return { outcome: 'recorded', standing: await standingNow(earlier), asAsked: isSame(earlier, nomination) };
    }
    const sibling = added === 'household' ? await nominations.ofHousehold(campaign, kind, household!) : null;
    if (sibling) return householdOutcome(actor, sibling);
    const other = added === 'claimed' ? await nominations.claimant(campaign, kind, claim) : null;
    if (other) return duplicateOf(actor, other);
    // Overtaken by another nomination of the institution, or its claim was withdrawn between the two: looked at again.
    await stepAside();
  }
  throw new StoreAway('too many at once');
}

/** Closed between the looking and the writing: nothing stays recorded after closing was told. @throws CampaignClosed, CampaignLate */
async function requireStillOpen({ store, directory, now }: ServiceContext, actor: Actor, recorded: Nomination) {
  try {
    requireOpen(await directory.campaignNow({ ...actor, within: recorded.campaign }), now());
  } catch (error) {
    const ended = { at: now(), by: RELAIS, reason: 'closed' as const };
    const line = lineOf('withdrawn', recorded, ended, { reason: 'closed' });
    await (recorded.state === 'proposed'
      ? store.nominations.decline(recorded, ended, line)
      : store.nominations.close(recorded, ended, line));
    throw error;
  }
}

const duplicateOf = (actor: Actor, { institution }: Pick<Nomination, 'institution'>): Recorded => ({
  outcome: 'duplicate',
  institution: may(actor, 'seePupils', institution) ? institution : null,
});

const householdOutcome = (actor: Actor, sibling: Nomination): Recorded => {
  const isTheirs = may(actor, 'seePupils', sibling.institution);
  return {
    outcome: 'household',
    nomination: isTheirs ? sibling : null,
    institution: isTheirs ? sibling.institution : null,
  };
};

/** Whether a recorded nomination says what was asked. */
function isSame(recorded: Nomination, asked: Nomination): boolean {
  const said = ({ institution, pupil, need, told, school }: Nomination): string =>
    JSON.stringify([
      ...[institution, pupil.lastName, pupil.firstName, pupil.birthDate, pupil.className],
      ...[need, told.on, told.how, school],
    ]);
  return said(recorded) === said(asked);
}
