/** What is due is erased, on request and by time: the unit, the counts and the journal stay, without the name. */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { handOver } from '../../src/services/articles/handOver';
import { correct } from '../../src/services/correct';
import { carry } from '../../src/services/journal/carry';
import { decline } from '../../src/services/decide';
import { listPupils } from '../../src/services/listPupils';
import { nominate } from '../../src/services/nominate';
import { OPERATOR } from '../../src/services/people/changePeople';
import { propose } from '../../src/services/propose';
import { ENDED_DAYS, erasePupil, purge, tellOfPupil } from '../../src/services/rights';
import { summariseInstitutions } from '../../src/services/summarise';
import { withdraw } from '../../src/services/withdraw';
import { heal } from '../../src/services/heal';
import { startEmbeddedMongo } from '../../src/store/embedded/server';
import { createIndexes } from '../../src/store/indexes';
import { openStore } from '../../src/store/open';
import { Clock } from '../support/clock';
import { onEmbedded, type TestDatabase } from '../support/database';
import { aPupil, aRequest } from '../support/pupils';
import { aWorld, CAMPAIGN, unitsAddUp, withdrawnLine, World } from '../support/world';

let database: TestDatabase;
let world: World;
beforeEach(async () => ({ database, world } = await aWorld()));
beforeEach(() => world.opens());
afterEach(() => database.close());

const DAY_MS = 86_400_000;

/** Every document of every collection, as text. */
async function allThatIsKept(): Promise<string> {
  const { connection } = database.store;
  const names = (await connection.db!.listCollections().toArray()).map(({ name }) => name);
  const kept = await Promise.all(names.map((name) => connection.collection(name).find().toArray()));
  return JSON.stringify(kept);
}

async function aSchool(quota: number) {
  const college = await world.institution({ quota });
  return { college, head: await world.member('principal', [college]) };
}

test('erased on request: nothing names the pupil, what they held is free again, the journal stays', async () => {
  const { college, head } = await aSchool(2);
  const pupil = aPupil({ lastName: 'Effaçable' });
  const request = aRequest(college.uai, { pupil });
  await nominate(world.services, head, request);
  const [kept, ...others] = await tellOfPupil(world.services, OPERATOR, { ...pupil, lastName: 'EFFACABLE' });
  expect(others).toEqual([]);
  expect(kept!.history.map(({ what }) => what)).toEqual(expect.arrayContaining(['nominated', 'placed', 'handedOut']));
  expect(await erasePupil(world.services, OPERATOR, { campaign: CAMPAIGN.id, _id: request.id })).toBe(true);
  expect(await erasePupil(world.services, OPERATOR, { campaign: CAMPAIGN.id, _id: request.id })).toBe(false);
  await carry(database.store);
  expect(await allThatIsKept()).not.toMatch(/Effaçable/);
  expect(await tellOfPupil(world.services, OPERATOR, pupil)).toEqual([]);
  expect(await listPupils(world.services, head)).toEqual([]);
  const [{ counts } = { counts: null }] = await summariseInstitutions(world.services, head, [college]);
  expect(counts).toMatchObject({ used: 0, remaining: 2 });
  const lines = await database.store.journal.of(request.id);
  expect(lines.map(({ what }) => what)).toContain('erased');
  expect(await heal(database.store, CAMPAIGN.id, { everywhere: true })).toEqual({ marked: 0, released: 0, served: 0 });
  await nominate(world.services, head, aRequest(college.uai, { pupil })); // the same pupil, anew
  await unitsAddUp(database.store, 2);
});

test('erased after the hand-over: what the family has stays counted', async () => {
  const { college, head } = await aSchool(2);
  const request = aRequest(college.uai);
  await nominate(world.services, head, request);
  const handed = { form: 'f', nomination: request.id, proof: 'signature', language: 'fr' } as const;
  expect((await handOver(world.services, head, handed)).outcome).toBe('handed');
  await erasePupil(world.services, OPERATOR, { campaign: CAMPAIGN.id, _id: request.id });
  const [{ counts } = { counts: null }] = await summariseInstitutions(world.services, head, [college]);
  expect(counts).toMatchObject({ used: 1, remaining: 1 });
  await heal(database.store, CAMPAIGN.id, { everywhere: true, freesErased: true });
  expect(await database.store.units.model.countDocuments({ state: 'handed' })).toBe(1);
  await unitsAddUp(database.store, 2);
});

test('erased by a version that kept the unit held: healing frees it for who waits; of an operation that is over, the counts stay', async () => {
  const { college, head } = await aSchool(1);
  const [erased, waits] = [aRequest(college.uai), aRequest(college.uai)];
  for (const request of [erased, waits]) await nominate(world.services, head, request);
  await database.store.nominations.model.updateOne(
    { _id: erased.id },
    { $set: { erased: world.clock.now() }, $unset: { pupil: 1, told: 1, claim: 1 } },
  );
  expect(await heal(database.store, CAMPAIGN.id, { everywhere: true })).toMatchObject({ released: 0 });
  expect(await database.store.units.heldBy(CAMPAIGN.id, erased.id)).not.toBeNull();
  const healed = await heal(database.store, CAMPAIGN.id, { everywhere: true, freesErased: true });
  expect(healed).toMatchObject({ released: 1 });
  expect(await database.store.units.heldBy(CAMPAIGN.id, waits.id)).not.toBeNull();
  await unitsAddUp(database.store, 1);
});

