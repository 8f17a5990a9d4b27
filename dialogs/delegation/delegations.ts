/** The delegations in force or to come: a head's, each with a button that ends it; a deputy's own. */
import type { SubmitAction } from '@microsoft/teams.cards';
import type { TurnContext } from 'botbuilder';
import { cardMessage } from '../../src/cards/activities';
import { button } from '../../src/cards/click';
import { delegationsCard } from '../../src/cards/delegationsCard';
import { may } from '../../src/services/authorise';
import { listDelegations } from '../../src/services/people/delegate';
import { replace, send } from '../show';
import { turnOf } from '../turn';

/** @param above what was done just now. @throws NotAllowed, StoreAway */
export async function showDelegations(context: TurnContext, above: string[] = [], undo?: SubmitAction): Promise<void> {
  const { t, services, actor } = turnOf(context);
  const listed = await listDelegations(services, actor);
  const known = await services.directory.institutions();
  const heads = await services.store.members.among(listed.map(({ delegation }) => delegation.by));
  const gives = may(actor, 'delegate');
  const rows = listed.map(({ delegation: { id, by, institution, scopes, from, until }, deputy }) => ({
    ...{ id, deputy: deputy.id },
    name: gives ? deputy.name : (heads.find((head) => head.id === by)?.name ?? t('proposals:formerMember')),
    facts: [
      ...scopes.map((scope) => t(`delegation:scopes.${scope}`)),
      known.get(institution)?.name ?? institution,
      t('delegation:days', { days: [new Date(from), new Date(until)] }),
    ],
    canEnd: gives,
  }));
  const title = gives ? t('delegation:list', { count: rows.length }) : t('delegation:own', { count: rows.length });
  const actions = [
    ...(undo ? [undo] : []),
    ...(gives ? [button(t('commands:title.delegate'), { act: 'delegate' })] : []),
  ];
  const activity = cardMessage(delegationsCard(t, { title, lines: above, rows, actions }));
  if (above.length) await replace(context, context.activity.replyToId, activity);
  else await send(context, activity);
}
