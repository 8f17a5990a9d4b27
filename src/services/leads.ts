/** Pupils who never connect, from a school's own list: kept as suggestions to the head, for as many days as are set, and nothing else of it. */
import { createHmac } from 'node:crypto';
import type { Connection } from '../domain/connectionFile';
import { UnknownSuggestion } from '../domain/errors';
import type { PlainDate } from '../domain/plainDate';
import { nameKey } from '../domain/pupil';
import type { Uai } from '../domain/uai';
import type { Lead } from '../store/leads';
import { actorNow } from './actorNow';
import { type Actor, authorise, placesWhere } from './authorise';
import type { ServiceContext } from './context';

/** After so many days a suggestion vanishes, whatever became of it. */
export const LEAD_DAYS = 30;
const DAY_MS = 86_400_000;

export interface LeadPlan {
  /** Whoever has not connected since the day: never, or before. */
  silent: Connection[];
  never: number;
  /** Pupils of the list, of the actor's own schools. */
  pupils: number;
  /** Of another school: left out. */
  elsewhere: number;
  /** Nominated already. */
  known: number;
}

const keyOf = ({ lastName, firstName }: Pick<Lead, 'lastName' | 'firstName'>): string =>
  `${nameKey(lastName)} ${nameKey(firstName)}`;

/** Which of a list would be kept. Changes nothing. @param since who connected on this day or later is left out @throws NotAllowed, NoCampaign, StoreAway */
export async function planLeads(
  context: ServiceContext,
  actor: Actor,
  { pupils, institution, since }: { pupils: readonly Connection[]; institution: Uai; since: PlainDate },
): Promise<LeadPlan> {
  authorise(actor, 'nominate', institution);
  const { id } = await context.directory.campaign(actor);
  const own = pupils.filter((pupil) => (pupil.institution ?? institution) === institution);
  const open = await context.store.nominations.openOf(id, [institution]);
  const nominated = new Set(open.map(({ pupil }) => keyOf(pupil)));
  const seen = new Set<string>();
  const once = own.filter((pupil) => {
    const key = `${keyOf(pupil)} ${pupil.birthDate ?? ''}`;
    return !seen.has(key) && seen.add(key);
  });
  const silent = once.filter(({ seenOn }) => seenOn === undefined || seenOn < since);
  const wanted = silent.filter((pupil) => !nominated.has(keyOf(pupil)));
  return {
    silent: wanted,
    never: wanted.filter(({ seenOn }) => seenOn === undefined).length,
    pupils: once.length,
    elsewhere: pupils.length - own.length,
    known: silent.length - wanted.length,
  };
}

/** Keeps them. Safe to repeat: one that was put off or dropped stays so. @throws NotAllowed, NoCampaign, StoreAway */
export async function keepLeads(
  context: ServiceContext,
  asking: Actor,
  { silent, institution }: { silent: readonly Connection[]; institution: Uai },
): Promise<void> {
  const actor = await actorNow(context, asking);
  authorise(actor, 'nominate', institution);
  const { store, now, pupilSecret } = context;
  const { id: campaign } = await context.directory.campaignNow(actor);
  const expiresAt = new Date(now().getTime() + LEAD_DAYS * DAY_MS);
  const idOf = ({ lastName, firstName, birthDate }: Connection): string =>
    createHmac('sha256', pupilSecret)
      .update([campaign, institution, nameKey(lastName), nameKey(firstName), birthDate ?? ''].join('\n'))
      .digest('base64url');
  await store.leads.add(
    silent.map((pupil): Lead => {
      const { line: _line, institution: _institution, ...kept } = pupil;
      return { _id: idOf(pupil), campaign, institution, ...kept, state: 'new', expiresAt };
    }),
  );
}

/** Those that wait for the actor's decision: new ones first; whoever is nominated since is not among them. @throws NotAllowed, NoCampaign, StoreAway */
export async function listLeads(context: ServiceContext, actor: Actor): Promise<Lead[]> {
  authorise(actor, 'nominate');
  const { store, now } = context;
  const { id } = await context.directory.campaign(actor);
  const places = placesWhere(actor, 'nominate');
  const [leads, open] = await Promise.all([store.leads.of(id, places, now()), store.nominations.openOf(id, places)]);
  const nominated = new Set(open.map(({ institution, pupil }) => `${institution} ${keyOf(pupil)}`));
  return leads.filter((lead) => !nominated.has(`${lead.institution} ${keyOf(lead)}`));
}

/** One of them. @throws UnknownSuggestion when it has vanished; NotAllowed, NoCampaign, StoreAway */
export async function findLead(context: ServiceContext, actor: Actor, id: string): Promise<Lead> {
  const { id: campaign } = await context.directory.campaign(actor);
  const lead = await context.store.leads.find(campaign, id, context.now());
  if (!lead || lead.state === 'dropped') throw new UnknownSuggestion();
  authorise(actor, 'nominate', lead.institution);
  return lead;
}

/** Puts one off, or drops it: then what was kept of the pupil goes at once. @throws UnknownSuggestion, NotAllowed, NoCampaign, StoreAway */
export async function decideLead(
  context: ServiceContext,
  actor: Actor,
  id: string,
  verdict: 'later' | 'drop',
): Promise<Lead> {
  const lead = await findLead(context, actor, id);
  await (verdict === 'later' ? context.store.leads.later(id) : context.store.leads.drop(id));
  return lead;
}
