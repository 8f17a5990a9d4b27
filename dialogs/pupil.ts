/** One pupil's own card: all that is kept, and what happened. */
import type { TurnContext } from 'botbuilder';
import { cardMessage } from '../src/cards/activities';
import { pupilCard } from '../src/cards/pupilCard';
import { articleHistory, holdingOf } from '../src/services/articles/holding';
import { isOverdue } from '../src/services/articles/stock';
import { findListed } from '../src/services/listPupils';
import type { Nomination } from '../src/store/nomination';
import { articleOf } from './articleName';
import { deedOf } from './rights';
import { factsOf, schoolOf } from './pupilReview';
import { button } from '../src/cards/click';
import { isDevice } from '../src/domain/campaign';
import { hasLine, shownSerial } from '../src/domain/serial';
import { isOut } from '../src/domain/unit';
import type { Unit } from '../src/store/unit';
import { may } from '../src/services/authorise';
import { paperButton } from './documents/paperButton';
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
  const unit = await holdingOf(services, actor, nomination);
  const view = {
    id,
    title: t('pupils:pupil', { ...nomination.pupil }),
    state:
      unit && isOut(unit.state)
        ? t('pupils:hasIt', { article: articleOf(t, await services.directory.campaign(actor)) })
        : rank === null
          ? t('pupils:hasPlace', { article: articleOf(t, await services.directory.campaign(actor)) })
          : t('pupils:isWaiting', { rank: t('nominate:rank', { count: rank, ordinal: true }) }),
    facts: factsOf(
      turn,
      nomination,
      await services.directory.institution(nomination.institution),
      await schoolOf(turn, nomination),
    ),
    history: await historyOf(turn, nomination),
    ...articleState(turn, nomination, unit),
  };
  await send(context, cardMessage(pupilCard(t, view)));
}

/** What they were given, and what can be done with it by who hands over. */
function articleState({ t, actor, today }: Turn, nomination: Nomination, unit: Unit | null) {
  const { _id: id, institution, household } = nomination;
  const code = household === undefined ? [] : [t('pupils:household', { code: household })];
  if (!unit || unit.state === 'leaving') return { article: code, actions: [] };
  const isTheirs = may(actor, 'handOver', institution);
  const { state, serial, handed, endsOn } = unit;
  if (state === 'held' || !handed)
    return {
      article: [...code, t('pupils:toHand')],
      actions: isTheirs ? [button(t('articles:handOver.confirm'), { act: 'handOver', nomination: id })] : [],
    };
  const at = { at: handed.at };
  const isLine = hasLine(unit.kind);
  const article = [
    ...code,
    serial === undefined
      ? t('pupils:handedNoSerial', at)
      : t('pupils:stateHanded', { ...at, serial: shownSerial(serial) }),
    ...(endsOn
      ? [
          state === 'lapsed'
            ? t('pupils:lineEnded', { date: new Date(endsOn) })
            : t('pupils:lineEnds', { date: new Date(endsOn) }),
        ]
      : []),
    ...(handed.dueOn
      ? [t(isOverdue(unit, today) ? 'pupils:late' : 'pupils:dueOn', { date: new Date(handed.dueOn) })]
      : []),
  ];
  const actions = isTheirs
    ? [
        paperButton(t, unit, { id, language: handed.language }),
        ...(isLine ? [button(t('commands:title.activate'), { act: 'activate', nomination: id })] : []),
        button(t('commands:title.lose'), { act: 'lose', nomination: id }),
        button(t('commands:title.giveBack'), { act: 'giveBack', nomination: id }),
        ...(isDevice(unit.kind) ? [button(t('commands:title.postpone'), { act: 'postpone', nomination: id })] : []),
      ]
    : [];
  return { article, actions, isOut: true };
}

/** Older corrections are no longer read. */
const MOST_ACTS = 10;

/** By whom is said where it is the person who reads; others are colleagues of the same institution. */
async function historyOf({ t, actor, services }: Turn, nomination: Nomination): Promise<string[]> {
  const { at, by, acts = [] } = nomination;
  const articles = await articleHistory(services, actor, nomination);
  const who = (member: string): string => (member === actor.id ? t('pupils:byYou') : t('pupils:byColleague'));
  return [
    t('pupils:nominatedOn', { at, who: who(by) }),
    ...acts.slice(-MOST_ACTS).map((act) => {
      const lines = act.lines.map((line) => t(`nominate:${line}.label`)).join(', ');
      return t('pupils:amendedOn', { at: act.at, who: who(act.by), lines: lines || t('pupils:nothing') });
    }),
    ...articles.slice(-MOST_ACTS).map((line) => t('rights:act', { at: line.at, what: deedOf(t, line) })),
  ];
}
