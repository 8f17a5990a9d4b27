/** Setting an operation up and steering it: described, opened, closed, opened again, archived. */
import { createHash } from 'node:crypto';
import { actorNow } from '../actorNow';
import { type Actor, authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { carry } from '../journal/carry';
import {
  type Campaign,
  type CampaignDescription,
  type CampaignState,
  canBecome,
  DESCRIBED,
  type Described,
  RETENTION_DAYS,
} from '../../domain/campaign';
import { UnknownCampaign } from '../../domain/errors';
import type { Deed, JournalLine, Stamp } from '../../domain/journal';

type Steering = Pick<ServiceContext, 'store' | 'now' | 'directory'>;

const lineOf = (what: Deed, campaign: string, stamp: Stamp, fields?: string[]): JournalLine => ({
  ...{ _id: `${campaign}/${what}/${stamp.at.getTime()}`, what, campaign, ...stamp },
  ...(fields && { fields }),
});

/** The same for the same form: sent twice, it is there once. */
const idOf = (form: string): string => `op-${createHash('sha256').update(form).digest('hex').slice(0, 10)}`;

export interface NewOperation extends CampaignDescription {
  /** Of the form, or of the file: made twice, it is there once. */
  form: string;
  /** A name that a file gives it, instead of one of its own. */
  id?: string;
  retentionDays?: number;
}

/** Sets one up; nobody nominates before it is opened. Safe to repeat. @throws NotAllowed, StoreAway */
export async function addOperation(
  { store, now, directory }: Steering,
  asking: Actor,
  { form, id = idOf(form), retentionDays = RETENTION_DAYS, ...described }: NewOperation,
): Promise<Campaign> {
  const actor = await actorNow({ store, now }, asking);
  const stamp = { ...authorise(actor, 'steer'), at: now() };
  const campaign: Campaign = { ...described, id, retentionDays, state: 'draft' };
  await store.campaigns.add(campaign, lineOf('campaignAdded', id, stamp));
  await carry(store);
  directory.forget();
  return (await store.campaigns.find(id))!;
}

/** Changes what differs of its description. @returns what was changed. @throws NotAllowed, UnknownCampaign, StoreAway */
export async function changeOperation(
  { store, now, directory }: Steering,
  asking: Actor,
  id: string,
  wanted: Partial<CampaignDescription>,
): Promise<Described[]> {
  const actor = await actorNow({ store, now }, asking);
  const stamp = { ...authorise(actor, 'steer'), at: now() };
  const before = await requireOperation(store, id);
  const fields = DESCRIBED.filter(
    (field) => field !== 'kind' && field in wanted && String(wanted[field] ?? '') !== String(before[field] ?? ''),
  );
  if (!fields.length) return [];
  const { kind: _kind, ...change } = Object.fromEntries(fields.map((field) => [field, wanted[field]]));
  await store.campaigns.change(id, change, lineOf('campaignChanged', id, stamp, fields));
  await carry(store);
  directory.forget();
  return fields;
}

const DEED_OF: Record<Exclude<CampaignState, 'draft'>, Deed> = {
  open: 'campaignOpened',
  closed: 'campaignClosed',
  archived: 'campaignArchived',
};

export type Became =
  | { outcome: 'done'; campaign: Campaign }
  /** It was so already. */
  | { outcome: 'same'; campaign: Campaign }
  /** It cannot go there from where it is. */
  | { outcome: 'cannot'; campaign: Campaign };

/** Opens, closes, archives it. Safe to repeat. @throws NotAllowed, UnknownCampaign, StoreAway */
export async function become(
  { store, now, directory }: Steering,
  asking: Actor,
  id: string,
  next: Exclude<CampaignState, 'draft'>,
): Promise<Became> {
  const actor = await actorNow({ store, now }, asking);
  const stamp = { ...authorise(actor, 'steer'), at: now() };
  const before = await requireOperation(store, id);
  if (before.state === next) return { outcome: 'same', campaign: before };
  if (!canBecome(before, next)) return { outcome: 'cannot', campaign: before };
  const isDone = await store.campaigns.become(id, before.state, next, stamp.at, lineOf(DEED_OF[next], id, stamp));
  await carry(store);
  directory.forget();
  const campaign = await requireOperation(store, id);
  return { outcome: isDone || campaign.state === next ? 'done' : 'cannot', campaign };
}

async function requireOperation(store: Steering['store'], id: string): Promise<Campaign> {
  const found = await store.campaigns.find(id);
  if (!found) throw new UnknownCampaign();
  return found;
}

/** Keeps which operation somebody acts in from now on. @throws UnknownCampaign when it is not theirs to choose; StoreAway */
export async function chooseOperation({ store, directory }: Steering, actor: Actor, id: string): Promise<Campaign> {
  const found = (await directory.campaignsOf(actor)).find((each) => each.id === id);
  if (!found) throw new UnknownCampaign();
  await store.members.chooses(actor.id, id);
  return found;
}
