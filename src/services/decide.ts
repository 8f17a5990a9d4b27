/** What a head does with the pupils that were proposed to them. */
import { authorise, type Actor, placesWhere } from './authorise';
import type { ServiceContext } from './context';
import { lineOf } from './journal/lines';
import { requireOpen, requireRunning } from './operations/requireOpen';
import { type Standing, standingOf } from './standing';
import { StoreAway } from '../domain/errors';
import type { Nomination } from '../store/nomination';
import { stepAside } from '../store/retry';

/** Those that wait for the actor's decision, the oldest first. @throws NotAllowed, NoCampaign, StoreAway */
export async function listProposals(context: ServiceContext, actor: Actor): Promise<Nomination[]> {
  authorise(actor, 'decide');
  const { id: campaign } = await context.directory.campaign(actor);
  return context.store.nominations.proposedAt(campaign, placesWhere(actor, 'decide'));
}

const MOST_TRIES = 60;

/**
 * Accepts a proposal: the pupil gets a unit, or waits behind those who were nominated before. Safe to repeat.
 * @returns where it stands; `declined` or `withdrawn` when somebody else had ended it
 * @throws NotAllowed, UnknownNomination, NoCampaign, StoreAway
 */
export async function accept(context: ServiceContext, actor: Actor, id: string): Promise<Standing> {
  const { store } = context;
  const { nominations } = store;
  const { id: campaign } = requireOpen(await context.directory.campaign(actor), context.now());
  const proposed = await nominations.require({ campaign, _id: id });
  const stamp = { ...authorise(actor, 'decide', proposed.institution), at: context.now() };
  const decided = { by: actor.id, at: stamp.at };
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const done = await nominations.inTurn(proposed, async () => {
      const { last } = await nominations.before(proposed, proposed.pupil.birthDate);
      return nominations.accept(proposed, last + 1, decided, lineOf('accepted', proposed, stamp));
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
export async function decline(context: ServiceContext, actor: Actor, id: string): Promise<Standing> {
  const { store } = context;
  const { id: campaign } = requireRunning(await context.directory.campaign(actor), context.now());
  const proposed = await store.nominations.require({ campaign, _id: id });
  const stamp = { ...authorise(actor, 'decide', proposed.institution), at: context.now() };
  await store.nominations.decline(proposed, { by: actor.id, at: stamp.at }, lineOf('declined', proposed, stamp));
  return standingOf(store, await store.nominations.require(proposed), stamp);
}
