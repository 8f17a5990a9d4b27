/** Delegating to a deputy: the form, filled with what a sentence told, then the act. */
import type { WaterfallDialog } from 'botbuilder-dialogs';
import { cardMessage, message } from '../../src/cards/activities';
import { button } from '../../src/cards/click';
import { resultCard } from '../../src/cards/resultCard';
import type { Scope } from '../../src/domain/permissions';
import type { PlainDate } from '../../src/domain/plainDate';
import type { Member } from '../../src/domain/member';
import type { Uai } from '../../src/domain/uai';
import { fold } from '../../src/domain/words';
import { placesWhere } from '../../src/services/authorise';
import { delegate, deputiesOf } from '../../src/services/people/delegate';
import { namesIn, readDelegates, readDelegation } from '../../src/understanding/readDelegation';
import type { Drafts } from '../form/draft';
import type { Values } from '../form/form';
import { formThen } from '../form/formThen';
import { conclude, send } from '../show';
import type { Turn } from '../turn';

export const DELEGATE = 'delegate';

export interface DelegateOptions {
  /** The sentence, as typed. */
  said?: string;
}

export const delegateDialog = (drafts: Drafts): WaterfallDialog<DelegateOptions> =>
  formThen<DelegateOptions>(drafts, {
    name: DELEGATE,
    async begin(turn, { said = '' }, context) {
      const { t, contact } = turn;
      const values = await begun(turn, said);
      if (!values) return { say: t('delegation:nobody', { contact }) };
      const other = await namedOther(turn, said);
      const stranger = strangerIn(said, await deputiesOf(turn.services, turn.actor));
      if (other) await send(context, message(t('delegation:notDeputy', { name: other })));
      else if (stranger !== undefined) await send(context, message(t('delegation:notKnown', { name: stranger })));
      return { values };
    },
    left: (t) => t('delegation:left'),
    async act({ t, services, actor, log }, { id, values, card }, context) {
      const { to, scope, from, until, institution = placesWhere(actor, 'delegate')[0] } = values;
      const deputy = await delegate(services, actor, {
        ...{ id, to: to!, institution: institution as Uai, scope: scope as Scope },
        ...{ from: from as PlainDate, until: until as PlainDate },
      });
      log.info({ turn: context.activity.id, member: actor.id, institution, to }, 'delegated');
      const date = new Date(until!);
      const view = {
        title: t('delegation:done'),
        tone: 'good' as const,
        lines: [
          t(`delegation:given.${scope as Scope}`, { name: deputy.name, from: new Date(from!), date }),
          t('delegation:revocable'),
        ],
        actions: [button(t('delegation:mine'), { act: 'delegations' })],
      };
      await conclude(context, card, cardMessage(resultCard(t, view)));
    },
  });

/** Somebody of the institution whom a sentence names, and who is no deputy. */
async function namedOther({ services, actor }: Turn, said: string): Promise<string | undefined> {
  const words = new Set(fold(said).split(' '));
  for (const uai of placesWhere(actor, 'delegate'))
    for (const { id, name, role } of await services.store.members.of(uai)) {
      const last = fold(name).split(' ').at(-1)!;
      if (id !== actor.id && role !== 'deputy' && words.has(last)) return name;
    }
  return undefined;
}

/** Whom a sentence names who is none of the deputies: the only deputy is not meant then. */
const strangerIn = (said: string, deputies: readonly Member[]): string | undefined => {
  const known = new Set(deputies.flatMap(({ name }) => fold(name).split(' ')));
  return readDelegates(said).find((whom) => namesIn(whom).some((word) => !known.has(word)));
};

/** What the form begins with; null where there is nobody to delegate to. */
async function begun({ services, actor, today }: Turn, said: string): Promise<Values | null> {
  const deputies = await deputiesOf(services, actor);
  if (!deputies.length) return null;
  const words = new Set(fold(said).split(' '));
  const counted = deputies.map((deputy) => ({
    deputy,
    count: fold(deputy.name)
      .split(' ')
      .filter((word) => words.has(word)).length,
  }));
  const most = Math.max(...counted.map(({ count }) => count));
  const named = counted.filter(({ count }) => count === most).map(({ deputy }) => deputy);
  const [only, another] = strangerIn(said, deputies) === undefined ? named : [];
  const { from, until, scope } = readDelegation(said, today);
  const places = placesWhere(actor, 'delegate');
  return {
    ...(only && !another && { to: only.id }),
    ...(places.length === 1 && { institution: places[0]! }),
    scope: scope ?? 'nominate',
    from: from !== undefined && from >= today ? from : today,
    ...(until !== undefined && { until }),
  };
}
