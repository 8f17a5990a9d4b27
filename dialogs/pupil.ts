/** One pupil's own card: all that is kept, and what happened. */
import type { TurnContext } from 'botbuilder';
import { cardMessage } from '../src/cards/activities';
import { pupilCard } from '../src/cards/pupilCard';
import { findListed } from '../src/services/listPupils';
import type { Nomination } from '../src/store/nomination';
import { articleOf } from './articleName';
import { factsOf, schoolOf } from './pupilReview';
import { send } from './show';
import { type Turn, turnOf } from './turn';
import { concludeWithdrawal } from './withdraw';

/** @throws NotAllowed, UnknownNomination, NoCampaign, StoreAway */
export async function showPupil(context: TurnContext, id: string): Promise<void> {
  const turn = turnOf(context);
  const { t, services, actor } = turn;
  const found = await findListed(services, actor, id);
  if (found === null) return concludeWithdrawal(context, undefined, [t('pupils:alreadyWithdrawn')]);
  const { nomination, rank } = found;
  const view = {
    id,
    title: t('pupils:pupil', { ...nomination.pupil }),
    state:
      rank === null
        ? t('pupils:hasPlace', { article: articleOf(t, await services.directory.campaign(actor)) })
        : t('pupils:isWaiting', { rank: t('nominate:rank', { count: rank, ordinal: true }) }),
    facts: factsOf(
      turn,
      nomination,
      await services.directory.institution(nomination.institution),
      await schoolOf(turn, nomination),
    ),
    history: historyOf(turn, nomination),
  };
  await send(context, cardMessage(pupilCard(t, view)));
}

/** Older corrections are no longer read. */
const MOST_ACTS = 10;

/** By whom is said where it is the person who reads; others are colleagues of the same institution. */
function historyOf({ t, actor }: Turn, { at, by, acts = [] }: Nomination): string[] {
  const who = (member: string): string => (member === actor.id ? t('pupils:byYou') : t('pupils:byColleague'));
  return [
    t('pupils:nominatedOn', { at, who: who(by) }),
    ...acts.slice(-MOST_ACTS).map((act) => {
      const lines = act.lines.map((line) => t(`nominate:${line}.label`)).join(', ');
      return t('pupils:amendedOn', { at: act.at, who: who(act.by), lines: lines || t('pupils:nothing') });
    }),
  ];
}
