import { NotAllowed, UnknownNomination } from '../../src/domain/errors';
import type { Standing } from '../../src/services/standing';
import { accept as acceptOne, decline as declineOne } from '../../src/services/decide';
import type { Actor } from '../../src/services/authorise';
import type { ServiceContext } from '../../src/services/context';
import type { Conversation } from '../conversation';
import { proposedNamed, showDecided, showProposals } from '../proposals';
import { turnOf } from '../turn';
import type { Command, Slots } from './command';

type Decide = (context: ServiceContext, actor: Actor, id: string) => Promise<Standing>;

/** One by its button, ten by the card's, or one by name. */
async function decide(conversation: Conversation, slots: Slots, verdict: Decide): Promise<void> {
  const { context } = conversation;
  const { services, actor, log } = turnOf(context);
  const { nomination, nominations, name } = slots;
  const ids = nominations ?? (nomination === undefined ? await proposedNamed(context, name) : [nomination]);
  if (ids === null) return showProposals(context, name === undefined ? {} : { name });
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
  await showDecided(context, stand, gone);
}

/** `accepter Diallo`: the pupil gets a place, or waits. */
export const accept: Command = {
  name: 'accept',
  whose: ['decide'],
  run: (conversation, slots) => decide(conversation, slots, acceptOne),
};

/** `refuser Diallo`. */
export const decline: Command = {
  name: 'decline',
  whose: ['decide'],
  run: (conversation, slots) => decide(conversation, slots, declineOne),
};
