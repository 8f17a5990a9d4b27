/** By name, with where the person stands: what is left, who waits. */
import type { TurnContext } from 'botbuilder';
import { cardMessage } from '../src/cards/activities';
import { helpCard } from '../src/cards/helpCard';
import { NoCampaign } from '../src/domain/errors';
import { may } from '../src/services/authorise';
import { ask } from '../src/services/ask';
import { listProposals } from '../src/services/decide';
import { helpView } from './help';
import { send } from './show';
import { type Turn, turnOf } from './turn';

/** @param isNew whoever meets Relais for the first time is told what it is and what it can do. @throws StoreAway */
export async function showGreeting(context: TurnContext, { isNew }: { isNew: boolean }): Promise<void> {
  const turn = turnOf(context);
  const { t, actor } = turn;
  const [intro, ...stands] = await whereTheyStand(turn);
  const view = {
    ...helpView(turn),
    title: t('talk:greeting', { name: actor.name }),
    lines: isNew ? [intro!, ...stands] : stands,
    ...(!isNew && { can: [], privacy: [] }),
  };
  await send(context, cardMessage(helpCard(t, view)));
}

async function whereTheyStand(turn: Turn): Promise<string[]> {
  const { t, actor, services, contact } = turn;
  const seesAll = may(actor, 'seeAllCounts');
  const intro = introOf(turn);
  if (!may(actor, 'seeCounts')) return [intro];
  if (!seesAll && !actor.institutions.length) return [intro, t('nominate:noInstitution', { contact })];
  try {
    const { all } = await ask(services, actor, { places: [] });
    const waiting = all.waiting
      ? [
          seesAll
            ? t('summary:waitingSentence', { count: all.waiting })
            : t('talk:stands.waiting', { count: all.waiting }),
        ]
      : [];
    const left = seesAll
      ? t('talk:stands.all', { count: all.remaining, total: all.total })
      : t('talk:stands.left', { count: all.remaining });
    const proposed = may(actor, 'decide') ? (await listProposals(services, actor)).length : 0;
    return [intro, [left, ...waiting].join(' '), ...(proposed ? [t('proposals:waiting', { count: proposed })] : [])];
  } catch (error) {
    if (error instanceof NoCampaign) return [intro, t('errors:noCampaign', { contact })];
    throw error;
  }
}

function introOf({ t, actor }: Turn): string {
  if (may(actor, 'seeAllCounts')) return t('help:introCoordinator');
  return may(actor, 'nominate') ? t('help:introHead') : t('help:introProposer');
}
