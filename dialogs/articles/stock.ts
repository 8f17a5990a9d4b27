/** What a school has in hand, and lists of it: what ends soon, what is late. */
import type { TurnContext } from 'botbuilder';
import type { SubmitAction } from '@microsoft/teams.cards';
import { cardMessage } from '../../src/cards/activities';
import { articlesCard, type ArticleRow } from '../../src/cards/articlesCard';
import { button } from '../../src/cards/click';
import { factsCard } from '../../src/cards/factsCard';
import { type Delivery, isOpenDifference } from '../../src/domain/delivery';
import { isDevice } from '../../src/domain/campaign';
import { pageOf } from '../../src/domain/paging';
import type { PlainDate } from '../../src/domain/plainDate';
import { hasLine, shownSerial } from '../../src/domain/serial';
import { type Holder, isOverdue, type Stock, stockOf } from '../../src/services/articles/stock';
import { listDeliveries } from '../../src/services/deliveries/follow';
import type { Unit } from '../../src/store/unit';
import { articleName } from '../articleName';
import { replace, send } from '../show';
import { type Turn, turnOf } from '../turn';

/** @throws NotAllowed, NoCampaign, StoreAway */
export async function showStock(context: TurnContext): Promise<void> {
  const turn = turnOf(context);
  const { t, services, actor } = turn;
  const campaign = await services.directory.campaign(actor);
  const [stock, notes] = await Promise.all([stockOf(services, actor), listDeliveries(services, actor)]);
  const coming = notes.filter(({ state }) => state !== 'received');
  const { toHand, out, lapsing, overdue, returned, lost, lent, free, unnamed } = stock;
  const fact = (name: Fact, count: number) =>
    count ? [{ label: t(`articles:stock.${name}`), value: t('summary:number', { value: count }) }] : [];
  const facts = [
    ...fact(
      'coming',
      coming.reduce((sum, { count }) => sum + count, 0),
    ),
    ...cameOf(turn, notes),
    ...fact('toHand', toHand.length),
    ...fact('out', out.length),
    ...fact('free', free),
    ...fact('lapsing', lapsing.length),
    ...fact('overdue', overdue.length + lateLoans(stock, turn.today).length),
    ...fact('returned', returned.length),
    ...fact('lost', lost.length),
    ...fact('lent', lent.length),
  ];
  const differences = notes.filter(isOpenDifference).length;
  const actions: SubmitAction[] = [
    ...(coming.length ? [button(t('commands:title.countDelivery'), { act: 'countDelivery' })] : []),
    ...(toHand.length ? [button(t('commands:title.handOver'), { act: 'handOver' }, { style: 'positive' })] : []),
    ...(toHand.length ? [button(t('commands:title.receipts'), { act: 'receipts' })] : []),
    ...(lapsing.length ? [button(t('commands:title.lapsing'), { act: 'lapsing' })] : []),
    ...(overdue.length || lateLoans(stock, turn.today).length
      ? [button(t('commands:title.overdue'), { act: 'overdue' })]
      : []),
    ...(returned.length || lost.length || lent.length || unnamed.length
      ? [button(t('commands:title.checkReturned'), { act: 'checkReturned' })]
      : []),
    ...(isDevice(campaign.kind) && free ? [button(t('commands:title.lend'), { act: 'lend' })] : []),
  ].slice(0, MOST_ACTIONS);
  const view = {
    title: t('articles:stock.title', { article: articleName(t, campaign) }),
    lines: [
      ...(facts.length ? [] : [t('articles:stock.nothing')]),
      ...(differences ? [t('articles:stock.difference', { count: differences })] : []),
    ],
    ...{ facts, actions },
  };
  await send(context, cardMessage(factsCard(t, view)));
}

/** What was counted, of what the notes say. */
function cameOf({ t }: Turn, notes: readonly Delivery[]) {
  const received = notes.flatMap(({ received: counted, count }) => (counted ? [{ counted, count }] : []));
  if (!received.length) return [];
  const count = received.reduce((sum, { counted }) => sum + counted.counted, 0);
  const sent = received.reduce((sum, { count: each }) => sum + each, 0);
  return [{ label: t('articles:stock.came'), value: t('articles:stock.cameOf', { count, sent }) }];
}

type Fact = 'coming' | 'toHand' | 'out' | 'free' | 'lapsing' | 'overdue' | 'returned' | 'lost' | 'lent';
const MOST_ACTIONS = 5; // as many as a card has
const PER_PAGE = 6;

