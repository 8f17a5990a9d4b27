/** Local mode: the first operation, people to speak as, the chat, and what to do first. */
import fs from 'node:fs';
import path from 'node:path';
import { type Config, SHORTEST_SECRET } from '../config';
import { projectRoot } from '../projectRoot';
import type { Server } from '../server';
import type { ServiceContext } from '../services/context';
import { loadOperation } from '../services/operations/loadOperation';
import { type Texts, type Translate, withFrenchSpaces } from '../texts';
import { fr } from '../catalogue';
import { Chats, CHATS } from './chats';
import { addLocalChat } from './localChat';
import { membersAmong, samplePeople } from './samplePeople';
import { writeWhole } from './writeWhole';

/** What there is to try it with. */
const SAMPLE = 'operations/sim-2020.json';

/** Loads the sample data where there are none, and adds the chat to the server. @returns what to print once it listens */
export async function startLocal(
  services: ServiceContext,
  server: Server,
  texts: Texts,
  toOperator: Translate,
  { port, dataDir }: Config,
): Promise<string> {
  const t = texts('fr');
  const root = projectRoot();
  const data = path.join(root, 'data');
  const operation = await loadOperation(services, path.join(data, SAMPLE), data);
  services.directory.forget();
  const institutions = await services.directory.taking(operation);
  const people = samplePeople([...institutions.values()], {
    coordinator: t('local:coordinatorName'),
    reader: t('local:readerName'),
    suspended: t('local:suspendedName'),
    proposer: t('local:proposerName'),
    stranger: t('local:strangerName'),
  });
  await services.store.members.admit(membersAmong(people));
  const chats = new Chats(path.join(dataDir, CHATS));
  services.alsoForget = (pupils) => chats.forget(pupils.map(({ lastName }) => lastName));
  addLocalChat(server.restify, {
    chats,
    people,
    institutions,
    texts: withFrenchSpaces(fr.local),
    port,
    projectRoot: root,
  });
  const example = people.find(({ role }) => role === 'principal')?.name;
  return [
    toOperator('local:start.ready', { address: `http://127.0.0.1:${port}` }),
    toOperator('local:start.first', { name: example }),
    toOperator('local:start.stop'),
  ].join('\n');
}

export const SECRET = 'secret';

/** The secret that local mode makes for itself, kept with its data. */
export function localSecret(dataDir: string, make: () => string): string {
  const file = path.join(dataDir, SECRET);
  const kept = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  if (kept.length >= SHORTEST_SECRET) return kept; // a shorter one was cut: it would be no secret
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const made = make();
  writeWhole(file, made);
  return made;
}
