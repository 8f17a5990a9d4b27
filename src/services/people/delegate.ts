/** A head's delegation of signature to a deputy: given, looked at, ended at once. Cannot be passed on: no scope has it. */
import { actorNow } from '../actorNow';
import { type Actor, authorise, placesWhere } from '../authorise';
import type { ServiceContext } from '../context';
import { type Delegation, isToCome, LONGEST_DELEGATION } from '../../domain/delegation';
import { UnknownMember } from '../../domain/errors';
import type { Member } from '../../domain/member';
import type { Scope } from '../../domain/permissions';
import { undoWindow } from '../../domain/undo';
import { dayOf, daysBefore, type PlainDate, SCHOOLS_TIME_ZONE } from '../../domain/plainDate';
import type { Uai } from '../../domain/uai';

export interface DelegationRequest {
  /** Of the form: sent again, it delegates nothing more. */
  id: string;
  /** The deputy, by their member's id. */
  to: string;
  institution: Uai;
  scope: Scope;
  from: PlainDate;
  until: PlainDate;
}

/** Who can be delegated to, by name. @throws NotAllowed, StoreAway */
export async function deputiesOf({ store }: ServiceContext, actor: Actor): Promise<Member[]> {
  authorise(actor, 'delegate');
  const found = new Map<string, Member>();
  for (const uai of placesWhere(actor, 'delegate'))
    for (const member of await candidates(store, uai)) found.set(member.id, member);
  return [...found.values()];
}

/** The deputies of an institution; of a district also who directs its schools, to whom handing over can be delegated. */
async function candidates(store: ServiceContext['store'], uai: Uai): Promise<Member[]> {
  const deputies = (await store.members.of(uai)).filter(({ role }) => role === 'deputy');
  const schools = await store.institutions.schoolsOf(uai);
  const directors = schools.length ? await store.members.ofAny(schools) : [];
  return [...deputies, ...directors.filter(({ role }) => role === 'proposer')];
}

/** Whether somebody can be given this: a deputy of the institution anything, who directs a school of it to hand over. */
async function canBeGiven(store: ServiceContext['store'], to: Member, { institution, scope }: DelegationRequest) {
  if (to.suspended) return false;
  if (to.role === 'deputy') return to.institutions.includes(institution);
  if (to.role !== 'proposer' || scope !== 'handOver') return false;
  return (await store.institutions.among(to.institutions)).some(
    ({ circonscription }) => circonscription === institution,
  );
}

/** Whether the days are in order, end today or later, and are no more than a year. */
const areGoodDays = (from: PlainDate, until: PlainDate, today: PlainDate): boolean =>
  from <= until && until >= today && until <= daysBefore(from, -LONGEST_DELEGATION);

/**
 * Safe to repeat with the same form.
 * @throws NotAllowed, UnknownMember when it is no deputy of the institution; Error on days that the form should have refused; StoreAway
 */
export async function delegate(context: ServiceContext, asking: Actor, request: DelegationRequest): Promise<Member> {
  const actor = await actorNow(context, asking);
  const { id, to, institution, scope, from, until } = request;
  const { members } = context.store;
  const at = context.now();
  const stamp = { ...authorise(actor, 'delegate', institution), at };
  const deputy = await members.find(to);
  if (!deputy || !(await canBeGiven(context.store, deputy, request))) throw new UnknownMember();
  if (!areGoodDays(from, until, dayOf(at, SCHOOLS_TIME_ZONE))) throw new Error('not days of a delegation');
  const delegation: Delegation = { id, by: actor.id, institution, scopes: [scope], from, until };
  const line = { _id: `${id}/delegated`, what: 'delegated' as const, member: to, institution, ...stamp };
  await members.delegate(to, delegation, { ...line, reason: scope });
  return deputy;
}

export interface ToldDelegation {
  delegation: Delegation;
  deputy: Member;
}

/** Those in force or to come that were given for the actor's institutions; a deputy's own. @throws NotAllowed, StoreAway */
export async function listDelegations({ store, now }: ServiceContext, actor: Actor): Promise<ToldDelegation[]> {
  const today = dayOf(now(), SCHOOLS_TIME_ZONE);
  const told = (deputy: Member): ToldDelegation[] =>
    (deputy.delegations ?? [])
      .filter((delegation) => isToCome(delegation, today))
      .map((delegation) => ({ delegation, deputy }));
  if (actor.role === 'deputy') return told(actor);
  authorise(actor, 'delegate');
  const places = placesWhere(actor, 'delegate');
  const found = new Map<string, ToldDelegation>();
  for (const uai of places)
    for (const deputy of [...(await store.members.of(uai)), ...(await candidates(store, uai))])
      for (const each of told(deputy))
        if (places.includes(each.delegation.institution)) found.set(each.delegation.id, each);
  return [...found.values()];
}

/** Ends one at once. @returns false when it was ended already. @throws NotAllowed, UnknownMember, StoreAway */
export async function revoke({ store, now }: ServiceContext, asking: Actor, to: string, id: string): Promise<boolean> {
  const actor = await actorNow({ store, now }, asking);
  const delegation = (await store.members.find(to))?.delegations?.find((each) => each.id === id);
  if (!delegation) throw new UnknownMember();
  const { institution } = delegation;
  const at = now();
  const stamp = { ...authorise(actor, 'delegate', institution), at };
  const line = {
    _id: `${id}/revoked/${at.getTime()}`,
    what: 'delegationRevoked' as const,
    member: to,
    institution,
    ...stamp,
  };
  return store.members.revoke(to, id, at, line);
}

/** Takes that back within ten minutes. @returns false when it was ended longer ago, or is in force. @throws NotAllowed, UnknownMember, StoreAway */
export async function restoreDelegation(
  { store, now }: ServiceContext,
  asking: Actor,
  to: string,
  id: string,
  shownAt?: Date,
): Promise<boolean> {
  const actor = await actorNow({ store, now }, asking);
  const deputy = await store.members.find(to);
  const delegation = deputy?.delegations?.find((each) => each.id === id);
  if (!deputy || !delegation) throw new UnknownMember();
  const { institution, scopes } = delegation;
  const at = now();
  const stamp = { ...authorise(actor, 'delegate', institution), at };
  const request = { ...delegation, to, scope: scopes[0]! };
  if (!(await canBeGiven(store, deputy, request))) return false;
  const line = { _id: `${id}/restored/${at.getTime()}`, what: 'delegationRestored' as const, member: to, institution };
  return store.members.restoreDelegation(to, id, undoWindow(at, shownAt), { ...line, ...stamp });
}
