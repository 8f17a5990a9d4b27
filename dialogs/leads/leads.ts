/** Pupils who never connect: what a school's list says, then one suggestion after the other. */
import type { TurnContext } from 'botbuilder';
import { cardMessage } from '../../src/cards/activities';
import { articlesCard } from '../../src/cards/articlesCard';
import { button } from '../../src/cards/click';
import { resultCard } from '../../src/cards/resultCard';
import type { ConnectionFile } from '../../src/domain/connectionFile';
import { pageOf } from '../../src/domain/paging';
import { daysBefore, type PlainDate } from '../../src/domain/plainDate';
import type { Uai } from '../../src/domain/uai';
import { placesWhere } from '../../src/services/authorise';
import { decideLead, findLead, keepLeads, LEAD_DAYS, listLeads, planLeads } from '../../src/services/leads';
import { askFirst } from '../askFirst';
import type { Conversation } from '../conversation';
import { plainPlaceName } from '../placeName';
import { replace, send } from '../show';
import { type Turn, turnOf } from '../turn';

/** Who has not connected for so many days is told, unless another day is. */
const SILENT_DAYS = 30;

interface SentList {
  url: string;
  hash: string;
  file: ConnectionFile;
}

/** Which of the person's schools it is of: the one that most of its lines name, or the only one. */
function placeOf({ actor }: Turn, { pupils }: ConnectionFile): Uai | null {
  const own = placesWhere(actor, 'nominate');
  const named = own.map((uai) => ({ uai, count: pupils.filter(({ institution }) => institution === uai).length }));
  const [most] = named.sort((a, b) => b.count - a.count);
  if (most && most.count > 0) return most.uai;
  return own.length === 1 ? own[0]! : null;
}

/** What it says of the pupils of the person's own school; nothing is kept before that is confirmed. @throws NotAllowed, NoCampaign, StoreAway */
export async function showConnectionFile(conversation: Conversation, { url, hash, file }: SentList): Promise<void> {
  const { turn, context, memory } = conversation;
  const { t, services, actor, today } = turn;
  const institution = placeOf(turn, file);
  if (!institution) return conversation.say(t('leads:whichSchool'));
  const campaign = await services.directory.campaign(actor);
  const since = daysBefore(today, SILENT_DAYS);
  const plan = await planLeads(services, actor, { pupils: file.pupils, institution, since });
  const place = await services.directory.institution(institution);
  const { silent, never, pupils, elsewhere, known } = plan;
  await memory.keepsFile(context, silent.length ? { url, hash, of: 'connections', campaign: campaign.id } : undefined);
  const click = { act: 'importFile', name: hash } as const;
  const actions = silent.length
    ? [
        ...(never && never < silent.length
          ? [button(t('leads:keepNever', { count: never }), { ...click, sure: 'yes' })]
          : []),
        button(t('leads:keep', { count: silent.length }), click, { style: 'positive' }),
        button(t('common:cancel'), { act: 'cancel' }),
      ]
    : [];
  const lines = [
    t('leads:read', { count: pupils }),
    t('leads:never', { count: never }),
    t('leads:silent', { count: silent.length - never, since: new Date(since) }),
    ...(known ? [t('leads:known', { count: known })] : []),
    ...(elsewhere ? [t('leads:elsewhere', { count: elsewhere })] : []),
    ...(file.bad.length ? [t('leads:bad', { count: file.bad.length, lines: file.bad.slice(0, 8).map(String) })] : []),
    t('leads:kept', { count: LEAD_DAYS }),
  ];
  const title = t('leads:file', { name: place ? plainPlaceName(t, place) : '' });
  await send(context, cardMessage(resultCard(t, { title, lines, actions })));
}

