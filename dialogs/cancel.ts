import type { TurnContext } from 'botbuilder';
import { cardMessage, message } from '../src/cards/activities';
import { resultCard } from '../src/cards/resultCard';
import { replace, send } from './show';
import { turnOf } from './turn';

/** Says that a form was left, and takes the buttons of its cards away. @param said instead of what to do next */
export async function cancelled(context: TurnContext, cards: (string | undefined)[], said?: string): Promise<void> {
  const { t, answer } = turnOf(context);
  const lines = said === undefined ? [t('common:cancelledNext')] : [];
  const shown = cards.filter((card) => card !== undefined);
  for (const card of shown)
    await replace(context, card, cardMessage(resultCard(t, { title: t('common:cancelled'), lines })));
  const seen = answer.kind === 'click' && shown.length > 0; // the card they clicked says it
  if (!seen) await send(context, message(said ?? [t('common:cancelled'), ...lines].join('\n\n')));
}
