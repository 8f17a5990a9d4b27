/** What becomes of an article that a family has: one question, then the act. */
import type { WaterfallDialog } from 'botbuilder-dialogs';
import { cardMessage } from '../../src/cards/activities';
import { button } from '../../src/cards/click';
import { resultCard, type ResultView } from '../../src/cards/resultCard';
import { CONDITIONS, type Condition, type HandOver, LOSSES, type Loss } from '../../src/domain/handOver';
import { isOut } from '../../src/domain/unit';
import { activate, check, findAgain, giveBack, lose, returnLent } from '../../src/services/articles/afterwards';
import { findPaper } from '../../src/services/articles/paper';
import { findPupil } from '../../src/services/listPupils';
import { UnknownNomination } from '../../src/domain/errors';
import type { Conversation } from '../conversation';
import type { Drafts } from '../form/draft';
import { type Form, FormClosed, type Values } from '../form/form';
import { formThen } from '../form/formThen';
import { lastDone } from '../lastDone';
import { conclude } from '../show';
import type { Turn } from '../turn';
import { undoButton } from '../undo';
import { codeField } from './fields';
import { showArticles } from './stock';

export const LOSE = 'lose';
export const GIVE_BACK = 'giveBack';
type Afterwards = typeof LOSE | typeof GIVE_BACK;

export interface AfterwardsOptions {
  nomination: string;
  /** What a sentence has told already: `perdue`, `volée`. */
  loss?: Loss;
  /** `écran cassé`. */
  condition?: Condition;
}

export const afterwardsForm =
  (name: Afterwards) =>
  async (turn: Turn, { nomination: id = '' }: Values): Promise<Form> => {
    const { t, services, actor } = turn;
    const { pupil } = await findPupil(services, actor, id);
    if (!(await handedOf(turn, id))) throw new FormClosed(t('articles:hasNone', { ...pupil }));
    const field =
      name === LOSE
        ? codeField('loss', LOSSES, (loss) => t(`articles:loss.${loss}`))
        : codeField('condition', CONDITIONS, (condition) => t(`articles:condition.${condition}`));
    return {
      name,
      fields: [field],
      title: t(`articles:${name}.title`, { ...pupil }),
      intro: t(`articles:${name}.intro`),
      submit: t('nominate:submit'),
      lineExample: '',
      review: (given, draft) => ({
        ...{ id: draft, given, warnings: [], lines: [t(`articles:${name}.consequence`)] },
        title: t(`articles:${name}.title`, { ...pupil }),
        facts: [
          name === LOSE
            ? { label: t('articles:loss.label'), value: t(`articles:loss.${(given.loss ?? 'lost') as Loss}`) }
            : {
                label: t('articles:condition.label'),
                value: t(`articles:condition.${(given.condition ?? 'good') as Condition}`),
              },
        ],
        ask: t('movements:ask'),
        confirm: t('common:confirm'),
        correct: t('common:correct'),
        cancel: t('common:cancel'),
        destructive: name === LOSE,
      }),
    };
  };

export const afterwardsDialog = (name: Afterwards, drafts: Drafts): WaterfallDialog<AfterwardsOptions> =>
  formThen<AfterwardsOptions>(drafts, {
    name,
    async begin(turn, { nomination, loss, condition }) {
      const { services, actor, t } = turn;
      const { pupil } = await findPupil(services, actor, nomination);
      if (!(await handedOf(turn, nomination))) return { say: t('articles:hasNone', { ...pupil }) };
      return {
        values: {
          nomination,
          ...(loss && name === LOSE && { loss }),
          ...(condition && name === GIVE_BACK && { condition }),
        },
      };
    },
    left: (t) => t('articles:left'),
    async act(turn, { values: { nomination = '', loss, condition }, card }, context) {
      const { t, actor, log } = turn;
      const view =
        name === LOSE
          ? await lostView(turn, nomination, loss as Loss)
          : await backView(turn, nomination, condition as Condition);
      log.info({ turn: context.activity.id, member: actor.id, nomination, act: name }, 'article');
      await conclude(context, card, cardMessage(resultCard(t, view)));
    },
  });

/** How it was handed over to the family; undefined where they have none. @throws NotAllowed, NoCampaign, StoreAway */
export async function handedOf({ services, actor }: Turn, nomination: string): Promise<HandOver | undefined> {
  try {
    return (await findPaper(services, actor, nomination)).unit.handed;
  } catch (error) {
    if (error instanceof UnknownNomination) return undefined; // they hold nothing
    throw error;
  }
}

