/** Where an operation stands, for who steers it; and its movements. */
import type { TurnContext } from 'botbuilder';
import { cardMessage, message } from '../../src/cards/activities';
import { button } from '../../src/cards/click';
import { factsCard } from '../../src/cards/factsCard';
import { resultCard } from '../../src/cards/resultCard';
import { suggestionsCard } from '../../src/cards/suggestionsCard';
import { askedOf, doneOf, isInstitution, type Leg } from '../../src/domain/movement';
import { planSuggestions } from '../../src/services/movements/move';
import { isPlan, standings } from '../../src/services/movements/plan';
import { randomUUID } from 'node:crypto';
import type { Intended } from '../commands/command';
import { send } from '../show';
import { turnOf } from '../turn';
import { endNames, problemText, showMovement } from './movementView';
import { findMovement, listLots, listMovements } from '../../src/services/movements/readMovements';
import { perform } from './movement';

/** @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function showSteering(context: TurnContext): Promise<void> {
  const { t, services, actor } = turnOf(context);
  const { campaign, reserve, taking, of } = await standings(services, actor);
  const holdings = [...taking.keys()].map(of);
  const sum = (pick: (each: (typeof holdings)[number]) => number): number =>
    holdings.reduce((all, each) => all + pick(each), 0);
  const lots = await listLots(services, actor);
  const received = lots.reduce((all, { legs }) => all + doneOf(legs), 0);
  const announced = lots.reduce((all, { lot }) => all + (lot?.announced ?? 0), 0);
  const number = (value: number): string => t('summary:number', { value });
  const facts = [
    { label: t('operations:state.label'), value: t(`operations:state.${campaign.state}`) },
    ...(lots.length
      ? [{ label: t('movements:announcedReceived'), value: t('movements:ofAnnounced', { received, announced }) }]
      : []),
    { label: t('movements:reserve'), value: number(reserve) },
    { label: t('movements:held'), value: number(sum(({ held }) => held)) },
    { label: t('movements:free'), value: number(sum(({ free }) => free)) },
    { label: t('movements:waiting'), value: number(sum(({ waiting }) => waiting)) },
    { label: t('operations:taking'), value: number(taking.size) },
  ];
  const waits = holdings.some(({ waiting }) => waiting > 0);
  const actions = [
    button(t('commands:title.receive'), { act: 'receive' }),
    button(t('commands:title.share'), { act: 'share' }),
    button(t('commands:title.move'), { act: 'move' }),
    waits
      ? button(t('commands:title.suggest'), { act: 'suggest' })
      : button(t('commands:title.takeBack'), { act: 'takeBack' }),
    button(t('commands:title.deliveries'), { act: 'deliveries' }),
  ];
  const view = { title: t('common:plain', { text: campaign.name }), lines: [], facts, actions };
  await send(context, cardMessage(factsCard(t, view)));
}

const MOST_MOVEMENTS = 8;

/** @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function showMovements(context: TurnContext): Promise<void> {
  const turn = turnOf(context);
  const { t, services, actor } = turn;
  const found = await listMovements(services, actor, MOST_MOVEMENTS);
  const running = found.find(({ state }) => state === 'running');
  const named = await endNames(turn);
  const whereOf = (legs: readonly Leg[]): string => {
    const [only, another] = legs;
    if (!only || only.from === 'outside' || only.to === 'outside') return '';
    if (!another) return t('movements:fromTo', { from: named(only.from), to: named(only.to) });
    const schools = new Set(legs.flatMap(({ from, to }) => [from, to]).filter(isInstitution));
    return t('movements:toSeveral', { schools: t('movements:schools', { count: schools.size }) });
  };
  const lines = found.map(({ kind, legs, at, state, lot }) => {
    const what = t(`movements:done.${kind}`, { count: doneOf(legs) });
    const from = lot ? t('movements:lotOf', { giver: lot.giver, announced: lot.announced }) : whereOf(legs);
    const how = state === 'running' ? t('movements:progress', { count: doneOf(legs), asked: askedOf(legs) }) : from;
    return t('movements:line', { at, what, how });
  });
  const view = {
    title: t('movements:list', { count: found.length }),
    lines,
    actions: [
      ...(running ? [button(t('movements:refresh'), { act: 'movement', movement: running.id })] : []),
      button(t('movements:steer'), { act: 'steer' }),
    ],
  };
  await send(context, cardMessage(resultCard(t, view)));
}

/** How far one is; in place of the card that asked. @throws NotAllowed, NoCampaign, StoreAway */
export async function showProgress(context: TurnContext, id: string): Promise<void> {
  const { services, actor, t } = turnOf(context);
  const movement = await findMovement(services, actor, id);
  if (!movement) return void (await send(context, message(t('movements:unknown'))));
  await showMovement(context, context.activity.replyToId, movement);
}

