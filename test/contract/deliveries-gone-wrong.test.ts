/** Notes that are taken back before they leave, and articles that did not come: whoever does it, and wherever it is ended halfway. */
import { UnknownDelivery } from '../../src/domain/errors';
import { randomUUID } from 'node:crypto';
import type { Serial } from '../../src/domain/serial';
import { previewSerial } from '../../src/services/articles/handOver';
import { whereIs } from '../../src/services/articles/whereIs';
import type { Actor } from '../../src/services/authorise';
import {
  cancelPrepared,
  finishDeliveries,
  listDeliveries,
  markSent,
  receiveDelivery,
  settleDifference,
  tellMissing,
} from '../../src/services/deliveries/follow';
import { pack, prepareDeliveries, toSend } from '../../src/services/deliveries/prepare';
import { carryOut } from '../../src/services/movements/carryOut';
import { start } from '../../src/services/movements/start';
import { aHanding, aSerial, type Handing } from '../support/articles';
import type { TestDatabase } from '../support/database';
import { CAMPAIGN, unitsAddUp, type World } from '../support/world';

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

const serialsAt = (institution: string | null) =>
  database.store.serials.model.find({ institution } as never).distinct('_id');

test('cancelled: what went by them waits, their numbers are given no more, serials are where they were', async () => {
  const [one, two] = [await handing.aSchool(3), await handing.aSchool(2)];
  const [listed, boxed] = [[aSerial(), aSerial()].sort(), [aSerial(), aSerial(), aSerial()].sort()];
  await handing.knows(listed, one.school.uai);
  await handing.knows(boxed);
  const before = await prepareDeliveries(world.services, coordinator);
  expect(before.map(({ number }) => number)).toEqual([1, 2]);
  expect(await cancelPrepared(world.services, coordinator)).toBe(2);
  expect(await cancelPrepared(world.services, coordinator)).toBe(0);
  expect(await listDeliveries(world.services, coordinator)).toEqual([]);
  expect(await toSend(world.services, coordinator)).toEqual(
    new Map([
      [one.school.uai, 3],
      [two.school.uai, 2],
    ]),
  );
  expect((await serialsAt(one.school.uai)).sort()).toEqual(listed);
  expect((await serialsAt(null)).sort()).toEqual(boxed);
  const after = await prepareDeliveries(world.services, coordinator);
  expect(after.map(({ number }) => number)).toEqual([3, 4]);
  expect(after.flatMap(({ serials }) => serials)).toHaveLength(5);
  await unitsAddUp(database.store, 5);
});

test('listed at the school while it was on its note already, then taken back: it is at the school', async () => {
  const { school } = await handing.aSchool(1);
  const serial = aSerial();
  await handing.knows([serial]);
  await prepareDeliveries(world.services, coordinator);
  await handing.knows([serial], school.uai);
  await cancelPrepared(world.services, coordinator);
  expect(await serialsAt(school.uai)).toEqual([serial]);
});

test('what has left is not cancelled, nor what somebody sends off at the same moment', async () => {
  for (let round = 0; round < 8; round++) {
    await Promise.all([handing.aSchool(2), handing.aSchool(3)]);
    await prepareDeliveries(world.services, coordinator);
    const [cancelled, sent] = await Promise.all([
      cancelPrepared(world.services, coordinator),
      markSent(world.services, coordinator),
    ]);
    expect(cancelled + sent).toBe(2);
    const notes = await listDeliveries(world.services, coordinator);
    expect(notes.map(({ state }) => state)).toEqual(Array.from({ length: sent }, () => 'sent'));
    expect((await toSend(world.services, coordinator)).size).toBe(cancelled);
    await handing.clears();
  }
});

test('whoever sends one off meets who takes it back: serials are where a list had them', async () => {
  const { school } = await handing.aSchool(3);
  const listed = [aSerial(), aSerial(), aSerial()].sort();
  await handing.knows(listed, school.uai);
  await prepareDeliveries(world.services, coordinator);
  const { pack: packed } = database.store.serials;
  jest.spyOn(database.store.serials, 'pack').mockImplementationOnce(async (...args) => {
    await cancelPrepared(world.services, coordinator);
    return packed(...args);
  });
  expect(await markSent(world.services, coordinator)).toBe(0);
  expect((await serialsAt(school.uai)).sort()).toEqual(listed);
  expect((await toSend(world.services, coordinator)).get(school.uai)).toBe(3);
});

test('whoever was killed while packing what was taken back meanwhile leaves nothing on it', async () => {
  const { school } = await handing.aSchool(3);
  await prepareDeliveries(world.services, coordinator);
  const { send } = database.store.units;
  jest.spyOn(database.store.units, 'send').mockImplementationOnce(async (...args) => {
    await cancelPrepared(world.services, coordinator);
    await send(...args);
    throw new Error('killed');
  });
  await expect(markSent(world.services, coordinator)).rejects.toThrow('killed');
  await finishDeliveries(world.services);
  expect((await toSend(world.services, coordinator)).get(school.uai)).toBe(3);
});

