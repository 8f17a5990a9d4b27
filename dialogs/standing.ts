/** The card that says where a nomination stands. */
import type { Activity, TurnContext } from 'botbuilder';
import { cardMessage } from '../src/cards/activities';
import { button } from '../src/cards/click';
import { resultCard, type ResultView } from '../src/cards/resultCard';
import { type Standing, standingOfForm } from '../src/services/standing';
import { articleOf } from './articleName';
import { isMasculine } from './placeName';
import { conclude } from './show';
import { type Turn, turnOf } from './turn';

/** How it came to be said: as the answer to a confirmation, or because the form was recorded before and is left or changed now. */
export type Telling = 'recorded' | 'before' | 'changed';

/** Shows a nomination as it is recorded: in place of its form, or below what was written. */
export async function showStanding(
  context: TurnContext,
  card: string | undefined,
  standing: Standing,
  telling: Telling,
): Promise<void> {
  await conclude(context, card, await standingCard(turnOf(context), standing, telling));
}

async function standingCard(turn: Turn, standing: Standing, telling: Telling): Promise<Partial<Activity>> {
  return cardMessage(resultCard(turn.t, await viewOf(turn, standing, telling)));
}

async function viewOf(turn: Turn, standing: Standing, telling: Telling): Promise<ResultView> {
  const { t, services } = turn;
  const { nomination } = standing;
  if (standing.outcome === 'withdrawn') return { title: t('common:oldCard'), lines: [t('nominate:withdrawnSince')] };
  if (standing.outcome === 'declined') return { title: t('common:oldCard'), lines: [t('proposals:declinedSince')] };
  const place = await services.directory.institution(nomination.institution);
  const another = { act: 'nominate', institution: nomination.institution } as const;
  const actions = [
    button(t('common:nominateAnother'), another, { style: 'positive' }),
    button(t('common:sibling'), { act: 'sibling', nomination: nomination._id }),
    button(t('common:myPupils'), { act: 'pupils' }),
    ...(telling === 'recorded' ? [] : [button(t('pupils:withdraw'), { act: 'withdraw', nomination: nomination._id })]),
  ];
  const { lastName, firstName } = nomination.pupil;
  const pupil = { lastName, firstName, institution: place?.name };
  const before = told(t, telling);
  if (standing.outcome === 'proposed')
    return {
      title: t(before.length ? 'nominate:standsTitle' : 'proposals:sentTitle'),
      tone: 'good',
      lines: [t('proposals:sent', pupil), ...(before.length ? [] : [t('proposals:sentNext')])],
      actions: [
        button(t('common:propose'), another, { style: 'positive' }),
        button(t('common:myProposals'), { act: 'ownProposals' }),
      ],
    };
  if (standing.outcome === 'waiting') {
    const rank = t('nominate:rank', { count: standing.rank, ordinal: true });
    const lines = [
      t('nominate:waiting', { ...pupil, rank }),
      ...(before.length ? before : [t('nominate:waitingNext')]),
    ];
    return {
      title: t(before.length ? 'nominate:standsTitle' : 'nominate:waitingTitle'),
      tone: 'warning',
      lines,
      actions,
    };
  }
  const article = articleOf(t, await services.directory.campaign(turn.actor));
  const counted = { count: standing.remaining, institution: place?.name };
  const remaining = isMasculine(place?.kind)
    ? t('nominate:remaining', counted)
    : t('nominate:remainingDistrict', counted);
  return {
    title: t(before.length ? 'nominate:standsTitle' : 'nominate:recordedTitle'),
    tone: 'good',
    lines: [t('nominate:recorded', { ...pupil, article }), remaining, ...before],
    actions,
  };
}

function told(t: Turn['t'], telling: Telling): string[] {
  if (telling === 'recorded') return [];
  return [telling === 'changed' ? t('nominate:notChanged') : t('nominate:stands')];
}

/** Says where a form's nomination stands, if it was recorded, in place of a card. @returns whether it was. @throws StoreAway */
export async function showIfRecorded(
  context: TurnContext,
  card: string | undefined,
  form: string,
  telling: Telling = 'before',
): Promise<boolean> {
  const { services, actor } = turnOf(context);
  const standing = await standingOfForm(services, actor, form);
  if (standing) await showStanding(context, card, standing, telling);
  return standing !== null;
}
