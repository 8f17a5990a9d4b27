/** An operation of so many units, half of them held, in a process of its own: what each thing that people do costs there. */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Member } from '../src/domain/member';
import { daysBefore, type PlainDate } from '../src/domain/plainDate';
import { pupilKey } from '../src/domain/pupil';
import type { Uai } from '../src/domain/uai';
import { projectRoot } from '../src/projectRoot';
import type { ServiceContext } from '../src/services/context';
import { Directory } from '../src/services/directory';
import { heal } from '../src/services/heal';
import { listPupils } from '../src/services/listPupils';
import { loadOperation } from '../src/services/operations/loadOperation';
import { nominate } from '../src/services/nominate';
import { summariseInstitutions, summariseOperation } from '../src/services/summarise';
import { startEmbeddedMongo } from '../src/store/embedded/server';
import { createIndexes } from '../src/store/indexes';
import type { Nomination } from '../src/store/nomination';
import { openStore, type Store } from '../src/store/open';
import type { Unit } from '../src/store/unit';

/** Milliseconds, but for the heap: bytes. */
export interface Grown {
  units: number;
  costs: Record<string, number>;
}

const TIMES = 41;
const CHUNK = 5_000;
const [given] = process.argv.slice(2);
const { uri, units } = JSON.parse(given!) as { uri?: string; units: number };
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'grown-'));
const database = `relais_grown_${process.pid}`;

async function open(): Promise<{ store: Store; close: () => Promise<void> }> {
  const embedded = uri ? null : await startEmbeddedMongo({ dir });
  const store = await openStore(uri ?? embedded!.uri(database), database, embedded?.run(database));
  const close = async (): Promise<void> => {
    await store.close();
    await embedded?.close();
  };
  return { store, close };
}

const servicesOf = (store: Store): ServiceContext => {
  const now = (): Date => new Date();
  return { store, directory: new Directory(store, now), pupilSecret: 'bench', now };
};

const pupilOf = (n: number) => ({
  ...{ lastName: `Test ${n.toString(36)}`, firstName: 'A', className: '4EB' },
  birthDate: daysBefore('2015-12-31' as PlainDate, n % 1_800),
});
const ASKED = { need: 'noAccess', told: { on: '2026-01-05' as PlainDate, how: 'phone' } } as const;

/** Half of each institution's units are held, by nominations of the order they were made in. */
async function fill(services: ServiceContext): Promise<Uai[]> {
  const { store, directory, now } = services;
  const data = path.join(projectRoot(), 'data');
  const operation = await loadOperation(services, path.join(data, 'operations/sim-2020.json'), data);
  const { id: campaign, kind } = operation;
  const institutions = [...(await directory.taking(operation)).keys()];
  const each = Math.max(2, Math.round((units - 1_800) / institutions.length));
  const made: Unit[] = [];
  const nominated: Nomination[] = [];
  for (const institution of institutions)
    for (let i = 1; i <= each; i++) {
      const unit: Unit = { _id: `grown/${institution}/${i}`, campaign, kind, institution, state: 'free' };
      if (i % 2) {
        const pupil = pupilOf(nominated.length);
        const _id = randomUUID();
        nominated.push({
          ...{ _id, campaign, kind, institution, pupil, claim: pupilKey(pupil, 'bench'), ...ASKED },
          ...{ seq: (i + 1) / 2, state: 'open', unit: unit._id, by: 'm', at: now() },
        });
        Object.assign(unit, { state: 'held', nomination: _id });
      }
      made.push(unit);
    }
  for (let at = 0; at < made.length; at += CHUNK) await store.units.receive(made.slice(at, at + CHUNK));
  for (let at = 0; at < nominated.length; at += CHUNK)
    await store.nominations.model.collection.insertMany(nominated.slice(at, at + CHUNK) as never[]);
  return institutions;
}

async function median(work: (i: number) => Promise<unknown>, times = TIMES): Promise<number> {
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    await work(i);
    taken.push(performance.now() - start);
  }
  return taken.sort((a, b) => a - b)[times >> 1]!;
}

/** What a server that is asked nothing else does to count the same: units by place and state, those who are nominated by place. */
async function servers({ units, nominations }: Store, campaign: string): Promise<void> {
  const place = { institution: '$institution', kind: '$kind' };
  const n = { $sum: 1 };
  await units.model.collection
    .aggregate([{ $match: { campaign } }, { $group: { _id: { ...place, state: '$state' }, n } }])
    .toArray();
  await nominations.model.collection
    .aggregate([{ $match: { campaign, state: 'open' } }, { $group: { _id: place, n } }])
    .toArray();
}

async function measure(): Promise<Grown> {
  let { store, close } = await open();
  await createIndexes(store);
  const institutions = await fill(servicesOf(store));
  await close();
  const costs: Record<string, number> = {};
  costs.start = await median(async () => {
    ({ store, close } = await open());
  }, 1);
  const services = servicesOf(store);
  const coordinator: Member = { id: 'c', aadObjectId: 'c', name: 'c', role: 'coordinator', institutions: [] };
  const headOf = (i: number): Member => ({
    ...{ id: 'm', aadObjectId: 'm', name: 'm', role: 'principal' },
    institutions: [institutions[i % institutions.length]!],
  });
  const known = await services.directory.institutions();
  const { id: campaign, kind } = await services.directory.campaign(coordinator);
  costs.summary = await median(() => summariseOperation(services, coordinator));
  if (uri) {
    const own = await median(() => servers(store, campaign));
    costs['summary, to the server’s own counting'] = costs.summary / own;
  }
  costs['one school'] = await median((i) => {
    const head = headOf(i);
    return summariseInstitutions(services, head, [known.get(head.institutions[0]!)!]);
  });
  costs.list = await median((i) => listPupils(services, headOf(i)));
  costs['queue and hold'] = await median(async (i) => {
    const place = { campaign, kind, institution: headOf(i).institutions[0]! };
    await store.nominations.queue(place);
    await store.units.hold(place, `probe ${i}`);
  });
  for (let i = 0; i < TIMES; i++) await store.units.release(campaign, `probe ${i}`);
  costs.nominate = await median((i) => {
    const head = headOf(i);
    const pupil = { ...pupilOf(1_000_000 + i), firstName: 'Zoé' };
    return nominate(services, head, { id: randomUUID(), institution: head.institutions[0]!, pupil, ...ASKED });
  });
  const held = monitorEventLoopDelay({ resolution: 1 });
  held.enable();
  costs['heal, where counts disagree'] = await median(() => heal(store, campaign), 5);
  held.disable();
  costs['  longest hold of the loop'] = held.max / 1e6;
  held.reset();
  held.enable();
  costs['heal, everywhere'] = await median(() => heal(store, campaign, { everywhere: true }), 1);
  held.disable();
  costs['  longest hold, everywhere'] = held.max / 1e6;
  global.gc!();
  costs['heap, MB'] = process.memoryUsage().heapUsed / 1e6;
  if (uri) await store.connection.dropDatabase();
  await close();
  fs.rmSync(dir, { recursive: true, force: true });
  return { units, costs };
}

void measure().then((grown) => process.send!(grown, () => process.exit(0)));