test('places moved, prepared anew, taken back: listed serials are where the list had them', async () => {
  const [from, to] = [await handing.aSchool(3), await handing.aSchool(1)];
  const listed = [aSerial(), aSerial(), aSerial()].sort();
  await handing.knows(listed, from.school.uai);
  await prepareDeliveries(world.services, coordinator);
  const legs = [{ from: from.school.uai, to: to.school.uai, count: 2 }];
  const id = randomUUID();
  await start(world.services, coordinator, { id, kind: 'move', reason: 'need', legs });
  await carryOut(world.services, id);
  await prepareDeliveries(world.services, coordinator);
  await cancelPrepared(world.services, coordinator);
  expect((await serialsAt(from.school.uai)).sort()).toEqual(listed);
  await unitsAddUp(database.store, 4);
});

test('what was cancelled is counted by nobody', async () => {
  const at = await handing.aSchool(4);
  const [note] = await prepareDeliveries(world.services, coordinator);
  await cancelPrepared(world.services, coordinator);
  for (const actor of [at.head, coordinator])
    await expect(receiveDelivery(world.services, actor, note!.id, 4)).rejects.toThrow(UnknownDelivery);
});

test('cancelled while it is packed by somebody else: nothing goes by it', async () => {
  const { school } = await handing.aSchool(4);
  const [note] = await prepareDeliveries(world.services, coordinator);
  await cancelPrepared(world.services, coordinator);
  expect(await pack(world.store, CAMPAIGN.kind, note!)).toBe(0);
  expect((await toSend(world.services, coordinator)).get(school.uai)).toBe(4);
});

test.each([
  ['units', 'unsend'],
  ['serials', 'packedIn'],
  ['units', 'holding'],
  ['serials', 'unpack'],
  ['serials', 'leaveDelivery'],
] as const)(
  'ended halfway, at %s.%s, it is emptied by whoever comes next; what a family has stays theirs',
  async (of, method) => {
    const at = await handing.aSchool(3);
    const serial = aSerial();
    await handing.knows([serial, aSerial()], at.school.uai);
    const pupil = await handing.aPupilOf(at);
    await prepareDeliveries(world.services, coordinator);
    await handing.hands(at.head, pupil, serial);
    jest.spyOn(database.store[of] as never, method as never).mockRejectedValueOnce(new Error('killed') as never);
    await expect(cancelPrepared(world.services, coordinator)).rejects.toThrow('killed');
    await finishDeliveries(world.services);
    await finishDeliveries(world.services);
    expect((await toSend(world.services, coordinator)).get(at.school.uai)).toBe(2);
    expect((await handing.unitOf(pupil))?.serial).toBe(serial);
    expect(await serialsAt(at.school.uai)).toContain(serial);
  },
);

/** A delivery of four that was counted as two, with its serials. */
async function short() {
  const at = await handing.aSchool(4);
  const serials = [aSerial(), aSerial(), aSerial(), aSerial()];
  await handing.knows(serials, at.school.uai);
  const [note] = await prepareDeliveries(world.services, coordinator);
  await markSent(world.services, coordinator);
  await receiveDelivery(world.services, at.head, note!.id, 2);
  return { at, serials, id: note!.id };
}

test('which did not come: those of the note alone, no more than are missing, by their last digits too; said again, it is what counts', async () => {
  const { at, serials, id } = await short();
  const [a, b, c] = serials as [Serial, Serial, Serial, Serial];
  const says = (typed: string[], actor = at.head) => tellMissing(world.services, actor, id, typed);
  expect((await says([a, aSerial()])).bad).toHaveLength(1);
  expect((await says([a, b, c])).bad).toEqual([c]);
  expect((await says([a, a.slice(-13), b])).delivery.missing).toEqual([a, b]);
  expect((await says([c])).delivery.missing).toEqual([c]);
  await expect(says([a], (await handing.aSchool(1)).head)).rejects.toThrow();
});

test('what a family has signed for did come', async () => {
  const { at, serials, id } = await short();
  const [there] = serials as [Serial];
  await handing.hands(at.head, await handing.aPupilOf(at), there);
  expect((await tellMissing(world.services, at.head, id, [there])).bad).toEqual([there]);
});

test('never arrived: its number says so, and whoever has it in hand after all is warned', async () => {
  const { at, serials, id } = await short();
  const [gone, there] = serials as [Serial, Serial];
  await tellMissing(world.services, at.head, id, [gone]);
  expect(await whereIs(world.services, coordinator, gone)).toMatchObject({ isMissing: true });
  await settleDifference(world.services, coordinator, id, 'missing');
  expect((await tellMissing(world.services, at.head, id, [there])).bad).toEqual([there]); // it is settled
  expect(await whereIs(world.services, coordinator, gone)).toMatchObject({ isMissing: true });
  expect(await whereIs(world.services, coordinator, there)).not.toHaveProperty('isMissing');
  const institution = at.school.uai;
  expect(await previewSerial(world.services, at.head, { institution }, gone)).toMatchObject({ beware: 'missing' });
  expect(await previewSerial(world.services, at.head, { institution }, there)).toMatchObject({ beware: null });
  const pupil = await handing.aPupilOf(at);
  expect((await handing.hands(at.head, pupil, gone)).outcome).toBe('handed');
  expect(await whereIs(world.services, coordinator, gone)).not.toHaveProperty('isMissing');
});
