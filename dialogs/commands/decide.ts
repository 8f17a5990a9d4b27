import { NotAllowed, UnknownNomination } from '../../src/domain/errors';
import type { Standing } from '../../src/services/standing';
import { accept as acceptOne, decline as declineOne } from '../../src/services/decide';
import type { Actor } from '../../src/services/authorise';
import type { ServiceContext } from '../../src/services/context';
import type { Conversation } from '../conversation';
import { proposedNamed, showDecided, showProposals } from '../proposals';
import { turnOf } from '../turn';
import type { Changing, Intended, Slots } from './command';

type Decide = (context: ServiceContext, actor: Actor, id: string) => Promise<Standing>;

/** One by its button, or all that the card shows by its own. */
async function decide(conversation: Conversation, { nomination, nominations }: Slots, verdict: Decide): Promise<void> {
  const { context } = conversation;
  const { services, actor, log } = turnOf(context);
  const ids = nominations ?? (nomination === undefined ? [] : [nomination]);
  if (!ids.length) return showProposals(context, {});
  const stand: Standing[] = [];
  let gone = 0;
  for (const id of ids) {
    try {
      const standing = await verdict(services, actor, id);
      stand.push(standing);
      const { institution, _id } = standing.nomination;
      const about = { turn: context.activity.id, member: actor.id, institution, nomination: _id };
      log.info({ ...about, outcome: standing.outcome }, 'decided');
    } catch (error) {
      // The others are decided on all the same; what became of each is said.
      const isGone = error instanceof UnknownNomination || error instanceof NotAllowed;
      if (!isGone || ids.length === 1) throw error;
      gone++;
    }
  }
  await showDecided(conversation, stand, gone);
}

/** The one of that name; the list where none or several bear it. */
async function intends(
  conversation: Conversation,
  act: 'accept' | 'decline',
  name: string | undefined,
): Promise<Intended | null> {
  const { context, turn } = conversation;
  const { t } = turn;
  const proposed = await proposedNamed(context, name);
  if (!proposed) {
    await showProposals(context, name === undefined ? {} : { name });
    return null;
  }
  const { _id: nomination, pupil } = proposed;
  return { title: t(`proposals:${act}Ask`, { ...pupil }), confirm: t(`proposals:${act}`), slots: { nomination } };
}

/** `accepter Diallo`: the pupil gets a place, or waits. */
export const accept: Changing = {
  name: 'accept',
  effect: 'changes',
  whose: ['decide'],
  intends: (conversation, { name }) => intends(conversation, 'accept', name),
  run: (conversation, slots) => decide(conversation, slots, acceptOne),
};

/** `refuser Diallo`. */
export const decline: Changing = {
  name: 'decline',
  effect: 'changes',
  whose: ['decide'],
  intends: (conversation, { name }) => intends(conversation, 'decline', name),
  run: (conversation, slots) => decide(conversation, slots, declineOne),
};
