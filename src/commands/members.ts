/**
 * `npm run members -- list`
 * `npm run members -- add <e-mail or Entra object id> <role> "<name>" [UAI ...]`
 * `npm run members -- import <file.csv|file.xlsx> [--dry-run]`
 * `npm run members -- suspend <e-mail or Entra object id>`, and `restore`
 */
import { existsSync } from 'node:fs';
import { z } from 'zod';
import { systemLanguage } from '../config';
import { type Member, ROLES } from '../domain/member';
import { readMemberFile } from '../domain/memberFile';
import { parseUai, type Uai } from '../domain/uai';
import { readWhole } from '../files/readTable';
import type { ServiceContext } from '../services/context';
import { addMember, changeMember, fits, memberIdOf, type NewMember, OPERATOR } from '../services/people/changePeople';
import { importPeople, planImport } from '../services/people/importPeople';
import type { Store } from '../store/open';
import { loadTexts } from '../texts';
import { Misuse as MisuseError, withStore } from './database';

const USAGE = [
  'npm run members -- list',
  `npm run members -- add <e-mail or Entra object id> <${ROLES.join('|')}> "<name>" [UAI ...]`,
  'npm run members -- import <file.csv|file.xlsx> [--dry-run]',
  'npm run members -- suspend <e-mail or Entra object id>',
  'npm run members -- restore <e-mail or Entra object id>',
].join('\n');

/** What was wrong, then how it is used. */
class Misuse extends MisuseError {
  constructor(problem: string) {
    super([problem, USAGE].filter(Boolean).join('\n'));
  }
}

type Keeping = Pick<ServiceContext, 'store' | 'now'>;
type Account = Pick<NewMember, 'email' | 'aadObjectId'>;

function accountIn(typed = ''): Account {
  const lower = typed.toLowerCase();
  if (z.uuid().safeParse(lower).success) return { aadObjectId: lower };
  if (z.email().safeParse(lower).success) return { email: lower };
  throw new Misuse(`neither an e-mail nor an Entra object id: ${typed}`);
}

async function memberIn(store: Store, [account, role, name, ...codes]: string[]): Promise<NewMember> {
  const who = accountIn(account);
  const parsed = z.enum(ROLES).safeParse(role);
  if (!parsed.success) throw new Misuse(`not a role: ${role ?? ''}`);
  if (!name?.trim()) throw new Misuse('the name is missing');
  const known = new Set((await store.institutions.all()).map(({ uai }) => uai));
  const institutions = codes.map((code): Uai => {
    const uai = parseUai(code);
    if (!uai || !known.has(uai)) throw new Misuse(`not a UAI of the operation: ${code}`);
    return uai;
  });
  const made = { ...who, name: name.trim(), role: parsed.data, institutions };
  if (!fits(made)) throw new Misuse(institutions.length ? `a ${made.role} has no UAI` : `a ${made.role} needs a UAI`);
  return made;
}

async function memberOf(store: Store, typed: string | undefined): Promise<Member> {
  const { email, aadObjectId } = accountIn(typed);
  const found = aadObjectId === undefined ? store.members.byEmail(email!) : store.members.byPerson(aadObjectId);
  const member = await found;
  if (!member) throw new Misuse(`nobody is known as ${typed}`);
  return member;
}

/** Says what each line comes to; exit code 1 when one of them is left aside. */
async function importFile(context: Keeping, file: string, isDry: boolean): Promise<void> {
  const t = loadTexts()(systemLanguage());
  const say = (line: string): boolean => process.stdout.write(`${line}\n`);
  const rows = await readWhole(file);
  const known = new Map((await context.store.institutions.all()).map((each) => [each.uai, each]));
  const read = readMemberFile(rows, known);
  if (!read) throw new Misuse(t('people:file.noColumns'));
  const plan = await planImport(context, OPERATOR, read);
  for (const { line, email, role } of plan.added) say(`${line}\t+\t${email}\t${role}`);
  for (const { line } of plan.changed) say(`${line.line}\t~\t${line.email}\t${line.role}`);
  for (const { line, problem, value } of read.bad) say(`${line}\t!\t${t(`people:problem.${problem}`, { value })}`);
  const left = isDry ? [] : (await importPeople(context, OPERATOR, plan)).left;
  for (const { line, why } of left) say(`${line.line}\t!\t${t(`people:file.why.${why}`)}`);
  say(`+${plan.added.length} ~${plan.changed.length} =${plan.same} !${read.bad.length}${isDry ? ' (--dry-run)' : ''}`);
  if (read.bad.length || left.length) process.exitCode = 1;
}

async function run(store: Store, [command, ...rest]: string[]): Promise<void> {
  const say = (line: string): boolean => process.stdout.write(`${line}\n`);
  const context: Keeping = { store, now: () => new Date() };
  if (command === 'list') {
    for (const { email = '', aadObjectId = '', role, name, institutions, suspended } of await store.members.all())
      say([email, aadObjectId, suspended ? `${role} (suspended)` : role, name, ...institutions].join('\t'));
  } else if (command === 'add') {
    const wanted = await memberIn(store, rest);
    const { name, role, institutions } = wanted;
    if (!(await addMember(context, OPERATOR, wanted))) {
      const { id } = await knownAs(store, wanted);
      const { outcome } = await changeMember(context, OPERATOR, id, { name, role, institutions });
      if (outcome !== 'changed' && outcome !== 'unchanged') throw new Misuse(`not changed: ${outcome}`);
    }
    say(`${role} ${name} ${institutions.join(' ')}`.trim());
  } else if (command === 'suspend' || command === 'restore') {
    const { id } = await memberOf(store, rest[0]);
    const { outcome } = await changeMember(context, OPERATOR, id, { suspended: command === 'suspend' });
    if (outcome === 'lastCoordinator') throw new Misuse('the last coordinator cannot be suspended');
  } else if (command === 'import' && rest[0] !== undefined) {
    if (!existsSync(rest[0])) throw new Misuse(`no such file: ${rest[0]}`);
    await importFile(context, rest[0], rest.includes('--dry-run'));
  } else throw new Misuse('');
}

const knownAs = async (store: Store, wanted: NewMember): Promise<Member> =>
  (await store.members.find(memberIdOf(wanted))) ?? memberOf(store, wanted.email ?? wanted.aadObjectId);

void withStore((store) => run(store, process.argv.slice(2)));
