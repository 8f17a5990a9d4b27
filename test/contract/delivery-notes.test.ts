/** Delivery notes: each article by one, counted once, differences followed up; whoever else writes at the same moment: an answer that is lost, a delete that deletes nothing, a note that is dropped under one's hands. */
import { randomUUID } from 'node:crypto';
import { forgetSerial } from '../../src/services/articles/whereIs';
import type { Actor } from '../../src/services/authorise';
import {
  listDeliveries,
  markSent,
  openDifferences,
  receiveDelivery,
  settleDifference,
} from '../../src/services/deliveries/follow';
import { pack, prepareDeliveries, toSend } from '../../src/services/deliveries/prepare';
import { carryOut } from '../../src/services/movements/carryOut';
import { start } from '../../src/services/movements/start';
import { aHanding, aSerial, type Handing } from '../support/articles';
import type { TestDatabase } from '../support/database';
import { CAMPAIGN, type World } from '../support/world';

let database: TestDatabase;
let world: World;
let coordinator: Actor;
let handing: Handing;
beforeAll(async () => {
  ({ database, world, coordinator, handing } = await aHanding());
});
afterAll(() => database.close());
afterEach(async () => {
  jest.restoreAllMocks();
  await handing.clears();
});

/** How many each institution has on its notes. */
async function announced(): Promise<number[]> {
  const notes = await listDeliveries(world.services, coordinator);
  return notes.map(({ count }) => count).sort();
}

test('four who prepare at once, again and again: no note is left that nothing goes by', async () => {
  for (let round = 0; round < 12; round++) {
    await Promise.all([handing.aSchool(3), handing.aSchool(4)]);
    await Promise.all(Array.from({ length: 4 }, () => prepareDeliveries(world.services, coordinator)));
    expect(await announced()).toEqual([3, 4]);
    await handing.clears();
  }
});

test('a note that was written, and whose answer was lost, is there once', async () => {
  await handing.aSchool(4);
  const { model } = world.store.deliveries;
  const insert = model.insertMany.bind(model) as (...args: unknown[]) => Promise<unknown>;
  jest.spyOn(model, 'insertMany').mockImplementationOnce(async (...args: unknown[]) => {
    await insert(...args);
    throw Object.assign(new Error('the socket broke'), { code: 'ECONNRESET' });
  });
  await prepareDeliveries(world.services, coordinator);
  expect(await announced()).toEqual([4]);
});

test('a note that is dropped is gone, also where its delete meets another write and deletes nothing (DocumentDB)', async () => {
  const { school } = await handing.aSchool(4);
  const [note] = await prepareDeliveries(world.services, coordinator);
  const empty = { ...note!, id: 'e'.repeat(16), number: 2, serials: [] };
  const line = {
    _id: 'line',
    what: 'deliveryPrepared',
    campaign: CAMPAIGN.id,
    by: coordinator.id,
    at: note!.at,
  } as const;
  expect(await world.store.deliveries.add({ ...empty, institution: school.uai }, line)).toBe(true);
  const { model } = world.store.deliveries;
  jest.spyOn(model, 'deleteOne').mockReturnValueOnce(Promise.resolve({ acknowledged: true, deletedCount: 0 }) as never);
  expect(await pack(world.store, CAMPAIGN.kind, empty)).toBe(0);
  expect(await announced()).toEqual([4]);
});

test('what was put into a note that somebody dropped meanwhile waits for the next', async () => {
  const { school } = await handing.aSchool(4);
  const serials = [aSerial(), aSerial()];
  await handing.knows(serials, school.uai);
  const at = world.services.now();
  const gone = { id: 'f'.repeat(16), number: 9, campaign: CAMPAIGN.id, institution: school.uai, count: 4, at };
  expect(await pack(world.store, CAMPAIGN.kind, { ...gone, serials: [], state: 'prepared' })).toBe(0);
  expect((await toSend(world.services, coordinator)).get(school.uai)).toBe(4);
  const [note] = await prepareDeliveries(world.services, coordinator);
  expect(note!.serials.toSorted()).toEqual(serials.toSorted());
});

