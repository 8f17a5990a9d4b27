import type { TurnContext } from 'botbuilder';
import { cardMessage, message } from '../src/cards/activities';
import { spentCard } from '../src/cards/resultCard';
import { standingOfForm } from '../src/services/standing';
import { replace, send } from './show';
import { standingCard } from './standing';
import { turnOf } from './turn';

/** A button of a card that is no longer open: the card gives way to what became of its form. */
export async function showStaleCard(context: TurnContext, form: string | undefined): Promise<void> {
  const turn = turnOf(context);
  const { t, services, actor } = turn;
  const { replyToId } = context.activity;
  const standing = form === undefined ? null : await standingOfForm(services, actor, form);
  // The turn that recorded it may never have said so.
  if (standing) return void (await replace(context, replyToId, await standingCard(turn, standing, 'again')));
  const lines = [t('common:oldCard'), t('common:oldCardNext')].join('\n\n');
  if (replyToId === undefined) await send(context, message(lines));
  else await replace(context, replyToId, cardMessage(spentCard(t, lines)));
}
