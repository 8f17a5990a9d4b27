/**
 * `npm run members -- list`
 * `npm run members -- add <Entra object id> <role> "<name>" [UAI ...]`
 * `npm run members -- remove <Entra object id>`
 */
import { z } from 'zod';
import { type Member, ROLES } from '../domain/member';
import { parseUai, type Uai } from '../domain/uai';
import type { Store } from '../store/open';
import { Misuse as MisuseError, withStore } from './database';

const USAGE = [
  'npm run members -- list',
  `npm run members -- add <Entra object id> <${ROLES.join('|')}> "<name>" [UAI ...]`,
  'npm run members -- remove <Entra object id>',
].join('\n');

/** What was wrong, then how it is used. */
class Misuse extends MisuseError {
  constructor(problem: string) {
    super([problem, USAGE].filter(Boolean).join('\n'));
  }
}

function personIn(id: string | undefined): string {
  if (!z.uuid().safeParse(id).success) throw new Misuse(`not an Entra object id: ${id ?? ''}`);
  return id!.toLowerCase();
}

async function memberIn(store: Store, [id, role, name, ...codes]: string[]): Promise<Member> {
  const aadObjectId = personIn(id);
  const parsed = z.enum(ROLES).safeParse(role);
  if (!parsed.success) throw new Misuse(`not a role: ${role ?? ''}`);
  if (!name?.trim()) throw new Misuse('the name is missing');
  const known = new Set((await store.campaigns.institutions()).map(({ uai }) => uai));
  const institutions = codes.map((code): Uai => {
    const uai = parseUai(code);
    if (!uai || !known.has(uai)) throw new Misuse(`not a UAI of the operation: ${code}`);
    return uai;
  });
  if (parsed.data !== 'coordinator' && !institutions.length) throw new Misuse(`a ${parsed.data} needs a UAI`);
  return { id: `m_${aadObjectId}`, aadObjectId, name: name.trim(), role: parsed.data, institutions };
}

async function run(store: Store, [command, ...rest]: string[]): Promise<void> {
  const say = (line: string): boolean => process.stdout.write(`${line}\n`);
  if (command === 'list') {
    for (const { aadObjectId, role, name, institutions } of await store.members.all())
      say([aadObjectId, role, name, ...institutions].join('\t'));
  } else if (command === 'add') {
    const member = await memberIn(store, rest);
    await store.members.admit([member]);
    say(`${member.role} ${member.name} ${member.institutions.join(' ')}`.trim());
  } else if (command === 'remove') {
    if (!(await store.members.remove(personIn(rest[0])))) throw new Misuse(`nobody has this id: ${rest[0]}`);
  } else throw new Misuse('');
}

void withStore((store) => run(store, process.argv.slice(2)));
