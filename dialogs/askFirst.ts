import { cardMessage } from '../src/cards/activities';
import { resultCard, type ResultView } from '../src/cards/resultCard';
import type { Conversation } from './conversation';
import { A_COMMAND, type Ask } from './memory';
import { asksNow, send } from './show';
import { turnOf } from './turn';

/** Asks whether something is meant before it is done: its button says so, or a yes in writing. */
export async function askFirst(
  { context, memory }: Pick<Conversation, 'context' | 'memory'>,
  view: ResultView,
  ask: Omit<Ask, 'card'>,
): Promise<void> {
  const activity = cardMessage(resultCard(turnOf(context).t, view));
  const card = await send(context, activity);
  asksNow(context, A_COMMAND);
  return memory.asks(context, { ...ask, ...(card !== undefined && { card }) });
}