/** As many as a card carries. */
const MOST_SUGGESTED = 15;

const writtenLeg = ({ from, to, count }: Leg): string => `${from}>${to}:${count}`;

/** The moves that would serve most of those who wait. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function showSuggestions(context: TurnContext): Promise<void> {
  const turn = turnOf(context);
  const { t, services, actor } = turn;
  const plan = await planSuggestions(services, actor);
  if (!isPlan(plan)) return void (await send(context, message(problemText(t, plan))));
  const at = new Map(plan.changes.map((change) => [change.institution?.uai ?? 'reserve', change]));
  const named = await endNames(turn);
  const legs = plan.legs.slice(0, MOST_SUGGESTED);
  const getting = new Set(plan.legs.map(({ to }) => to));
  const waiting = [...getting].reduce((sum, end) => sum + (at.get(end)?.waiting ?? 0), 0);
  const touched = plan.changes.filter(({ institution }) => institution).length;
  const rows = legs.map((leg) => ({
    value: writtenLeg(leg),
    title: t('movements:suggestion', {
      ...{ count: leg.count, from: named(leg.from), to: named(leg.to) },
      free: at.get(leg.from)?.free ?? 0,
      waits: at.get(leg.to)?.waiting ?? 0,
    }),
  }));
  const view = {
    title: t('movements:suggestions', { count: plan.legs.length }),
    lines: [t('movements:why', { count: plan.total, waiting, touched }), t('movements:suggestHow')],
    rows,
    movement: randomUUID(),
  };
  await send(context, cardMessage(suggestionsCard(t, view)));
}

/** The moves that a sentence names, of those that are suggested: all, or those of its numbers. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function intendsSuggestions(context: TurnContext, said: string): Promise<Intended | null> {
  const turn = turnOf(context);
  const { t, services, actor } = turn;
  const plan = await planSuggestions(services, actor);
  const numbers = [...said.matchAll(/\d+/g)].map(([number]) => Number(number));
  const suggested = isPlan(plan) ? plan.legs.slice(0, MOST_SUGGESTED) : [];
  const legs = numbers.length ? suggested.filter((_leg, i) => numbers.includes(i + 1)) : suggested;
  if (!legs.length) {
    await showSuggestions(context);
    return null;
  }
  const named = await endNames(turn);
  const count = legs.reduce((sum, leg) => sum + leg.count, 0);
  return {
    title: t('movements:applyAsk', { count }),
    lines: legs.map(({ from, to, count: units }) =>
      t('movements:applyLeg', { count: units, from: named(from), to: named(to) }),
    ),
    confirm: t('movements:apply'),
    slots: { movement: randomUUID(), legs: legs.map(writtenLeg).join(',') },
  };
}

/**
 * Makes the moves that were ticked, as far as they are still suggested.
 * @param ticked what the card carried
 */
export async function applySuggestions(
  context: TurnContext,
  { movement = randomUUID(), legs: ticked }: { movement?: string; legs: string },
): Promise<void> {
  const turn = turnOf(context);
  const { t, services, actor } = turn;
  const begun = await findMovement(services, actor, movement);
  if (begun) return showMovement(context, context.activity.replyToId, begun);
  const plan = await planSuggestions(services, actor);
  if (!isPlan(plan)) return void (await send(context, message(problemText(t, plan))));
  const written = new Set(ticked.split(/[,;]/));
  const legs = plan.legs.slice(0, MOST_SUGGESTED).filter((leg) => written.has(writtenLeg(leg))); // what was not shown is not made
  if (!ticked) return void (await send(context, message(t('movements:noneTicked'))));
  if (legs.length < written.size) {
    await send(context, message(t('movements:notSuggested', { count: written.size - legs.length, of: written.size })));
    if (!legs.length) return showSuggestions(context);
  }
  const done = await perform(turn, context, { id: movement, kind: 'rebalance', reason: 'waiting', legs });
  await showMovement(context, context.activity.replyToId, done);
}
