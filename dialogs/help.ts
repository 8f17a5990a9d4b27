import type { TurnContext } from 'botbuilder';
import { cardMessage } from '../src/cards/activities';
import { helpCard } from '../src/cards/helpCard';
import { may } from '../src/services/authorise';
import { send } from './show';
import { turnOf } from './turn';

interface HelpOptions {
  /** By name, to someone who just arrived. */
  greeting?: true;
  /** A sentence of its own. */
  above?: string;
}

/** What this person can say. */
export async function showHelp(context: TurnContext, { greeting, above }: HelpOptions = {}): Promise<void> {
  const { t, actor } = turnOf(context);
  const view = {
    ...{ name: actor.name, nominates: may(actor, 'nominate'), seesAll: may(actor, 'seeAllCounts') },
    ...(above !== undefined && { above }),
  };
  await send(context, cardMessage(helpCard(t, view, greeting === true)));
}