test('delivery notes: each article goes by one, whoever prepares them at once; their numbers follow', async () => {
  const schools = await Promise.all([handing.aSchool(3), handing.aSchool(4), handing.aSchool(0)]);
  await handing.knows(Array.from({ length: 5 }, aSerial));
  await Promise.all(Array.from({ length: 4 }, () => prepareDeliveries(world.services, coordinator)));
  const notes = await listDeliveries(world.services, coordinator);
  expect(notes.reduce((sum, { count }) => sum + count, 0)).toBe(7);
  const serials = notes.flatMap((note) => note.serials);
  expect(new Set(serials).size).toBe(serials.length);
  expect(new Set(notes.map((note) => note.number)).size).toBe(notes.length);
  expect((await toSend(world.services, coordinator)).size).toBe(0);
  expect(await markSent(world.services, coordinator)).toBe(notes.length);
  expect(await markSent(world.services, coordinator)).toBe(0);
  expect(schools).toHaveLength(3);
});

test('counted once; a difference is followed up until it is settled, and what never came leaves the school’s free units', async () => {
  const at = await handing.aSchool(5);
  await handing.aPupilOf(at);
  const [note] = await prepareDeliveries(world.services, coordinator);
  await markSent(world.services, coordinator);
  const counted = await receiveDelivery(world.services, at.head, note!.id, 3);
  expect(counted.received).toMatchObject({ counted: 3 });
  expect((await receiveDelivery(world.services, at.head, note!.id, 5)).received).toMatchObject({ counted: 3 });
  expect(await openDifferences(world.services, coordinator)).toHaveLength(1);
  await expect(settleDifference(world.services, at.head, note!.id, 'missing')).rejects.toThrow();
  const settled = await settleDifference(world.services, coordinator, note!.id, 'missing');
  expect(settled).toMatchObject({ retired: 2, delivery: { settled: { finding: 'missing' } } });
  expect((await settleDifference(world.services, coordinator, note!.id, 'missing')).retired).toBe(0);
  expect(await openDifferences(world.services, coordinator)).toEqual([]);
  expect(await database.store.units.count({ state: 'retired' })).toBe(2);
  expect((await toSend(world.services, coordinator)).size).toBe(0);
});

test('places that are moved away before a note is sent: what a family has stays on it, and is nobody else’s', async () => {
  const { school, head } = await handing.aSchool(3);
  const serials = [aSerial(), aSerial(), aSerial()];
  await handing.knows(serials);
  await prepareDeliveries(world.services, coordinator);
  const pupil = await handing.aPupilOf({ school, head });
  const last = serials.at(-1)!;
  await handing.hands(head, pupil, last);
  const id = randomUUID();
  const legs = [{ from: school.uai, to: 'reserve', count: 2 } as const];
  await start(world.services, coordinator, { id, kind: 'takeBack', reason: 'unused', legs });
  await carryOut(world.services, id);
  await prepareDeliveries(world.services, coordinator);
  expect(await world.store.serials.among([last])).toMatchObject([{ institution: school.uai }]);
  expect(await forgetSerial(world.services, coordinator, last)).toBe(false);
  await handing.aSchool(3);
  const notes = await prepareDeliveries(world.services, coordinator);
  expect(notes.filter(({ institution }) => institution !== school.uai).flatMap((note) => note.serials)).not.toContain(
    last,
  );
});

test('the journal tells of no note that was dropped', async () => {
  for (let round = 0; round < 6; round++) {
    await world.store.journal.model.collection.deleteMany({});
    await Promise.all([handing.aSchool(3), handing.aSchool(4)]);
    await Promise.all(Array.from({ length: 4 }, () => prepareDeliveries(world.services, coordinator)));
    const ids = new Set((await listDeliveries(world.services, coordinator)).map((note) => note.id));
    const lines = await world.store.journal.model.find({ what: 'deliveryPrepared' }).lean();
    expect(lines.map(({ movement }) => movement).filter((id) => !ids.has(id ?? ''))).toEqual([]);
    await handing.clears();
  }
});
