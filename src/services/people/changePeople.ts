/** Who may speak to Relais, and as what: added, changed, suspended. Nobody is taken away: what they did stays theirs in the journal. */
import { createHash, randomUUID } from 'node:crypto';
import { actorNow } from '../actorNow';
import { type Actor, authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { carry } from '../journal/carry';
import { UnknownMember } from '../../domain/errors';
import { type Deed, type JournalLine, RELAIS, type Stamp } from '../../domain/journal';
import { LOCAL_ROLES, type Member, type Role } from '../../domain/member';
import type { MemberLine } from '../../domain/memberFile';
import type { Uai } from '../../domain/uai';
import type { Store } from '../../store/open';
import type { MemberChange } from '../../store/members';

/** Whoever runs a command beside the bot: they hold the database. */
export const OPERATOR: Actor = { id: RELAIS, name: '', role: 'coordinator', institutions: [] };

/** What keeping the list of people needs. */
type Keeping = Pick<ServiceContext, 'store' | 'now'>;

export interface NewMember {
  /** Their user principal name, in small letters; one of the two is there. */
  email?: string;
  aadObjectId?: string;
  name: string;
  role: Role;
  institutions: Uai[];
}

/** An id that does not tell the e-mail, and is the same for the same one: adding somebody twice at once adds them once. */
export const memberIdOf = ({ email, aadObjectId }: Pick<NewMember, 'email' | 'aadObjectId'>): string =>
  aadObjectId === undefined
    ? `m_${createHash('sha256').update(email!).digest('base64url').slice(0, 22)}`
    : `m_${aadObjectId}`;

const lineAbout = (what: Deed, member: string, stamp: Stamp, fields?: string[]): JournalLine => ({
  ...{ _id: `${member}/${randomUUID()}`, what, member, ...stamp },
  ...(fields && { fields }),
});

/** @returns null when somebody of this e-mail or object id is there already. @throws NotAllowed, StoreAway */
export async function addMember({ store, now }: Keeping, asking: Actor, about: NewMember): Promise<Member | null> {
  const actor = await actorNow({ store, now }, asking);
  const stamp = { ...authorise(actor, 'managePeople'), at: now() };
  const add = async (id: string): Promise<Member | null> => {
    const member: Member = { id, ...about };
    return (await store.members.add(member, lineAbout('memberAdded', id, stamp))) ? member : null;
  };
  const added = await add(memberIdOf(about));
  if (added || about.email === undefined || (await store.members.byEmail(about.email))) return added;
  return add(`m_${randomUUID()}`); // the e-mail was somebody's once, and was corrected since
}

/** Many at once. @returns those who were there already. @throws NotAllowed, StoreAway */
export async function addMembers(
  { store, now }: Keeping,
  asking: Actor,
  people: readonly MemberLine[],
): Promise<{ left: MemberLine[] }> {
  const actor = await actorNow({ store, now }, asking);
  const stamp = { ...authorise(actor, 'managePeople'), at: now() };
  const made = people.map(({ line: _line, ...about }) => {
    const member: Member = { id: memberIdOf(about), ...about };
    return { member, line: lineAbout('memberAdded', member.id, stamp) };
  });
  const there = new Set(await store.members.addMany(made));
  return { left: people.filter((_person, i) => there.has(made[i]!.member.id)) };
}

export type Changed =
  | { outcome: 'changed'; member: Member }
  | { outcome: 'unchanged' }
  /** Somebody else changed it meanwhile: what stands is to be seen first. */
  | { outcome: 'overtaken' }
  /** An account has written under that e-mail: another e-mail is another person. */
  | { outcome: 'linked' }
  /** Nobody would be left who can manage people. */
  | { outcome: 'lastCoordinator' };

const deedOf = ({ suspended }: MemberChange): Deed =>
  suspended === undefined ? 'memberChanged' : suspended ? 'memberSuspended' : 'memberRestored';

const isManager = ({ role, suspended }: Pick<Member, 'role' | 'suspended'>): boolean =>
  role === 'coordinator' && !suspended;

/** Whether somebody is left who can manage people. */
const isManaged = async (store: Store): Promise<boolean> => (await store.members.all()).some(isManager);

/**
 * Changes what differs; it holds from the next turn on, in every process. The last coordinator cannot be suspended or made another role.
 * @throws NotAllowed, UnknownMember, StoreAway
 */
export async function changeMember(
  { store, now }: Keeping,
  asking: Actor,
  id: string,
  wanted: MemberChange,
): Promise<Changed> {
  const actor = await actorNow({ store, now }, asking);
  const stamp = { ...authorise(actor, 'managePeople'), at: now() };
  const before = await store.members.find(id);
  if (!before) throw new UnknownMember();
  const change = differing(before, wanted);
  const fields = Object.keys(change) as (keyof MemberChange)[];
  if (!fields.length) return { outcome: 'unchanged' };
  if (change.email !== undefined && before.aadObjectId !== undefined) return { outcome: 'linked' };
  const was = Object.fromEntries(fields.map((field) => [field, before[field]]));
  const leaves = isManager(before) && !isManager({ ...before, ...change });
  const others = leaves ? (await store.members.all()).filter((other) => other.id !== id && isManager(other)) : [];
  if (leaves && !others.length) return { outcome: 'lastCoordinator' };
  if (!(await store.members.change(id, was, change, lineAbout(deedOf(change), id, stamp, fields))))
    return { outcome: 'overtaken' };
  if (leaves && !(await isManaged(store))) {
    // Two who left at once: both come back.
    const back = { ...was, ...('suspended' in was && { suspended: false }) };
    await store.members.change(id, change, back, lineAbout('memberRestored', id, { by: RELAIS, at: now() }, fields));
    return { outcome: 'lastCoordinator' };
  }
  return { outcome: 'changed', member: { ...before, ...change } };
}

/**
 * Restores whoever was suspended last where nobody is left who can manage people: two suspended one another, and a crash came before
 * either was put back. @returns whom. @throws StoreAway
 */
export async function ensureManaged({ store, now }: Keeping): Promise<Member | null> {
  const members = await store.members.all();
  const suspended = members.filter(({ role, suspended }) => role === 'coordinator' && suspended);
  if (!suspended.length || members.some(isManager)) return null;
  await carry(store);
  const last = await store.journal.lastOf(
    'memberSuspended',
    suspended.map(({ id }) => id),
  );
  const member = suspended.find(({ id }) => id === last?.member) ?? suspended[0]!;
  const line = lineAbout('memberRestored', member.id, { by: RELAIS, at: now() }, ['suspended']);
  await store.members.change(member.id, { suspended: true }, { suspended: false }, line);
  return member;
}

/** Only what is not so already. */
function differing(before: Member, wanted: MemberChange): MemberChange {
  const isSo = (field: keyof MemberChange): boolean =>
    field === 'suspended'
      ? Boolean(before.suspended) === wanted.suspended
      : field === 'institutions'
        ? [...before.institutions].sort().join() === [...wanted.institutions!].sort().join()
        : before[field] === wanted[field];
  const fields = (Object.keys(wanted) as (keyof MemberChange)[]).filter((field) => !isSo(field));
  return Object.fromEntries(fields.map((field) => [field, wanted[field]]));
}

/** Whether a role needs institutions that are missing, or has some that mean nothing. */
export const fits = ({ role, institutions }: Pick<NewMember, 'role' | 'institutions'>): boolean =>
  LOCAL_ROLES.includes(role) === institutions.length > 0;