export type ListOf = 'lapsing' | 'overdue' | 'returned';

/** @throws NotAllowed, NoCampaign, StoreAway */
export async function showArticles(context: TurnContext, of: ListOf, wanted = 1): Promise<void> {
  const turn = turnOf(context);
  const { t, services, actor, answer } = turn;
  const stock = await stockOf(services, actor);
  const rows = rowsOf(turn, of, stock, hasLine((await services.directory.campaign(actor)).kind));
  const { page, pages, from } = pageOf(rows.length, wanted, PER_PAGE);
  const act = of === 'returned' ? 'checkReturned' : of;
  const activity = cardMessage(
    articlesCard(t, {
      title: t(`articles:list.${of}`, { count: rows.length }),
      rows: rows.slice(from, from + PER_PAGE),
      ...{ page, pages, act },
    }),
  );
  if (answer.kind === 'click' && answer.data.page !== undefined)
    await replace(context, context.activity.replyToId, activity);
  else await send(context, activity);
}

function rowsOf(turn: Turn, of: ListOf, stock: Awaited<ReturnType<typeof stockOf>>, isLine: boolean): ArticleRow[] {
  const { t } = turn;
  if (of === 'returned')
    return [...stock.returned, ...stock.lost, ...stock.lent, ...stock.unnamed].map((unit) => ({
      name: unit.serial === undefined ? t('articles:list.noSerial') : shownSerial(unit.serial),
      about: aboutUnit(turn, unit),
      actions:
        unit.state !== 'returned'
          ? [verdictOf(t, unit), ...longerOf(t, unit)]
          : (['good', 'scrap'] as const).map((verdict) => ({
              title: t(`articles:check.${verdict}`),
              click: { act: 'checkReturned' as const, unit: unit._id, name: verdict },
            })),
    }));
  const lent = of === 'overdue' ? lateLoans(stock, turn.today) : [];
  const own = lent.map((unit): ArticleRow => ({
    name: unit.serial === undefined ? t('articles:list.noSerial') : shownSerial(unit.serial),
    about: aboutUnit(turn, unit),
    actions: [verdictOf(t, unit), ...longerOf(t, unit)],
  }));
  const holders = stock[of].map((holder): ArticleRow => ({
    name: t('articles:pupilTitle', { ...holder.nomination.pupil }),
    about: aboutHolder(turn, of, holder),
    actions:
      isLine && of === 'lapsing'
        ? [{ title: t('articles:topUp'), click: { act: 'activate', nomination: holder.nomination._id } }]
        : [
            { title: t('commands:title.giveBack'), click: { act: 'giveBack', nomination: holder.nomination._id } },
            { title: t('commands:title.postpone'), click: { act: 'postpone', nomination: holder.nomination._id } },
          ],
  }));
  return [...holders, ...own];
}

/** What the school itself has kept for too long. */
const lateLoans = ({ lent }: Stock, today: PlainDate): Unit[] => lent.filter((unit) => isOverdue(unit, today));

/** A loan to the school goes on. */
const longerOf = (t: Turn['t'], { _id: unit, state }: Unit): ArticleRow['actions'] =>
  state === 'lent' ? [{ title: t('commands:title.postpone'), click: { act: 'postpone', unit } }] : [];

/** What ends a loss, or a loan to the school. */
const verdictOf = (t: Turn['t'], { _id: unit, state }: Unit): ArticleRow['actions'][number] => {
  const name = state === 'lost' ? 'found' : 'back';
  return { title: t(`articles:check.${name}`), click: { act: 'checkReturned', unit, name } };
};

const aboutUnit = ({ t }: Turn, { state, condition, handed }: Unit): string =>
  state === 'lost'
    ? t('articles:list.isLost')
    : state === 'lent'
      ? handed?.dueOn
        ? t('articles:list.lentUntil', { date: new Date(handed.dueOn) })
        : t('articles:list.isLent')
      : condition
        ? t('articles:list.back', { condition: t(`articles:condition.${condition}`) })
        : t('articles:list.isBack');

function aboutHolder({ t }: Turn, of: 'lapsing' | 'overdue', { unit }: Holder): string {
  if (of === 'overdue') return t('articles:list.due', { date: new Date(unit.handed!.dueOn!) });
  const day = { date: new Date(unit.endsOn!) };
  return unit.state === 'lapsed' ? t('articles:list.ended', day) : t('articles:list.ends', day);
}