/** Keeps what was shown. @param onlyNever those alone who never connected @throws NotAllowed, NoCampaign, StoreAway */
export async function confirmConnectionFile(
  { turn, context, memory }: Conversation,
  { file }: Pick<SentList, 'file'>,
  onlyNever: boolean,
): Promise<void> {
  const { services, actor, today, log } = turn;
  const institution = placeOf(turn, file);
  if (!institution) return;
  const since = daysBefore(today, SILENT_DAYS);
  const { silent } = await planLeads(services, actor, { pupils: file.pupils, institution, since });
  const kept = onlyNever ? silent.filter(({ seenOn }) => seenOn === undefined) : silent;
  await keepLeads(services, actor, { silent: kept, institution });
  await memory.keepsFile(context, undefined);
  log.info({ turn: context.activity.id, member: actor.id, institution, leads: kept.length }, 'leads kept');
  await showLeads(context, { above: kept.length });
}

const PER_PAGE = 5;

/** @param above how many were kept just now @throws NotAllowed, NoCampaign, StoreAway */
export async function showLeads(
  context: TurnContext,
  { page: wanted = 1, above }: { page?: number; above?: number } = {},
): Promise<void> {
  const { t, services, actor, answer } = turnOf(context);
  const leads = await listLeads(services, actor);
  const { page, pages, from } = pageOf(leads.length, wanted, PER_PAGE);
  const day = (seenOn: PlainDate | undefined): string =>
    seenOn === undefined ? t('leads:neverSeen') : t('leads:seenOn', { date: new Date(seenOn) });
  const rows = leads
    .slice(from, from + PER_PAGE)
    .map(({ _id: lead, lastName, firstName, className, seenOn, state }) => ({
      name: t('pupils:pupil', { lastName, firstName }),
      about: [
        ...(className === undefined ? [] : [t('common:plain', { text: className })]),
        day(seenOn),
        ...(state === 'later' ? [t('leads:isLater')] : []),
      ].join(', '),
      actions: [
        { title: t('leads:nominate'), click: { act: 'lead' as const, lead, name: 'nominate' } },
        ...(state === 'later'
          ? []
          : [{ title: t('leads:later'), click: { act: 'lead' as const, lead, name: 'later' } }]),
        { title: t('leads:drop'), click: { act: 'lead' as const, lead, name: 'drop' } },
      ],
    }));
  const title =
    above === undefined ? t('leads:title', { count: leads.length }) : t('leads:keptNow', { count: leads.length });
  const activity = cardMessage(articlesCard(t, { title, rows, page, pages, act: 'leads' }));
  const isTurned = answer.kind === 'click';
  if (isTurned) await replace(context, context.activity.replyToId, activity);
  else await send(context, activity);
}

/** One that is nominated, put off or dropped. @throws UnknownNomination, NotAllowed, NoCampaign, StoreAway */
export async function decide(
  conversation: Conversation,
  id: string | undefined,
  verdict: string | undefined,
  isSure: boolean,
): Promise<void> {
  const { turn, context } = conversation;
  const { services, actor } = turn;
  if (id === undefined) return showLeads(context);
  if (verdict === 'drop' && !isSure) {
    const { lastName, firstName } = await findLead(services, actor, id);
    const slots = { lead: id, name: verdict, sure: 'yes' } as const;
    const actions = [
      button(turn.t('leads:drop'), { act: 'lead', ...slots }, { style: 'destructive' }),
      button(turn.t('common:cancel'), { act: 'leads' }),
    ];
    const view = {
      title: turn.t('leads:dropAsk', { lastName, firstName }),
      lines: [turn.t('leads:dropNext')],
      actions,
    };
    return askFirst(conversation, view, { act: 'lead', slots });
  }
  if (verdict === 'later' || verdict === 'drop') {
    await decideLead(services, actor, id, verdict);
    return showLeads(context);
  }
  const { lastName, firstName, birthDate, className, institution } = await findLead(services, actor, id);
  await conversation.nominate({
    institution,
    pupil: { lastName, firstName, ...(birthDate && { birthDate }), ...(className !== undefined && { className }) },
  });
}
