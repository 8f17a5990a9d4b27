/** Importing a list of people: what would change is shown before it is done; a second import changes only what differs. */
import { type Actor, authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { addMembers, type Changed, changeMember } from './changePeople';
import type { Member } from '../../domain/member';
import type { MemberFile, MemberLine } from '../../domain/memberFile';

export interface ImportPlan {
  added: MemberLine[];
  /** Those who are known, with what they are now. */
  changed: { line: MemberLine; before: Member }[];
  same: number;
}

const isSame = ({ name, role, institutions }: MemberLine, before: Member): boolean =>
  name === before.name &&
  role === before.role &&
  [...institutions].sort().join() === [...before.institutions].sort().join();

type Importing = Pick<ServiceContext, 'store' | 'now'>;

/** Changes nothing. @throws NotAllowed, StoreAway */
export async function planImport({ store }: Importing, actor: Actor, { lines }: MemberFile): Promise<ImportPlan> {
  authorise(actor, 'managePeople');
  const byEmail = new Map((await store.members.all()).map((member) => [member.email, member]));
  const plan: ImportPlan = { added: [], changed: [], same: 0 };
  for (const line of lines) {
    const before = byEmail.get(line.email);
    if (!before) plan.added.push(line);
    else if (isSame(line, before)) plan.same++;
    else plan.changed.push({ line, before });
  }
  return plan;
}

export interface Imported {
  added: number;
  changed: number;
  /** Lines that could not be done, and why: `there` when somebody of that e-mail was added meanwhile. */
  left: { line: MemberLine; why: Exclude<Changed['outcome'], 'changed' | 'unchanged'> | 'there' }[];
}

/** Does what the plan says, person by person; ended halfway, the next import does the rest. @throws NotAllowed, StoreAway */
export async function importPeople(context: Importing, actor: Actor, plan: ImportPlan): Promise<Imported> {
  const done: Imported = { added: 0, changed: 0, left: [] };
  const added = await addMembers(context, actor, plan.added);
  done.added = plan.added.length - added.left.length;
  done.left.push(...added.left.map((line) => ({ line, why: 'there' as const })));
  for (const { line, before } of plan.changed) {
    const { name, role, institutions } = line;
    const { outcome } = await changeMember(context, actor, before.id, { name, role, institutions });
    if (outcome === 'changed') done.changed++;
    else if (outcome !== 'unchanged') done.left.push({ line, why: outcome });
  }
  return done;
}
