/** Withdrawing a pupil: a confirmation, then the place goes to the oldest who waits. */
import type { TurnContext } from 'botbuilder';
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { WaterfallDialog } from 'botbuilder-dialogs/lib/waterfallDialog';
import { cardMessage, message } from '../src/cards/activities';
import { button } from '../src/cards/click';
import { resultCard } from '../src/cards/resultCard';
import { findMine, findPupil } from '../src/services/listPupils';
import { isAtHome } from '../src/services/articles/holding';
import { withdraw } from '../src/services/withdraw';
import type { Drafts } from './form/draft';
import type { Form, Values } from './form/form';
import { formDialogId, type FormResult } from './form/formDialog';
import { isMasculine } from './placeName';
import { lastDone } from './lastDone';
import { conclude, send } from './show';
import { type Turn, turnOf } from './turn';

export const WITHDRAW = 'withdraw';

export interface WithdrawOptions {
  nomination: string;
}

/** No field: only the review, which asks whether it is meant. */
export async function withdrawForm(turn: Turn, { nomination: id = '' }: Values): Promise<Form> {
  const { t, actor, services } = turn;
  const { pupil, unit } = await findPupil(services, actor, id);
  const texts = { title: t('pupils:confirmTitle', { ...pupil }), intro: '', submit: '', lineExample: '' };
  return {
    name: WITHDRAW,
    fields: [],
    ...texts,
    review: (_values, draft) => ({
      id: draft,
      given: { nomination: id },
      title: texts.title,
      facts: [],
      lines: [unit ? t('pupils:confirmHeld') : t('pupils:confirmWaits')],
      warnings: [],
      ask: t('pupils:confirmAsk'),
      confirm: t('pupils:confirm'),
      cancel: t('pupils:keep'),
      destructive: true,
    }),
  };
}

export function withdrawDialog(drafts: Drafts): WaterfallDialog<WithdrawOptions> {
  async function ask(step: WaterfallStepContext<WithdrawOptions>): Promise<DialogTurnResult> {
    const { actor, services, t } = turnOf(step.context);
    const { nomination } = step.options;
    const { state } = await findPupil(services, actor, nomination);
    if (state === 'proposed' || state === 'declined') {
      await send(step.context, message(state === 'proposed' ? t('proposals:notYet') : t('proposals:isDeclined')));
      return step.endDialog();
    }
    if (state === 'withdrawn') {
      const by = await lastDone(turnOf(step.context), { nomination });
      await concludeWithdrawal(step.context, step.context.activity.replyToId, [t('pupils:alreadyWithdrawn'), ...by]);
      return step.endDialog();
    }
    if (await isAtHome(services, actor, await findPupil(services, actor, nomination))) {
      const actions = [
        button(t('commands:title.giveBack'), { act: 'giveBack', nomination }),
        button(t('commands:title.lose'), { act: 'lose', nomination }),
      ];
      await send(
        step.context,
        cardMessage(resultCard(t, { title: t('pupils:atHome'), lines: [t('errors:handedOver')], actions })),
      );
      return step.endDialog();
    }
    await drafts.open(step.context, WITHDRAW, { nomination });
    return step.beginDialog(formDialogId(WITHDRAW));
  }

  async function act(step: WaterfallStepContext<WithdrawOptions>): Promise<DialogTurnResult> {
    const { actor, services, t, log } = turnOf(step.context);
    const result = step.result as FormResult;
    const id = step.options.nomination;
    await drafts.close(step.context, WITHDRAW);
    if (!result.confirmed) {
      const { pupil } = await findPupil(services, actor, id);
      await concludeWithdrawal(step.context, result.card, [t('pupils:kept', { ...pupil })]);
      return step.endDialog();
    }
    const { nomination, served, remaining } = await withdraw(services, actor, id, 'byInstitution');
    const about = { turn: step.context.activity.id, member: actor.id, institution: nomination.institution };
    log.info({ ...about, nomination: id, served: served.length }, 'withdrawn');
    const place = await services.directory.institution(nomination.institution);
    const counted = { count: remaining, institution: place?.name };
    const left = isMasculine(place?.kind) ? t('nominate:remaining', counted) : t('nominate:remainingDistrict', counted);
    await concludeWithdrawal(step.context, result.card, [
      t('pupils:withdrawn', { ...nomination.pupil }),
      ...served.map(({ pupil }) => t('pupils:served', { ...pupil })),
      ...(remaining > 0 ? [left] : []),
    ]);
    return step.endDialog();
  }

  return new WaterfallDialog<WithdrawOptions>(WITHDRAW, [ask, act]);
}

/** Says how it ended: in place of the question, or below what was written. */
export async function concludeWithdrawal(
  context: TurnContext,
  card: string | undefined,
  [title = '', ...lines]: string[],
): Promise<void> {
  const { t } = turnOf(context);
  const actions = [button(t('common:myPupils'), { act: 'pupils' }), button(t('common:nominate'), { act: 'nominate' })];
  await conclude(context, card, cardMessage(resultCard(t, { title, lines, actions })));
}

/** Says that a pupil was withdrawn, if so, in place of a card. @returns whether it was. @throws StoreAway */
export async function showIfWithdrawn(
  context: TurnContext,
  card: string | undefined,
  nomination: string,
): Promise<boolean> {
  const { services, actor, t } = turnOf(context);
  const found = await findMine(services, actor, nomination);
  if (found?.state !== 'withdrawn') return false;
  const by = await lastDone(turnOf(context), { nomination });
  await concludeWithdrawal(context, card, [t('pupils:withdrawn', { ...found.pupil }), ...by]);
  return true;
}
