/** Delivery notes, for who steers: where they stand, writing them, sending them off, settling differences. */
import type { TurnContext } from 'botbuilder';
import { cardMessage } from '../../src/cards/activities';
import { articlesCard } from '../../src/cards/articlesCard';
import { button } from '../../src/cards/click';
import { factsCard } from '../../src/cards/factsCard';
import { resultCard } from '../../src/cards/resultCard';
import {
  type Delivery,
  differenceOf,
  type Finding,
  FINDINGS,
  isOpenDifference,
  printedNumber,
} from '../../src/domain/delivery';
import { pageOf } from '../../src/domain/paging';
import { markSent, listDeliveries, openDifferences, settleDifference } from '../../src/services/deliveries/follow';
import { prepareDeliveries, toSend } from '../../src/services/deliveries/prepare';
import type { Conversation } from '../conversation';
import { writeRef } from '../documents/document';
import { placeName, plainPlaceName } from '../placeName';
import { conclude, replace, send } from '../show';
import { type Turn, turnOf } from '../turn';

/** As many as a card has. */
const MOST_ACTIONS = 5;

const sum = (notes: readonly Delivery[]): number => notes.reduce((all, { count }) => all + count, 0);

/** @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function showDeliveries(context: TurnContext): Promise<void> {
  const turn = turnOf(context);
  const { t, services, actor } = turn;
  const { id: campaign, name } = await services.directory.campaign(actor);
  const notes = await listDeliveries(services, actor);
  const waiting = await toSend(services, actor);
  const some = (state: Delivery['state']): Delivery[] => notes.filter((note) => note.state === state);
  const [prepared, sent, received] = [some('prepared'), some('sent'), some('received')];
  const differences = notes.filter(isOpenDifference);
  const articles = [...waiting.values()].reduce((all, count) => all + count, 0);
  const line = (label: 'prepared' | 'sent' | 'received', of: readonly Delivery[]) => ({
    label: t(`deliveries:state.${label}`),
    value: t('deliveries:notes', { count: of.length, articles: sum(of) }),
  });
  const facts = [
    { label: t('deliveries:state.toWrite'), value: t('deliveries:schools', { count: waiting.size, articles }) },
    ...[line('prepared', prepared), line('sent', sent), line('received', received)],
    ...(differences.length
      ? [{ label: t('deliveries:differences'), value: t('summary:number', { value: differences.length }) }]
      : []),
  ];
  const actions = [
    ...(waiting.size
      ? [button(t('deliveries:prepare', { count: waiting.size }), { act: 'prepareDeliveries' }, { style: 'positive' })]
      : []),
    ...(prepared.length || sent.length
      ? [
          button(t('deliveries:print'), { act: 'document', document: writeRef({ campaign, what: 'notes' }) }),
          button(t('deliveries:list'), { act: 'document', document: writeRef({ campaign, what: 'noteList' }) }),
        ]
      : []),
    ...(prepared.length ? [button(t('deliveries:send', { count: prepared.length }), { act: 'sendDeliveries' })] : []),
    ...(differences.length ? [button(t('commands:title.differences'), { act: 'differences' })] : []),
    ...(sent.length ? [button(t('deliveries:whoWaits'), { act: 'awaited' })] : []),
  ].slice(0, MOST_ACTIONS);
  await send(context, cardMessage(factsCard(t, { title: t('deliveries:title', { name }), lines: [], facts, actions })));
}

/** @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function prepare(context: TurnContext): Promise<void> {
  const { t, services, actor, log } = turnOf(context);
  const notes = await prepareDeliveries(services, actor);
  log.info({ turn: context.activity.id, member: actor.id, notes: notes.length }, 'delivery notes');
  const { id: campaign } = await services.directory.campaign(actor);
  const serials = notes.reduce((all, note) => all + note.serials.length, 0);
  const view = {
    title: t('deliveries:prepared', { count: notes.length }),
    tone: 'good' as const,
    lines: notes.length ? [t('deliveries:of', { count: sum(notes), serials })] : [],
    actions: notes.length
      ? [
          button(t('deliveries:print'), { act: 'document', document: writeRef({ campaign, what: 'notes' }) }),
          button(t('deliveries:list'), { act: 'document', document: writeRef({ campaign, what: 'noteList' }) }),
          button(t('deliveries:send', { count: notes.length }), { act: 'sendDeliveries' }),
        ]
      : [],
  };
  await conclude(context, context.activity.replyToId, cardMessage(resultCard(t, view)));
}

/** Asked first: every school is told to count from then on. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function sendOff(
  { context, memory }: Pick<Conversation, 'context' | 'memory'>,
  isSure: boolean,
): Promise<void> {
  const { t, services, actor } = turnOf(context);
  const { id: campaign } = await services.directory.campaign(actor);
  const prepared = (await listDeliveries(services, actor)).filter(({ state }) => state === 'prepared');
  if (!isSure && prepared.length) {
    const actions = [
      button(t('deliveries:sendSure'), { act: 'sendDeliveries', sure: 'yes' }, { style: 'positive' }),
      button(t('common:cancel'), { act: 'deliveries' }),
    ];
    const view = {
      title: t('deliveries:sendAsk', { count: prepared.length }),
      lines: [t('deliveries:sendNext')],
      actions,
    };
    const card = await send(context, cardMessage(resultCard(t, view)));
    return memory.asks(context, { act: 'sendDeliveries', campaign, ...(card !== undefined && { card }) });
  }
  const sent = await markSent(services, actor);
  const view = { title: t('deliveries:sent', { count: sent }), lines: sent ? [t('deliveries:sentNext')] : [] };
  await conclude(context, context.activity.replyToId, cardMessage(resultCard(t, view)));
}

const PER_PAGE = 5;

/** Differences, each with what it may have been. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function showDifferences(context: TurnContext, wanted = 1): Promise<void> {
  const turn = turnOf(context);
  const { t, services, actor } = turn;
  const open = await openDifferences(services, actor);
  return showNotes(turn, context, open, wanted, {
    title: t('deliveries:differencesTitle', { count: open.length }),
    act: 'differences',
    about: (note) =>
      t('deliveries:difference', {
        ...{ count: note.received!.counted, sent: note.count },
        ...{ number: printedNumber(note), at: note.received!.at },
      }),
    actions: (note) =>
      FINDINGS.filter((finding) => differenceOf(note) < 0 || finding === 'miscounted').map((finding) => ({
        title: t(`deliveries:finding.${finding}`),
        click: { act: 'settleDifference' as const, delivery: note.id, name: finding },
      })),
  });
}

/** Who has not counted yet. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function showAwaited(context: TurnContext, wanted = 1): Promise<void> {
  const turn = turnOf(context);
  const { t, services, actor } = turn;
  const { id: campaign } = await services.directory.campaign(actor);
  // Who has waited longest comes first.
  const awaited = (await listDeliveries(services, actor))
    .filter(({ state }) => state === 'sent')
    .sort((a, b) => (a.sentAt ?? a.at).getTime() - (b.sentAt ?? b.at).getTime());
  return showNotes(turn, context, awaited, wanted, {
    title: t('deliveries:awaitedTitle', { count: awaited.length }),
    act: 'awaited',
    about: (note) =>
      t('deliveries:awaited', { count: note.count, number: printedNumber(note), at: note.sentAt ?? note.at }),
    actions: (note) => [
      {
        title: t('deliveries:printOne'),
        click: { act: 'document' as const, document: writeRef({ campaign, what: 'note', id: note.id }) },
      },
    ],
  });
}

type Shown = {
  title: string;
  act: 'differences' | 'awaited';
  about: (note: Delivery) => string;
  actions: (note: Delivery) => Parameters<typeof articlesCard>[1]['rows'][number]['actions'];
};

async function showNotes(
  { t, services, answer }: Turn,
  context: TurnContext,
  notes: readonly Delivery[],
  wanted: number,
  { title, act, about, actions }: Shown,
): Promise<void> {
  const known = await services.directory.institutions();
  const { page, pages, from } = pageOf(notes.length, wanted, PER_PAGE);
  const rows = notes.slice(from, from + PER_PAGE).map((note) => {
    const place = known.get(note.institution);
    return { name: place ? placeName(t, place) : note.institution, about: about(note), actions: actions(note) };
  });
  const activity = cardMessage(articlesCard(t, { title, rows, page, pages, act }));
  const isTurned = answer.kind === 'click' && answer.data.page !== undefined;
  if (isTurned) await replace(context, context.activity.replyToId, activity);
  else await send(context, activity);
}

/** @throws UnknownDelivery, NotAllowed, StoreAway */
export async function settle(context: TurnContext, id: string | undefined, name: string | undefined): Promise<void> {
  const { t, services, actor } = turnOf(context);
  const finding: Finding | undefined = FINDINGS.find((each) => each === name);
  if (id === undefined || !finding) return showDifferences(context);
  const { delivery, retired } = await settleDifference(services, actor, id, finding);
  const place = await services.directory.institution(delivery.institution);
  const lines = [
    t(`deliveries:settled.${delivery.settled?.finding ?? finding}`),
    ...(retired ? [t('deliveries:retired', { count: retired, name: place ? plainPlaceName(t, place) : '' })] : []),
  ];
  const view = {
    title: t('deliveries:settledTitle', { number: printedNumber(delivery) }),
    tone: 'good' as const,
    lines,
  };
  await send(context, cardMessage(resultCard(t, view)));
}
