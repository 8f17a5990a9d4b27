import type { TurnContext } from 'botbuilder';
import { cardMessage, message } from '../src/cards/activities';
import { spentCard } from '../src/cards/resultCard';
import { showIfCorrected } from './amend';
import { replace, send } from './show';
import { showIfRecorded } from './standing';
import { turnOf } from './turn';
import { showIfWithdrawn } from './withdraw';

/** What a button of a form sends of what it is about. */
interface Clicked {
  form?: string;
  /** Of a correction, or a withdrawal. */
  nomination?: string;
}

/**
 * A button of a card that is no longer open: the card gives way to what became of its form.
 * @param isSecond of a double click: the first has just said how it ended, and who got the place of who was withdrawn
 */
export async function showStaleCard(
  context: TurnContext,
  { form, nomination }: Clicked,
  isSecond = false,
): Promise<void> {
  const { replyToId: card } = context.activity;
  if (form !== undefined) {
    // The turn that did it may never have said so.
    if (await showIfRecorded(context, card, form, 'recorded')) return;
    if (nomination !== undefined && (await showIfCorrected(context, card, { form, nomination }))) return;
    if (isSecond) return;
    if (nomination !== undefined && (await showIfWithdrawn(context, card, nomination))) return;
  }
  const { t } = turnOf(context);
  const lines = [t('common:oldCard'), t('common:oldCardNext')].join('\n\n');
  if (card === undefined) await send(context, message(lines));
  else await replace(context, card, cardMessage(spentCard(t, lines)));
}
