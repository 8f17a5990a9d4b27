/** Files of institutions that are sent in the chat: the national file, codes, figures, shares. What would change is shown, then done. */
import { createHash } from 'node:crypto';
import { cardMessage } from '../../src/cards/activities';
import { button } from '../../src/cards/click';
import { resultCard } from '../../src/cards/resultCard';
import type { Campaign } from '../../src/domain/campaign';
import { isPlan } from '../../src/services/movements/plan';
import { planByList } from '../../src/services/movements/share';
import { importInstitutions } from '../../src/services/operations/importInstitutions';
import { joinFigures, listsIn, takeList } from '../../src/services/operations/lists';
import type { Conversation } from '../conversation';
import { perform } from '../movements/movement';
import { problemText, showMovement } from '../movements/movementView';
import { readSent } from '../readSent';
import { replace, send } from '../show';
import { setTurn, type Turn } from '../turn';
import { importLines, MOST_SHOWN, outlook, readInstitutions, type SentInstitutions } from './institutionOutlook';
import { currentOperation } from './operations';

/** Shows what a file would change. @throws NotAllowed, StoreAway */
export async function showFile(conversation: Conversation, sent: SentInstitutions): Promise<void> {
  const { turn, context, memory } = conversation;
  const { t } = turn;
  const campaign = await currentOperation(turn);
  if (!campaign && sent.kind !== 'institutions' && sent.kind !== 'figures')
    return conversation.say(t('institutions:noOperation'));
  const { title, lines, confirm, more } = await outlook(turn, sent, campaign);
  await memory.keepsFile(
    context,
    confirm === undefined
      ? undefined
      : {
          ...{ url: sent.url, hash: sent.hash, of: 'institutions' },
          ...(campaign && { campaign: campaign.id }),
        },
  );
  const click = { act: 'importInstitutions', name: sent.hash } as const;
  const actions =
    confirm === undefined
      ? []
      : [
          button(confirm, click, { style: 'positive' }),
          ...(more === undefined ? [] : [button(more, { ...click, sure: 'yes' })]),
          button(t('common:cancel'), { act: 'cancel' }),
        ];
  const into = campaign ? [t('institutions:into', { name: campaign.name })] : [t('institutions:intoNone')];
  await send(context, cardMessage(resultCard(t, { title, lines: [...into, ...lines], actions })));
}

/**
 * Does what was shown, if the file is still the same.
 * @param hash of the file that the clicked card showed; in writing, the last one. @param withPrivate private schools too
 * @throws NotAllowed, StoreAway
 */
export async function confirmFile(
  conversation: Conversation,
  hash: string | undefined,
  withPrivate: boolean,
): Promise<void> {
  const { context, memory } = conversation;
  const kept = await memory.file(context);
  if (kept?.campaign !== undefined) within(conversation, kept.campaign);
  const { turn } = conversation;
  const { t, services, actor, log } = turn;
  if (kept?.of !== 'institutions' && hash === undefined) return showHow(turn, context);
  if (!kept || (hash !== undefined && hash !== kept.hash)) return conversation.say(t('people:file.again'));
  const file = await readSent(turn, kept.url);
  const sent = 'problem' in file ? null : readInstitutions(file);
  if (sent?.hash !== kept.hash) return conversation.say(t('people:file.again'));
  await memory.keepsFile(context, undefined);
  const campaign = await currentOperation(turn);
  const { kind, columns, rows } = sent;
  log.info(
    { turn: context.activity.id, member: actor.id, kind, rows: rows.length, campaign: campaign?.id },
    'institutions imported',
  );
  if (kind === 'shares') {
    const { known } = await listsIn(services, columns, rows);
    const id = createHash('sha256').update(`${campaign!.id}/${kept.hash}/${kept.url}`).digest('base64url');
    const plan = await planByList(services, actor, new Map(known.map(({ uai, number = 0 }) => [uai, number])));
    if (!isPlan(plan)) return conversation.say(problemText(t, plan));
    return showMovement(
      context,
      context.activity.replyToId,
      await perform(turn, context, { id, kind: 'share', reason: 'opening', legs: plan.legs }),
    );
  }
  const lines =
    kind === 'institutions'
      ? importLines(
          turn,
          true,
          await importInstitutions(services, actor, rows, {
            columns,
            sector: withPrivate ? 'all' : 'public',
            ...(campaign && { campaign }),
          }),
        )
      : await listLines(turn, sent, campaign);
  const actions = [button(t('movements:steer'), { act: 'steer' })];
  const view = { title: t('institutions:done'), tone: 'good' as const, lines, actions };
  await replace(context, context.activity.replyToId, cardMessage(resultCard(t, view)));
}

/** What was shown for an operation is done in it, whichever was chosen since. */
function within({ context, turn }: Conversation, campaign: string): void {
  setTurn(context, { ...turn, actor: { ...turn.actor, within: campaign } });
}

/** How a list is sent, or taken over from another operation. */
async function showHow(turn: Turn, context: Conversation['context']): Promise<void> {
  const { t, services, actor } = turn;
  const campaign = await currentOperation(turn);
  const others = campaign ? (await services.directory.campaignsOf(actor)).filter(({ id }) => id !== campaign.id) : [];
  const actions = others.slice(0, MOST_OTHERS).map(({ id, name }) =>
    button(t('institutions:like', { name, interpolation: { escapeValue: false } }), {
      act: 'importInstitutions',
      campaign: id,
    }),
  );
  await send(
    context,
    cardMessage(resultCard(t, { title: t('institutions:howTitle'), lines: [t('institutions:how')], actions })),
  );
}

const MOST_OTHERS = 3;

/** Whoever takes part in another operation takes part in the one of now. @throws NotAllowed, NoCampaign, StoreAway */
export async function takeOver({ turn, context }: Conversation, other: string): Promise<void> {
  const { t, services, actor } = turn;
  const campaign = await services.directory.campaign(actor);
  const taking = await services.directory.taking(await services.directory.campaign({ ...actor, within: other }));
  const wanted = [...taking.values()].filter(({ kind, isClosed }) => campaign.levels.includes(kind) && !isClosed);
  await takeList(
    services,
    actor,
    campaign,
    wanted.map(({ uai }) => uai),
  );
  const lines = [t('institutions:into', { name: campaign.name }), t('institutions:taking', { count: wanted.length })];
  const actions = [button(t('movements:steer'), { act: 'steer' })];
  await replace(
    context,
    context.activity.replyToId,
    cardMessage(resultCard(t, { title: t('institutions:done'), tone: 'good', lines, actions })),
  );
}

async function listLines(
  turn: Turn,
  { kind, columns, rows }: SentInstitutions,
  campaign: Campaign | null,
): Promise<string[]> {
  const { t, services, actor } = turn;
  const { known, unknown } = await listsIn(services, columns, rows);
  if (kind === 'figures') await joinFigures(services, actor, known);
  else
    await takeList(
      services,
      actor,
      campaign!,
      known.map(({ uai }) => uai),
    );
  return [
    t(`institutions:confirmed.${kind as 'figures' | 'codes'}`, { count: known.length }),
    ...(unknown.length
      ? [t('institutions:unknown', { count: unknown.length, codes: unknown.slice(0, MOST_SHOWN) })]
      : []),
  ];
}
