import type { TurnContext } from 'botbuilder';
import { cardMessage, message } from '../src/cards/activities';
import { resultCard, spentCard } from '../src/cards/resultCard';
import { may } from '../src/services/authorise';
import { replace, retire, send } from './show';
import { turnOf } from './turn';

/**
 * Says once that a form was left: in place of the card that was clicked, or in writing; its other cards lose their buttons.
 * @param said instead of that nothing was recorded
 */
export async function cancelled(context: TurnContext, cards: (string | undefined)[], said?: string): Promise<void> {
  const { t, answer, actor } = turnOf(context);
  const title = said ?? t('common:cancelled');
  const lines = said === undefined && may(actor, 'nominate') ? [t('common:cancelledNext')] : [];
  const shown = cards.filter((card) => card !== undefined);
  const clicked = answer.kind === 'click' ? shown.at(-1) : undefined;
  for (const card of shown)
    if (card !== clicked) await retire(context, card, cardMessage(spentCard(t, t('common:closed'))));
  if (clicked === undefined) await send(context, message([title, ...lines].join('\n\n')));
  else await replace(context, clicked, cardMessage(resultCard(t, { title, lines })));
}
