/** What is followed up of delivery notes: differences, and who has not counted yet. */
import type { TurnContext } from 'botbuilder';
import { cardMessage } from '../../src/cards/activities';
import { button } from '../../src/cards/click';
import { articlesCard } from '../../src/cards/articlesCard';
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
import { shownSerial } from '../../src/domain/serial';
import { findDelivery, listDeliveries, openDifferences, settleDifference } from '../../src/services/deliveries/follow';
import { askFirst } from '../askFirst';
import type { Conversation } from '../conversation';
import { writeRef } from '../documents/document';
import { placeName, plainPlaceName } from '../placeName';
import { replace, send } from '../show';
import { type Turn, turnOf } from '../turn';

const PER_PAGE = 5;

/** So many are told by their numbers. */
const MOST_MISSING = 5;

/** Which did not come, as far as it is known. */
function missingOf({ t }: Pick<Turn, 't'>, { missing = [] }: Delivery): string[] {
  if (!missing.length) return [];
  const serials = missing.slice(0, MOST_MISSING).map(shownSerial).join(', ');
  return [t('deliveries:missing.which', { count: Math.max(0, missing.length - MOST_MISSING), serials })];
}

const printOf = ({ t }: Turn, { campaign, id }: Delivery) => ({
  title: t('deliveries:printOne'),
  click: { act: 'document' as const, document: writeRef({ campaign, what: 'note', id }) },
});

/** Differences, each with what it may have been. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function showDifferences(context: TurnContext, wanted = 1): Promise<void> {
  const turn = turnOf(context);
  const { t, services, actor } = turn;
  const open = await openDifferences(services, actor);
  return showNotes(turn, context, open, wanted, {
    title: t('deliveries:differencesTitle', { count: open.length }),
    act: 'differences',
    about: (note) =>
      [
        t('deliveries:difference', {
          ...{ count: note.received!.counted, sent: note.count },
          ...{ number: printedNumber(note), at: note.received!.at },
        }),
        ...missingOf(turn, note),
      ].join('. '),
    actions: (note) => [
      ...FINDINGS.filter((finding) => differenceOf(note) < 0 || finding === 'miscounted').map((finding) => ({
        title: t(`deliveries:finding.${finding}`),
        click: { act: 'settleDifference' as const, delivery: note.id, name: finding },
      })),
      printOf(turn, note),
    ],
  });
}

/** Who has not counted yet. @throws NotAllowed, NoCampaign, ChooseCampaign, StoreAway */
export async function showAwaited(context: TurnContext, wanted = 1): Promise<void> {
  const turn = turnOf(context);
  const { t, services, actor } = turn;
  // Who has waited longest comes first.
  const awaited = (await listDeliveries(services, actor))
    .filter(({ state }) => state === 'sent')
    .sort((a, b) => (a.sentAt ?? a.at).getTime() - (b.sentAt ?? b.at).getTime());
  return showNotes(turn, context, awaited, wanted, {
    title: t('deliveries:awaitedTitle', { count: awaited.length }),
    act: 'awaited',
    about: (note) =>
      t('deliveries:awaited', { count: note.count, number: printedNumber(note), at: note.sentAt ?? note.at }),
    actions: (note) => [printOf(turn, note)],
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

export interface Settling {
  delivery: string | undefined;
  name: string | undefined;
  isSure: boolean;
}

/** What never came is asked first: it takes places off. @throws UnknownDelivery, NotAllowed, StoreAway */
export async function settle(
  { context, memory }: Pick<Conversation, 'context' | 'memory'>,
  { delivery: id, name, isSure }: Settling,
): Promise<void> {
  const { t, services, actor } = turnOf(context);
  const finding: Finding | undefined = FINDINGS.find((each) => each === name);
  if (id === undefined || !finding) return showDifferences(context);
  const note = await findDelivery(services, actor, id);
  if (finding === 'missing' && !isSure && isOpenDifference(note)) {
    const click = { act: 'settleDifference', delivery: id, name: finding, sure: 'yes' } as const;
    const actions = [
      button(t('deliveries:missingSure'), click, { style: 'destructive' }),
      button(t('common:cancel'), { act: 'differences' }),
    ];
    const view = {
      title: t('deliveries:missingAsk', { count: -differenceOf(note), number: printedNumber(note) }),
      lines: [...missingOf({ t }, note), t('deliveries:missingNext')],
      actions,
    };
    const { act } = click;
    return askFirst({ context, memory }, view, {
      act,
      slots: { campaign: note.campaign, delivery: id, name: finding },
    });
  }
  const { delivery, retired } = await settleDifference(services, actor, id, finding);
  const place = await services.directory.institution(delivery.institution);
  const lines = [
    t(`deliveries:settled.${delivery.settled?.finding ?? finding}`),
    ...(delivery.settled?.finding === 'missing' ? missingOf({ t }, delivery) : []),
    ...(retired ? [t('deliveries:retired', { count: retired, name: place ? plainPlaceName(t, place) : '' })] : []),
  ];
  const view = {
    title: t('deliveries:settledTitle', { number: printedNumber(delivery) }),
    tone: 'good' as const,
    lines,
  };
  await send(context, cardMessage(resultCard(t, view)));
}