test('who waits and is erased leaves the list, and the next is served in time', async () => {
  const { college, head } = await aSchool(1);
  const [first, waits, last] = [aRequest(college.uai), aRequest(college.uai), aRequest(college.uai)];
  for (const request of [first, waits, last]) await nominate(world.services, head, request);
  await erasePupil(world.services, OPERATOR, { campaign: CAMPAIGN.id, _id: waits.id });
  expect((await listPupils(world.services, head)).map(({ nomination }) => nomination._id)).toEqual([first.id, last.id]);
  await withdraw(world.services, head, first.id, 'byInstitution');
  expect(await database.store.units.heldBy(CAMPAIGN.id, last.id)).not.toBeNull();
  await unitsAddUp(database.store, 1);
});

test('by time: what was withdrawn or declined after 30 days, all of an operation after it closed', async () => {
  const { college, head } = await aSchool(3);
  const cpe = await world.member('proposer', [college]);
  const [stays, withdrawn, declined] = [aRequest(college.uai), aRequest(college.uai), aRequest(college.uai)];
  await nominate(world.services, head, stays);
  await nominate(world.services, head, withdrawn);
  await withdraw(world.services, head, withdrawn.id, 'byInstitution');
  await propose(world.services, cpe, declined);
  await decline(world.services, head, declined.id);
  world.clock.advance(ENDED_DAYS * DAY_MS - 1_000);
  expect(await purge(world.services)).toBe(0);
  world.clock.advance(2_000);
  expect(await purge(world.services)).toBe(2);
  expect(await allThatIsKept()).not.toContain(withdrawn.pupil.lastName);
  expect(await allThatIsKept()).toContain(stays.pupil.lastName);

  const closedAt = world.clock.now();
  await database.store.connection.collection('campaigns').updateOne({}, { $set: { closedAt } });
  world.clock.advance(CAMPAIGN.retentionDays * DAY_MS - 1_000);
  expect(await purge(world.services)).toBe(0);
  world.clock.advance(2_000);
  expect(await purge(world.services)).toBe(1);
  expect(await purge(world.services)).toBe(0);
  await carry(database.store);
  expect(await allThatIsKept()).not.toContain(stays.pupil.lastName);
  expect(await database.store.journal.count({})).toBeGreaterThanOrEqual(8);
  expect(await database.store.units.model.countDocuments({ state: 'held' })).toBe(1);
});

test('a correction that races with an erasure brings nothing back', async () => {
  const { college, head } = await aSchool(30);
  for (let i = 0; i < 20; i++) {
    const request = aRequest(college.uai, { pupil: aPupil({ firstName: 'Revenante' }) });
    await nominate(world.services, head, request);
    const { need, told, id } = request;
    const wanted = { ...request.pupil, className: '5EA' };
    const correcting = correct(world.services, head, {
      form: randomUUID(),
      nomination: id,
      pupil: wanted,
      need,
      told,
      acts: 0,
    });
    await Promise.all([
      erasePupil(world.services, OPERATOR, { campaign: CAMPAIGN.id, _id: id }),
      correcting.catch((error: { code?: string }) => expect(error.code).toBe('unknownNomination')),
    ]);
  }
  expect(await allThatIsKept()).not.toMatch(/Revenante/);
});

test('a unit that a withdrawn nomination still held is let go, also where its pupil was erased', async () => {
  const { college, head } = await aSchool(1);
  const request = aRequest(college.uai);
  await nominate(world.services, head, request);
  const id = { campaign: CAMPAIGN.id, _id: request.id };
  const withdrawn = { at: world.clock.now(), by: head.id, reason: 'byInstitution' as const };
  await database.store.nominations.close(id, withdrawn, withdrawnLine(request.id)); // and killed there
  await erasePupil(world.services, OPERATOR, id);
  expect(await heal(database.store, CAMPAIGN.id, { everywhere: true })).toMatchObject({ released: 1 });
  await unitsAddUp(database.store, 1);
});

test('nobody but whoever answers families may ask or erase', async () => {
  const { college, head } = await aSchool(1);
  const request = aRequest(college.uai);
  await nominate(world.services, head, request);
  for (const role of ['principal', 'deputy', 'inspector', 'proposer', 'reader'] as const) {
    const actor = await world.member(role, role === 'reader' ? [] : [college]);
    await expect(tellOfPupil(world.services, actor, request.pupil)).rejects.toMatchObject({ code: 'notAllowed' });
    const id = { campaign: CAMPAIGN.id, _id: request.id };
    await expect(erasePupil(world.services, actor, id)).rejects.toMatchObject({ code: 'notAllowed' });
  }
});

/** A real database's files are its own. */
async function filesForget(): Promise<void> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'relais-erased-'));
  const embedded = await startEmbeddedMongo({ dir });
  const store = await openStore(embedded.uri('relais'), 'relais', embedded.run('relais'), true);
  await createIndexes(store);
  const there = new World(store, new Clock());
  await there.opens();
  const college = await there.institution({ quota: 30 });
  const head = await there.member('principal', [college]);
  const requests = Array.from({ length: 25 }, () =>
    aRequest(college.uai, { pupil: aPupil({ firstName: 'Zéphyrine' }) }),
  );
  for (const request of requests) await nominate(there.services, head, request);
  const isInFiles = (): boolean =>
    fs
      .readdirSync(dir, { recursive: true, encoding: 'utf8' })
      .map((name) => path.join(dir, name))
      .some((file) => fs.statSync(file).isFile() && fs.readFileSync(file).includes('Zéphyrine'));
  expect(isInFiles()).toBe(true);
  for (const { id } of requests) await erasePupil(there.services, OPERATOR, { campaign: CAMPAIGN.id, _id: id });
  expect(isInFiles()).toBe(false);
  await store.close();
  await embedded.close();
  expect(isInFiles()).toBe(false);
  fs.rmSync(dir, { recursive: true });
}

if (onEmbedded) test('the embedded database’s files do not hold an erased name', filesForget);
