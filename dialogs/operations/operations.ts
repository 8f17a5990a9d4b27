/** The operations: which there are, which one somebody is in, and opening, closing and archiving one. */
import type { TurnContext } from 'botbuilder';
import { cardMessage, message } from '../../src/cards/activities';
import { button } from '../../src/cards/click';
import { factsCard } from '../../src/cards/factsCard';
import { operationsCard, type OperationRow } from '../../src/cards/operationsCard';
import { resultCard } from '../../src/cards/resultCard';
import type { Campaign, CampaignState } from '../../src/domain/campaign';
import { fold } from '../../src/domain/words';
import { may } from '../../src/services/authorise';
import { become, chooseOperation } from '../../src/services/operations/changeOperation';
import { articleOf } from '../articleName';
import { askFirst } from '../askFirst';
import type { Conversation } from '../conversation';
import { showGreeting } from '../greeting';
import { conclude, send } from '../show';
import { setTurn, type Turn, turnOf } from '../turn';

/** More are told by their names. */
const MOST_SHOWN = 8;

/** The one somebody is in; null where none is chosen, or there is none. @throws StoreAway */
export async function currentOperation({ services, actor }: Turn): Promise<Campaign | null> {
  const found = await services.directory.find(actor);
  return found === 'none' || found === 'several' ? null : found;
}

/** @param then what was said, to be done once one is chosen. @throws StoreAway */
export async function showOperations(
  context: TurnContext,
  { then, above }: { then?: string; above?: string } = {},
): Promise<void> {
  const turn = turnOf(context);
  const { t, services, actor, contact } = turn;
  const all = await services.directory.campaignsOf(actor);
  const current = await currentOperation(turn);
  if (!all.length && !may(actor, 'steer'))
    return void (await send(context, message(t('errors:noCampaign', { contact }))));
  const rows = all.slice(0, MOST_SHOWN).map((campaign): OperationRow => ({
    id: campaign.id,
    name: campaign.name,
    facts: factsInBrief(turn, campaign),
    isCurrent: campaign.id === current?.id,
  }));
  const view = {
    title: all.length ? t('operations:title', { count: all.length }) : t('operations:none'),
    lines: [...(above === undefined ? [] : [above]), ...(all.length > rows.length ? [t('operations:moreByName')] : [])],
    rows,
    ...(then !== undefined && { then }),
    actions: may(actor, 'steer')
      ? [
          ...(current
            ? [button(t('operations:describe'), { act: 'changeOperation', campaign: current.id }, { bare: true })]
            : []),
          button(t('commands:title.createOperation'), { act: 'createOperation' }),
        ]
      : [],
  };
  await send(context, cardMessage(operationsCard(t, view)));
}

function factsInBrief({ t }: Turn, { kind, article, state, deadline }: Campaign): string[] {
  return [
    kind === 'other' && article ? article : t(`article:name.${kind}`),
    t(`operations:state.${state}`),
    ...(deadline ? [t('operations:until', { date: new Date(deadline) })] : []),
  ];
}

/** By its button, or by words of its name; else the list. @throws StoreAway */
export async function choose(context: TurnContext, id: string | undefined, said: string): Promise<Campaign | null> {
  const turn = turnOf(context);
  const { t, services, actor, log } = turn;
  const found = id === undefined ? named(await services.directory.campaignsOf(actor), said) : { id };
  if (!found) {
    await showOperations(context, { above: t('operations:which') });
    return null;
  }
  const campaign = await chooseOperation(services, actor, found.id);
  setTurn(context, { ...turn, actor: { ...actor, campaign: campaign.id } });
  log.info({ turn: context.activity.id, member: actor.id, campaign: campaign.id }, 'operation chosen');
  return campaign;
}

/** Says which one was chosen, with where the person stands in it. @throws StoreAway */
export async function showChosen(context: TurnContext, { name, state }: Campaign): Promise<void> {
  const { t } = turnOf(context);
  const view = { title: t('operations:chosen', { name }), lines: [t(`operations:isNow.${state}`)] };
  await conclude(context, context.activity.replyToId, cardMessage(resultCard(t, view)));
  await showGreeting(context, { isNew: false });
}

/** The only one whose name has all telling words of a text, or as many as no other. */
function named(campaigns: readonly Campaign[], said: string): Campaign | null {
  const words = new Set(fold(said).split(' '));
  const counted = campaigns.map((campaign) => ({
    campaign,
    count: fold(campaign.name)
      .split(' ')
      .filter((word) => word.length > 2 && words.has(word)).length,
  }));
  const most = Math.max(0, ...counted.map(({ count }) => count));
  const [only, another] = counted.filter(({ count }) => count === most && count > 0);
  return only && !another ? only.campaign : null;
}

