/** Delivery notes, for who steers: where they stand, writing them, sending them off, taking them back. */
import type { TurnContext } from 'botbuilder';
import { cardMessage } from '../../src/cards/activities';
import { button } from '../../src/cards/click';
import { factsCard } from '../../src/cards/factsCard';
import { resultCard } from '../../src/cards/resultCard';
import { type Delivery, isOpenDifference, printedNumber } from '../../src/domain/delivery';
import { cancelPrepared, countDeliveries, listDeliveries, markSent } from '../../src/services/deliveries/follow';
import { prepareDeliveries, toSend } from '../../src/services/deliveries/prepare';
import { askFirst } from '../askFirst';
import type { Intended } from '../commands/command';
import type { Conversation } from '../conversation';
import { writeRef } from '../documents/document';
import { conclude, send } from '../show';
import { lastDone } from '../lastDone';
import { type Turn, turnOf } from '../turn';

/** As many as a card has. */
const MOST_ACTIONS = 5;

const sum = (notes: readonly Delivery[]): number => notes.reduce((all, { count }) => all + count, 0);

/** How all of them stand, and who did something to them last: where an act did less than it was asked for. @throws NotAllowed, NoCampaign, StoreAway */
async function standing(turn: Turn): Promise<string[]> {
  const { t, services, actor } = turn;
  const { id: campaign } = await services.directory.campaign(actor);
  const counts = await countDeliveries(services, actor);
  const deeds = ['deliveryPrepared', 'deliveryCancelled', 'deliverySent', 'deliveryReceived'] as const;
  return [t('deliveries:stand', counts), ...(await lastDone(turn, { campaign, deeds }))];
}

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
    ...(prepared.length ? [button(t('commands:title.cancelDeliveries'), { act: 'cancelDeliveries' })] : []),
  ].slice(0, MOST_ACTIONS);
  await send(context, cardMessage(factsCard(t, { title: t('deliveries:title', { name }), lines: [], facts, actions })));
}

/** What preparing them would write; how they stand where there is nothing to write. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function intendsToPrepare(context: TurnContext): Promise<Intended | null> {
  const { t, services, actor } = turnOf(context);
  const waiting = await toSend(services, actor);
  if (!waiting.size) {
    await showDeliveries(context);
    return null;
  }
  const articles = [...waiting.values()].reduce((all, count) => all + count, 0);
  return {
    title: t('deliveries:prepareAsk', { count: waiting.size }),
    lines: [t('deliveries:schools', { count: waiting.size, articles })],
    confirm: t('deliveries:prepare', { count: waiting.size }),
    slots: {},
  };
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
    lines: notes.length ? [t('deliveries:of', { count: sum(notes), serials })] : await standing(turnOf(context)),
    actions: notes.length
      ? [
          button(t('deliveries:print'), { act: 'document', document: writeRef({ campaign, what: 'notes' }) }),
          button(t('deliveries:list'), { act: 'document', document: writeRef({ campaign, what: 'noteList' }) }),
          button(t('deliveries:send', { count: notes.length }), { act: 'sendDeliveries' }),
          button(t('commands:title.cancelDeliveries'), { act: 'cancelDeliveries' }),
        ]
      : [],
  };
  await conclude(context, context.activity.replyToId, cardMessage(resultCard(t, view)));
}

/** Asked first: every school is told to count from then on. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function sendOff(
  { context, memory }: Pick<Conversation, 'context' | 'memory'>,
  { shown, isSure }: Pick<TakeBack, 'shown' | 'isSure'>,
): Promise<void> {
  const { t, services, actor } = turnOf(context);
  const { id: campaign } = await services.directory.campaign(actor);
  const prepared = (await listDeliveries(services, actor)).filter(({ state }) => state === 'prepared');
  // Others were prepared since: it is asked again.
  const now = String(prepared.length);
  if (prepared.length && (!isSure || (shown !== undefined && shown !== now))) {
    const actions = [
      button(t('deliveries:sendSure'), { act: 'sendDeliveries', sure: 'yes', name: now }, { style: 'positive' }),
      button(t('common:cancel'), { act: 'deliveries' }),
    ];
    const view = {
      title: t('deliveries:sendAsk', { count: prepared.length }),
      lines: [t('deliveries:sendNext')],
      actions,
    };
    return askFirst({ context, memory }, view, { act: 'sendDeliveries', slots: { campaign, name: now } });
  }
  const sent = await markSent(services, actor);
  const fewer = sent < prepared.length || !sent ? await standing(turnOf(context)) : []; // somebody else did something meanwhile
  const lines = [...(sent ? [t('deliveries:sentNext')] : []), ...fewer];
  const view = { title: t('deliveries:sent', { count: sent }), lines };
  await conclude(context, context.activity.replyToId, cardMessage(resultCard(t, view)));
}

export interface TakeBack {
  /** It was asked: of which note, or of how many, as `shown` has it. */
  shown?: string;
  isSure: boolean;
  /** Of one note alone, as it is printed. */
  number?: number;
}

/** Before the number of a note that is taken back alone. */
const ONE = 'n';
const oneIn = (shown: string | undefined): number | undefined =>
  shown?.startsWith(ONE) ? Number(shown.slice(ONE.length)) : undefined;

/** Asked first: what was printed of them is worth nothing any more. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function takeBackPrepared(
  { context, memory }: Pick<Conversation, 'context' | 'memory'>,
  { shown, isSure, number }: TakeBack,
): Promise<void> {
  const { t, services, actor, log } = turnOf(context);
  const { id: campaign } = await services.directory.campaign(actor);
  const one = number ?? oneIn(shown);
  const notes = (await listDeliveries(services, actor)).filter(({ number }) => one === undefined || number === one);
  if (one !== undefined && !notes.length) {
    const view = { title: t('deliveries:noSuch', { number: one }), lines: await standing(turnOf(context)) };
    return conclude(context, context.activity.replyToId, cardMessage(resultCard(t, view)));
  }
  const prepared = notes.filter(({ state }) => state === 'prepared');
  // Others were prepared since: it is asked again.
  const now = one === undefined ? String(prepared.length) : `${ONE}${one}`;
  if (prepared.length && (!isSure || (shown !== undefined && shown !== now))) {
    const click = { act: 'cancelDeliveries', sure: 'yes', name: now } as const;
    const actions = [
      button(t('deliveries:cancelSure'), click, { style: 'destructive' }),
      button(t('deliveries:cancelNot'), { act: 'deliveries' }),
    ];
    const [first] = prepared;
    const title =
      one === undefined
        ? t('deliveries:cancelAsk', { count: prepared.length })
        : t('deliveries:cancelAskOne', { number: printedNumber(first!) });
    const view = { title, lines: [t('deliveries:cancelNext')], actions };
    return askFirst({ context, memory }, view, { act: 'cancelDeliveries', slots: { campaign, name: now } });
  }
  const count = await cancelPrepared(services, actor, one);
  log.info({ turn: context.activity.id, member: actor.id, notes: count }, 'delivery notes cancelled');
  const actions = [button(t('commands:title.deliveries'), { act: 'deliveries' })];
  const lines = count < prepared.length || !count ? await standing(turnOf(context)) : [];
  const view = { title: t('deliveries:cancelled', { count }), lines, actions };
  await conclude(context, context.activity.replyToId, cardMessage(resultCard(t, view)));
}
