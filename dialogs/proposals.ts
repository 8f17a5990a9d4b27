/** Pupils who were proposed: the head's list to decide on, and the proposer's own to see what became of them. */
import type { SubmitAction } from '@microsoft/teams.cards';
import type { TurnContext } from 'botbuilder';
import { cardMessage, message } from '../src/cards/activities';
import { button } from '../src/cards/click';
import { type ProposalRow, proposalsCard } from '../src/cards/proposalsCard';
import { pageOf } from '../src/domain/paging';
import { ageOn } from '../src/domain/plainDate';
import { listProposals } from '../src/services/decide';
import { namedIn } from '../src/services/listPupils';
import { prospectOf } from '../src/services/prospect';
import { listOwnProposals } from '../src/services/propose';
import type { Standing } from '../src/services/standing';
import type { Nomination } from '../src/store/nomination';
import type { Conversation } from './conversation';
import { lastDone } from './lastDone';
import { replace, send } from './show';
import { type Turn, turnOf } from './turn';
import { undoButton } from './undo';

/** As many as are accepted in one click. */
const PER_PAGE = 10;

/** @throws NotAllowed, NoCampaign, StoreAway */
export async function showProposals(
  context: TurnContext,
  { page: wanted = 1, name, above = [], undo }: { page?: number; name?: string; above?: string[]; undo?: SubmitAction },
): Promise<void> {
  const turn = turnOf(context);
  const { t, services, actor, answer } = turn;
  const waiting = await listProposals(services, actor);
  const listed = name === undefined ? waiting : namedIn(waiting, name);
  if (name !== undefined && !listed.length)
    return void (await send(context, message(t('proposals:noneNamed', { name }))));
  const { page, pages, from } = pageOf(listed.length, wanted, PER_PAGE);
  const shown = listed.slice(from, from + PER_PAGE);
  const people = await services.store.members.among(shown.map(({ by }) => by));
  const known = await services.directory.institutions();
  const several = new Set(listed.map(({ institution }) => institution)).size > 1;
  const rows = shown.map((proposed): ProposalRow => {
    const by = people.find(({ id }) => id === proposed.by)?.name ?? t('proposals:formerMember');
    return {
      ...rowOf(proposed),
      facts: [
        ...factsOf(turn, proposed),
        ...(several ? [known.get(proposed.institution)?.name ?? proposed.institution] : []),
        t('proposals:by', { name: by, at: proposed.at, interpolation: { escapeValue: false } }),
      ],
      isOpen: true,
    };
  });
  const view = {
    ...{ rows, page, pages, act: 'proposals' as const },
    title: t('proposals:title', { count: listed.length }),
    lines: above.length || listed.length ? [...above, ...(await fewerPlaces(turn, listed))] : [t('proposals:none')],
    actions: [...(undo ? [undo] : []), button(t('common:myPupils'), { act: 'pupils' })],
  };
  const activity = cardMessage(proposalsCard(t, view));
  if (answer.kind === 'click' && (answer.data.page !== undefined || above.length))
    await replace(context, context.activity.replyToId, activity);
  else await send(context, activity);
}

/** That not all of them can have a place, where that is so. */
async function fewerPlaces({ t, services, actor }: Turn, listed: readonly Nomination[]): Promise<string[]> {
  const [only, another] = [...new Set(listed.map(({ institution }) => institution))];
  if (only === undefined || another !== undefined) return [];
  const prospect = await prospectOf(services, actor, only);
  const remaining = 'remaining' in prospect ? prospect.remaining : 0;
  return remaining < listed.length ? [t('proposals:fewer', { remaining, count: listed.length })] : [];
}

/** The one proposal of that name; null where none or several bear it, or no name was given. @throws NotAllowed, NoCampaign, StoreAway */
export async function proposedNamed(context: TurnContext, name: string | undefined): Promise<Nomination | null> {
  const { services, actor } = turnOf(context);
  const [only, another] = name === undefined ? [] : namedIn(await listProposals(services, actor), name);
  return only && !another ? only : null;
}

/** What became of those that were decided on, above the others that wait. @throws NoCampaign, StoreAway */
export async function showDecided(conversation: Conversation, stand: readonly Standing[], gone: number): Promise<void> {
  const { context, turn } = conversation;
  const isDeclined = stand.some(({ outcome }) => outcome === 'declined');
  const above: string[] = [];
  for (const standing of stand) {
    const { decided, withdrawn } = standing.nomination;
    const by = withdrawn?.by ?? decided?.by;
    // Somebody else was quicker: who, and when.
    const others =
      by === undefined || by === turn.actor.id ? [] : await lastDone(turn, { nomination: standing.nomination._id });
    above.push([decidedText(turn, standing), ...others].join(' '));
  }
  if (gone) above.push(turn.t('proposals:gone', { count: gone }));
  const nominations = stand.map(({ nomination: { _id } }) => _id).join(',');
  await showProposals(context, {
    above: [...above, ...(isDeclined ? [turn.t('proposals:declinedNext')] : [])],
    ...(nominations && { undo: await undoButton(conversation, { nominations }) }),
  });
}

function decidedText({ t }: Turn, standing: Standing): string {
  const { pupil } = standing.nomination;
  switch (standing.outcome) {
    case 'held':
      return t('proposals:accepted.held', { ...pupil });
    case 'waiting':
      return t('proposals:accepted.waits', {
        ...pupil,
        rank: t('nominate:rank', { count: standing.rank, ordinal: true }),
      });
    case 'declined':
      return t('proposals:declined', { ...pupil });
    default:
      return t('proposals:endedSince', { ...pupil });
  }
}

/** What somebody proposed, the newest first. @throws NotAllowed, NoCampaign, StoreAway */
export async function showOwnProposals(context: TurnContext, wanted = 1): Promise<void> {
  const turn = turnOf(context);
  const { t, services, actor, answer } = turn;
  const all = await listOwnProposals(services, actor);
  const { page, pages, from } = pageOf(all.length, wanted, PER_PAGE);
  const shown = all.slice(from, from + PER_PAGE);
  const rows = shown.map((proposed): ProposalRow => ({
    ...rowOf(proposed),
    facts: [
      proposed.pupil.className,
      t('proposals:on', { at: proposed.at }),
      t(`proposals:state.${proposed.state === 'open' && proposed.unit ? 'served' : proposed.state}`),
    ],
    isOpen: false,
  }));
  const view = {
    ...{ rows, page, pages, act: 'ownProposals' as const },
    title: t('proposals:own', { count: all.length }),
    lines: [],
    actions: [button(t('common:propose'), { act: 'nominate' })],
  };
  const activity = cardMessage(proposalsCard(t, view));
  if (answer.kind === 'click' && answer.data.page !== undefined)
    await replace(context, context.activity.replyToId, activity);
  else await send(context, activity);
}

const rowOf = ({ _id, pupil: { lastName, firstName } }: Nomination) => ({ id: _id, lastName, firstName });

const factsOf = ({ t, today }: Turn, { pupil: { className, birthDate }, need }: Nomination): string[] => [
  className,
  t('proposals:age', { count: ageOn(birthDate, today) }),
  t(`need:${need}`),
];