/** Opening and closing: asked first, then done. @throws NotAllowed, UnknownCampaign, NoCampaign, StoreAway */
export async function change(
  { context, memory }: Pick<Conversation, 'context' | 'memory'>,
  {
    campaign: id,
    said,
    isSure,
    next,
  }: { campaign?: string; said: string; isSure: boolean; next: Exclude<CampaignState, 'draft'> },
): Promise<void> {
  const turn = turnOf(context);
  const { t, services, actor, log } = turn;
  const theirs = await services.directory.campaignsOf(actor);
  // A card means its own, and no other when that is not there.
  const meant =
    id === undefined
      ? (named(theirs, said) ?? (await currentOperation(turn)))
      : await services.directory.campaign({ ...actor, within: id });
  if (!meant) return showOperations(context, { above: t('operations:which') });
  const { name } = meant;
  if (meant.state === next) return void (await send(context, message(t(`operations:became.${next}`, { name }))));
  if (!isSure) {
    const act = ({ open: 'openOperation', closed: 'closeOperation', archived: 'archiveOperation' } as const)[next];
    const actions = [
      button(
        t(`operations:sure.${next}`),
        { act, campaign: meant.id, sure: 'yes' },
        next === 'open' ? { style: 'positive' } : {},
      ),
      button(t('common:cancel'), { act: 'operations' }),
    ];
    const view = {
      title: t(`operations:ask.${next}`, { name }),
      lines: await consequences(turn, meant, next),
      actions,
    };
    return askFirst({ context, memory }, view, { act, slots: { campaign: meant.id } });
  }
  const { outcome, campaign } = await become(services, actor, meant.id, next);
  log.info({ turn: context.activity.id, member: actor.id, campaign: meant.id, next, outcome }, 'operation changed');
  const title =
    outcome === 'cannot'
      ? t(`operations:cannot.${campaign.state}`, { name })
      : t(`operations:became.${next}`, { name });
  const view = {
    title,
    tone: outcome === 'cannot' ? ('warning' as const) : ('good' as const),
    lines: [],
    actions: [button(t('movements:steer'), { act: 'steer' })],
  };
  await conclude(context, context.activity.replyToId, cardMessage(resultCard(t, view)));
}

async function consequences({ t, services }: Turn, campaign: Campaign, next: CampaignState): Promise<string[]> {
  const { size } = await services.directory.taking(campaign);
  if (next === 'open') return [size ? t('operations:willOpen', { count: size }) : t('operations:willOpenEmpty')];
  return next === 'closed'
    ? [t('operations:willClose', { days: campaign.retentionDays })]
    : [t('operations:willArchive')];
}

/** All that is described of one. @throws StoreAway */
export async function showOperation(
  context: TurnContext,
  card: string | undefined,
  campaign: Campaign,
  title: string,
): Promise<void> {
  const turn = turnOf(context);
  const { t } = turn;
  const actions = [
    button(t('operations:correct'), { act: 'changeOperation', campaign: campaign.id }),
    ...(campaign.state === 'open'
      ? []
      : [button(t('operations:sure.open'), { act: 'openOperation', campaign: campaign.id }, { style: 'positive' })]),
    button(t('commands:title.importInstitutions'), { act: 'importInstitutions' }),
    button(t('commands:title.receive'), { act: 'receive' }),
    button(t('movements:steer'), { act: 'steer' }),
  ];
  const view = { title, tone: 'good' as const, lines: [], facts: factsOf(turn, campaign), actions };
  await conclude(context, card, cardMessage(factsCard(t, view)));
}

type Facts = Omit<Campaign, 'id' | 'retentionDays' | 'state'> & Partial<Pick<Campaign, 'state'>>;

/** Line by line, as its card and its review show it. */
export function factsOf({ t }: Turn, campaign: Facts): { label: string; value: string }[] {
  const { name, state, giver, delivery, family, deadline, levels, needs, perPupil, proposals } = campaign;
  const { household, dueOn, lineDays } = campaign;
  const text = (value: string): string => t('common:plain', { text: value });
  return [
    { label: t('operations:name.label'), value: text(name) },
    ...(state ? [{ label: t('operations:state.label'), value: t(`operations:state.${state}`) }] : []),
    { label: t('operations:kind.label'), value: text(articleOf(t, campaign)) },
    ...(giver ? [{ label: t('operations:giver.label'), value: text(giver) }] : []),
    { label: t('operations:levels.label'), value: levels.map((level) => t(`summary:${level}`)).join(', ') },
    { label: t('operations:needs.label'), value: needs.map((need) => t(`need:${need}`)).join(', ') },
    { label: t('operations:perPupil.label'), value: t(`operations:perPupil.${perPupil}`) },
    { label: t('operations:proposals.label'), value: t(`operations:proposals.${proposals}`) },
    ...(household === 'one' ? [{ label: t('operations:household.label'), value: t('operations:household.one') }] : []),
    ...(lineDays ? [{ label: t('operations:lineDays.label'), value: String(lineDays) }] : []),
    ...(dueOn ? [{ label: t('operations:dueOn.label'), value: t('form:date.day', { date: new Date(dueOn) }) }] : []),
    ...(deadline
      ? [{ label: t('operations:deadline.label'), value: t('form:date.day', { date: new Date(deadline) }) }]
      : []),
    ...(delivery ? [{ label: t('operations:delivery.label'), value: text(delivery) }] : []),
    ...(family ? [{ label: t('operations:family.label'), value: text(family) }] : []),
  ];
}
