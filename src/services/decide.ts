/** What a head does with the pupils that were proposed to them. */
import { actorNow } from './actorNow';
import { authorise, type Actor, placesWhere } from './authorise';
import type { ServiceContext } from './context';
import { claimsOf } from './claims';
import { lineOf } from './journal/lines';
import { match } from './match';
import { requireOpen, requireRunning } from './operations/requireOpen';
import { type Standing, standingOf } from './standing';
import { StoreAway } from '../domain/errors';
import type { JournalLine, Stamp } from '../domain/journal';
import { undoWindow } from '../domain/undo';
import { isOut } from '../domain/unit';
import type { Nomination } from '../store/nomination';
import { stepAside } from '../store/retry';

/** Those that wait for the actor's decision, the oldest first. @throws NotAllowed, NoCampaign, StoreAway */
export async function listProposals(context: ServiceContext, actor: Actor): Promise<Nomination[]> {
  authorise(actor, 'decide');
  const { id: campaign } = await context.directory.campaign(actor);
  return context.store.nominations.proposedAt(campaign, placesWhere(actor, 'decide'));
}

const MOST_TRIES = 60;

/** One can be decided on more than once: each time has its own line. */
const decisionLine = (what: 'accepted' | 'declined' | 'undecided', proposed: Nomination, stamp: Stamp): JournalLine =>
  lineOf(what, proposed, stamp, { _id: `${proposed._id}/${what}/${stamp.at.getTime()}` });

/**
 * Accepts a proposal: the pupil gets a unit, or waits behind those who were nominated before. Safe to repeat.
 * @returns where it stands; `declined` or `withdrawn` when somebody else had ended it
 * @throws NotAllowed, UnknownNomination, NoCampaign, StoreAway
 */
export async function accept(context: ServiceContext, asking: Actor, id: string): Promise<Standing> {
  const actor = await actorNow(context, asking);
  const { store } = context;
  const { nominations } = store;
  const { id: campaign } = requireOpen(await context.directory.campaignNow(actor), context.now());
  const proposed = await nominations.require({ campaign, _id: id });
  const stamp = { ...authorise(actor, 'decide', proposed.institution), at: context.now() };
  const decided = { by: actor.id, at: stamp.at };
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const done = await nominations.inTurn(proposed, async () => {
      const { last } = await nominations.before(proposed, proposed.pupil.birthDate);
      return nominations.accept(proposed, last + 1, decided, decisionLine('accepted', proposed, stamp));
    });
    if (done !== 'overtaken') return standingOf(store, await nominations.require(proposed), stamp);
    await stepAside();
  }
  throw new StoreAway('too many at once');
}

/**
 * Declines a proposal: the pupil can be proposed or nominated again. Safe to repeat.
 * @returns how it stands: another may have accepted it
 * @throws NotAllowed, UnknownNomination, NoCampaign, StoreAway
 */
export async function decline(context: ServiceContext, asking: Actor, id: string): Promise<Standing> {
  const actor = await actorNow(context, asking);
  const { store } = context;
  const { id: campaign } = requireRunning(await context.directory.campaignNow(actor), context.now());
  const proposed = await store.nominations.require({ campaign, _id: id });
  const stamp = { ...authorise(actor, 'decide', proposed.institution), at: context.now() };
  await store.nominations.decline(proposed, { by: actor.id, at: stamp.at }, decisionLine('declined', proposed, stamp));
  return standingOf(store, await store.nominations.require(proposed), stamp);
}

/**
 * Takes a decision back within ten minutes, where nothing has followed: the article was not handed over, nothing was corrected, nobody has
 * nominated the pupil since. The proposal waits again; its unit goes to whoever waits. Safe to repeat.
 * @param shownAt when the decision was shown that is meant: a later one is another
 * @returns null when it was too long ago, or something has followed. @throws NotAllowed, UnknownNomination, NoCampaign, StoreAway
 */
export async function undecide(
  context: ServiceContext,
  asking: Actor,
  id: string,
  shownAt?: Date,
): Promise<Nomination | null> {
  const actor = await actorNow(context, asking);
  const { store, now } = context;
  const { id: campaign, perPupil } = requireRunning(await context.directory.campaignNow(actor), now());
  const decided = await store.nominations.require({ campaign, _id: id });
  const stamp = { ...authorise(actor, 'decide', decided.institution), at: now() };
  if (decided.state !== 'open' && decided.state !== 'declined') return null;
  const unit = decided.state === 'open' ? await store.units.leave(campaign, id) : null; // from here on nobody hands it over
  if (unit !== null && isOut(unit)) return null;
  const [claim] = claimsOf(context, decided.pupil);
  const outcome = await store.nominations.undecide(
    decided,
    undoWindow(stamp.at, shownAt),
    perPupil === 'one' ? claim : undefined,
    decisionLine('undecided', decided, stamp),
  );
  if (outcome !== 'undecided') {
    await store.units.stay(campaign, id);
    return null;
  }
  await store.units.release(campaign, id);
  await match(store, decided, stamp);
  return store.nominations.require(decided);
}