async function lostView({ t, services, actor }: Turn, id: string, loss: Loss): Promise<ResultView> {
  const done = await lose(services, actor, id, loss);
  const { pupil } = done.nomination;
  if (done.outcome === 'none') return { title: t('articles:hasNone', { ...pupil }), lines: [] };
  if (done.outcome === 'replaced')
    return {
      ...{ title: t('articles:lose.done', { ...pupil }), tone: 'good' },
      lines: [t('articles:lose.replaced', { ...pupil }), t('articles:lose.left', { count: done.remaining })],
      actions: [button(t('commands:title.handOver'), { act: 'handOver', nomination: id }, { style: 'positive' })],
    };
  const rank = t('nominate:rank', { count: done.rank, ordinal: true });
  return {
    ...{ title: t('articles:lose.done', { ...pupil }), tone: 'warning' },
    lines: [t('articles:lose.waits', { ...pupil, rank })],
  };
}

/** What a look at it may find. */
const checksOf = (t: Turn['t'], unit: string) =>
  (['good', 'scrap'] as const).map((verdict) =>
    button(t(`articles:check.${verdict}`), { act: 'checkReturned', unit, name: verdict }),
  );

async function backView(turn: Turn, id: string, condition: Condition): Promise<ResultView> {
  const { t, services, actor } = turn;
  const done = await giveBack(services, actor, id, condition);
  if (!done) return { title: t('articles:nothingBack'), lines: await lastDone(turn, { nomination: id }) };
  const unit = done.unit._id;
  return {
    ...{ title: t('articles:giveBack.done', { ...done.nomination.pupil }), tone: 'good' },
    lines: [t('articles:giveBack.next')],
    actions: checksOf(t, unit),
  };
}

/** The line works from today. @throws NotAllowed, UnknownNomination, NoCampaign, StoreAway */
export async function begins(conversation: Conversation, nomination: string): Promise<void> {
  const { context, turn } = conversation;
  const { t, services, actor } = turn;
  const { pupil } = await findPupil(services, actor, nomination);
  const unit = await activate(services, actor, nomination);
  const isOn = unit !== null && isOut(unit.state);
  const view = isOn
    ? {
        ...{ title: t('articles:activate.done', { ...pupil }), tone: 'good' as const },
        lines: [t('articles:activate.until', { date: new Date(unit.endsOn!) })],
        actions: [await undoButton(conversation, { unit: unit._id })],
      }
    : { title: t('articles:hasNone', { ...pupil }), lines: [] };
  await conclude(context, context.activity.replyToId, cardMessage(resultCard(t, view)));
}

/** What came back, or was found: looked at; the list of it without a unit. @throws NotAllowed, NoCampaign, StoreAway */
export async function looksAt(
  conversation: Conversation,
  { unit, name, page }: { unit?: string; name?: string; page?: number },
): Promise<void> {
  const { context, turn } = conversation;
  const { t, services, actor } = turn;
  if (unit === undefined) return showArticles(context, 'returned', page);
  if (name === 'found') {
    const found = await findAgain(services, actor, unit);
    const title = found ? t('articles:check.wasFound') : t('articles:nothingBack');
    const actions = found ? [...checksOf(t, unit), await undoButton(conversation, { unit })] : [];
    const lines = found ? [] : await lastDone(turn, { unit });
    return conclude(context, context.activity.replyToId, cardMessage(resultCard(t, { title, lines, actions })));
  }
  if (name === 'back') {
    const back = await returnLent(services, actor, unit);
    const title = back ? t('articles:check.wasBack') : t('articles:nothingBack');
    const actions = back ? [...checksOf(t, unit), await undoButton(conversation, { unit })] : [];
    const lines = back ? [] : await lastDone(turn, { unit });
    return conclude(context, context.activity.replyToId, cardMessage(resultCard(t, { title, lines, actions })));
  }
  const done = await check(services, actor, unit, name === 'scrap' ? 'scrap' : 'good');
  const lines = done
    ? done.served
      ? [t('articles:check.served', { count: done.served })]
      : []
    : await lastDone(turn, { unit });
  const title = done
    ? name === 'scrap'
      ? t('articles:check.scrapped')
      : t('articles:check.free')
    : t('articles:nothingBack');
  const actions = done && !done.served ? [await undoButton(conversation, { unit })] : [];
  await conclude(context, context.activity.replyToId, cardMessage(resultCard(t, { title, lines, actions })));
}
