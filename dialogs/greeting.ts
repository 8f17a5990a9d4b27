/** By name, with where the person stands: what is left, who waits. */
import type { TurnContext } from 'botbuilder';
import { cardMessage } from '../src/cards/activities';
import { helpCard } from '../src/cards/helpCard';
import { ChooseCampaign, NoCampaign } from '../src/domain/errors';
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
  const { lines, proposed } = await whereTheyStand(turn);
  const help = helpView(turn);
  const toDecide = proposed ? [{ title: t('commands:title.proposals'), act: 'proposals' as const }] : [];
  const view = {
    ...help,
    buttons: [...help.buttons, ...toDecide],
    examples: help.examples.slice(toDecide.length), // a card has room for five
    title: t('talk:greeting', { name: actor.name }),
    lines: [...(isNew ? [introOf(turn)] : []), ...lines, ...(await actingFor(turn))],
    ...(!isNew && { can: [], privacy: [] }),
  };
  await send(context, cardMessage(helpCard(t, view)));
}

/** For whom a deputy acts today, and until when. */
async function actingFor({ t, actor: { powers = [] }, services }: Turn): Promise<string[]> {
  const heads = powers.length ? await services.store.members.among(powers.map(({ by }) => by)) : [];
  return powers.map(({ by, until, scopes }) => {
    const name = heads.find(({ id }) => id === by)?.name;
    const what = scopes.map((scope) => t(`delegation:scopes.${scope}`)).join(', ');
    return t('delegation:acting', { name, date: new Date(until), what });
  });
}

interface Stands {
  lines: string[];
  /** How many pupils wait for the person's decision. */
  proposed: number;
}

async function whereTheyStand({ t, actor, services, contact }: Turn): Promise<Stands> {
  const seesAll = may(actor, 'seeAllCounts');
  if (!may(actor, 'seeCounts')) return { lines: [], proposed: 0 };
  if (!seesAll && !actor.institutions.length) return { lines: [t('nominate:noInstitution', { contact })], proposed: 0 };
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
    const decide = proposed ? [t('proposals:waiting', { count: proposed })] : [];
    return { lines: [[left, ...waiting].join(' '), ...decide], proposed };
  } catch (error) {
    if (error instanceof ChooseCampaign) return { lines: [t('talk:stands.several')], proposed: 0 };
    if (error instanceof NoCampaign) return { lines: [t('errors:noCampaign', { contact })], proposed: 0 };
    throw error;
  }
}

function introOf({ t, actor }: Turn): string {
  if (may(actor, 'seeAllCounts')) return t('help:introCoordinator');
  return may(actor, 'nominate') ? t('help:introHead') : t('help:introProposer');
}
