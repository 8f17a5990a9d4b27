import type { TurnContext } from 'botbuilder';
import { cardMessage, message } from '../src/cards/activities';
import { spentCard } from '../src/cards/resultCard';
import { standingOfForm } from '../src/services/standing';
import { isCorrectedBy } from '../src/services/correct';
import { findMine } from '../src/services/listPupils';
import { showCorrected } from './amend';
import { replace, send } from './show';
import { standingCard } from './standing';
import { turnOf } from './turn';
import { concludeWithdrawal } from './withdraw';

/** What a button of a form sends of what it is about. */
interface Clicked {
  form?: string;
  /** Of a correction, or a withdrawal. */
  nomination?: string;
}

/** A button of a card that is no longer open: the card gives way to what became of its form. */
export async function showStaleCard(context: TurnContext, { form, nomination }: Clicked): Promise<void> {
  const turn = turnOf(context);
  const { t, services, actor } = turn;
  const { replyToId } = context.activity;
  const standing = form === undefined ? null : await standingOfForm(services, actor, form);
  // The turn that recorded it may never have said so.
  if (standing) return void (await replace(context, replyToId, await standingCard(turn, standing, 'recorded')));
  if (form !== undefined && nomination !== undefined && (await isDone(context, form, nomination))) return;
  const lines = [t('common:oldCard'), t('common:oldCardNext')].join('\n\n');
  if (replyToId === undefined) await send(context, message(lines));
  else await replace(context, replyToId, cardMessage(spentCard(t, lines)));
}

/** A correction or a withdrawal that was done: what stands is said again. @returns whether it was */
async function isDone(context: TurnContext, form: string, id: string): Promise<boolean> {
  const { t, services, actor } = turnOf(context);
  const nomination = await findMine(services, actor, id);
  if (!nomination) return false;
  const act = (await isCorrectedBy(services, actor, { nomination: id, form }))?.acts?.find(
    (each) => each.form === form,
  );
  if (act) await showCorrected(context, context.activity.replyToId, nomination, act.lines);
  else if (nomination.state === 'withdrawn')
    await concludeWithdrawal(context, context.activity.replyToId, [t('pupils:withdrawn', { ...nomination.pupil })]);
  return act !== undefined || nomination.state === 'withdrawn';
}
