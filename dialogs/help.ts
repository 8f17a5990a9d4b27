import type { TurnContext } from 'botbuilder';
import { cardMessage } from '../src/cards/activities';
import { helpCard } from '../src/cards/helpCard';
import { may } from '../src/services/authorise';
import { send } from './show';
import { turnOf } from './turn';

/** What this person can say. @param greeting said by name, to someone who just arrived; @param above a sentence of its own */
export async function showHelp(context: TurnContext, { greeting = false, above = '' } = {}): Promise<void> {
  const { t, actor } = turnOf(context);
  const view = { name: actor.name, nominates: may(actor, 'nominate'), seesAll: may(actor, 'seeAllCounts') };
  const activity = cardMessage(helpCard(t, view, greeting), above || undefined);
  await send(context, activity);
}
