/** Articles as they were attacked: killed between two changes, raced from two operations, counted absurdly. Each failed before it was mended. */
import { randomUUID } from 'node:crypto';
import { usualRules } from '../../src/domain/campaign';
import { lose, returnLent } from '../../src/services/articles/afterwards';
import { undoHandOver } from '../../src/services/articles/handOver';
import { lend } from '../../src/services/articles/lend';
import { receipts } from '../../src/documents/receipt';
import { findPapers } from '../../src/services/articles/paper';
import {
  finishDeliveries,
  listDeliveries,
  markSent,
  receiveDelivery,
  settleDifference,
} from '../../src/services/deliveries/follow';
import { prepareDeliveries, toSend } from '../../src/services/deliveries/prepare';
import { publicFigures } from '../../src/services/figures';
import { heal } from '../../src/services/heal';
import { carryOut } from '../../src/services/movements/carryOut';
import { start } from '../../src/services/movements/start';
import { erasePupil } from '../../src/services/rights';
import { loadTexts } from '../../src/texts';
import { aHanding, aSerial, type Handing } from '../support/articles';
import type { TestDatabase } from '../support/database';
import { textOf } from '../support/pdf';
import { CAMPAIGN, unitsAddUp, type World } from '../support/world';

let database: TestDatabase;
let world: World;
let handing: Handing;
beforeAll(async () => {
  ({ database, world, handing } = await aHanding());
});
afterAll(() => database.close());
afterEach(() => handing.clears());
const counted = (state: string) => database.store.units.count({ state: state as never });

test('what several schools have already is received by each: as many units as were told', async () => {
  const [one, two] = [await handing.aSchool(0), await handing.aSchool(0)];
  const id = randomUUID();
  const legs = [
    { from: 'outside', to: one.school.uai, count: 5 },
    { from: 'outside', to: two.school.uai, count: 7 },
  ] as const;
  await start(world.services, handing.coordinator, { id, kind: 'receive', reason: 'lot', legs: [...legs] });
  await carryOut(world.services, id);
  expect(await database.store.units.count({ institution: one.school.uai })).toBe(5);
  expect(await database.store.units.count({ institution: two.school.uai })).toBe(7);
  expect((await toSend(world.services, handing.coordinator)).size).toBe(0);
});

test('a withdrawal that was killed halfway: the hand-over says so at once, and afterwards keeps its serial', async () => {
  const at = await handing.aSchool(2);
  const pupil = await handing.aPupilOf(at);
  await database.store.units.leave(CAMPAIGN.id, pupil);
  const serial = aSerial();
  expect(await handing.hands(at.head, pupil, serial)).toMatchObject({ outcome: 'ended' });
  await heal(database.store, CAMPAIGN.id, { everywhere: true });
  expect(await handing.hands(at.head, pupil, serial)).toMatchObject({ outcome: 'handed', unit: { serial } });
});

test('one serial, unknown until now, handed over in two operations at once: in one of them', async () => {
  const id = `other-${randomUUID().slice(0, 8)}`;
  const rules = { ...usualRules('sim'), name: 'Autre', kind: 'sim', retentionDays: 90, state: 'open' } as const;
  await database.store.campaigns.model.updateOne({ _id: id }, { $set: rules }, { upsert: true });
  const at = await handing.aSchool(4);
  await database.store.institutions.takePart(id, [at.school.uai]);
  await database.store.units.receive([
    { _id: `u/${id}`, campaign: id, kind: 'sim', institution: at.school.uai, state: 'free' },
  ]);
  world.services.directory.forget();
  const [here, there] = [CAMPAIGN.id, id].map((within) => ({ ...at, head: { ...at.head, within } }));
  const [one, two] = [await handing.aPupilOf(here!), await handing.aPupilOf(there!)];
  const serial = aSerial();
  const done = await Promise.all([handing.hands(here!.head, one, serial), handing.hands(there!.head, two, serial)]);
  expect(done.map(({ outcome }) => outcome).sort()).toEqual(['handed', 'refused']);
  expect(await database.store.units.count({ serial })).toBe(1);
  await database.store.campaigns.model.deleteOne({ _id: id });
  world.services.directory.forget();
});

test('a difference that was settled and went no further is finished, once', async () => {
  const at = await handing.aSchool(5);
  const [note] = await prepareDeliveries(world.services, handing.coordinator);
  await receiveDelivery(world.services, at.head, note!.id, 3);
  const settled = { at: world.clock.now(), by: handing.coordinator.id, finding: 'missing' } as const;
  const line = { _id: `${note!.id}/x`, what: 'deliverySettled', by: 'x', at: world.clock.now() } as const;
  await database.store.deliveries.settled(note!.id, settled, 3, line);
  await finishDeliveries(world.services);
  expect(await counted('retired')).toBe(2);
  await finishDeliveries(world.services);
  await settleDifference(world.services, handing.coordinator, note!.id, 'missing');
  expect(await counted('retired')).toBe(2);
});

test('an absurd count is not published, and what is no count is refused', async () => {
  const at = await handing.aSchool(5);
  const [note] = await prepareDeliveries(world.services, handing.coordinator);
  for (const count of [-5, 1.5, Infinity])
    await expect(receiveDelivery(world.services, at.head, note!.id, count)).rejects.toThrow();
  await receiveDelivery(world.services, at.head, note!.id, 999_999);
  expect((await publicFigures(world.services, handing.coordinator)).delivered).toBe(5);
});

test('places that were moved away once they were delivered are not counted twice; who has the card in hand hands it over', async () => {
  const [from, to] = [await handing.aSchool(4), await handing.aSchool(0)];
  const serials = Array.from({ length: 4 }, aSerial);
  await handing.knows(serials, from.school.uai);
  const [note] = await prepareDeliveries(world.services, handing.coordinator);
  await receiveDelivery(world.services, from.head, note!.id, 4);
  const id = randomUUID();
  const legs = [{ from: from.school.uai, to: to.school.uai, count: 2 }];
  await start(world.services, handing.coordinator, { id, kind: 'move', reason: 'need', legs });
  await carryOut(world.services, id);
  const [second] = await prepareDeliveries(world.services, handing.coordinator);
  await receiveDelivery(world.services, to.head, second!.id, 2);
  expect((await publicFigures(world.services, handing.coordinator)).delivered).toBe(4);
  const pupil = await handing.aPupilOf(to);
  expect(await handing.hands(to.head, pupil, serials[0])).toMatchObject({ outcome: 'handed' });
});

test('a note that is prepared follows the places that move before it is sent', async () => {
  const [from, to] = [await handing.aSchool(5), await handing.aSchool(0)];
  await handing.knows(Array.from({ length: 5 }, aSerial));
  await prepareDeliveries(world.services, handing.coordinator);
  const id = randomUUID();
  const legs = [{ from: from.school.uai, to: to.school.uai, count: 3 }];
  await start(world.services, handing.coordinator, { id, kind: 'move', reason: 'need', legs });
  await carryOut(world.services, id);
  await prepareDeliveries(world.services, handing.coordinator);
  await markSent(world.services, handing.coordinator);
  const notes = await listDeliveries(world.services, handing.coordinator);
  expect(notes.map(({ count, serials }) => [count, serials.length])).toEqual([
    [2, 2],
    [3, 3],
  ]);
});

test('a hand-over that is undone gives the serial back: the school where the card really is hands it over', async () => {
  const [wrong, right] = [await handing.aSchool(2), await handing.aSchool(2)];
  const [typed, lot] = [aSerial(), aSerial()];
  await handing.knows([lot]);
  for (const serial of [typed, lot]) {
    const pupil = await handing.aPupilOf(wrong);
    expect(await handing.hands(wrong.head, pupil, serial)).toMatchObject({ outcome: 'handed' });
    await undoHandOver(world.services, wrong.head, pupil);
    const other = await handing.aPupilOf(right);
    expect(await handing.hands(right.head, other, serial)).toMatchObject({ outcome: 'handed' });
  }
  // And the school whose slip it was needs no listed serial now.
  const pupil = await handing.aPupilOf({ ...wrong });
  expect((await handing.hands(wrong.head, pupil, aSerial())).outcome).not.toBe('refused');
});

test('a million lent is as many as there are, at once', async () => {
  const at = await handing.aSchool(3);
  const request = { form: randomUUID(), institution: at.school.uai, count: 1_000_000 };
  expect(await lend(world.services, at.head, request)).toBe(3);
});

test('a loss that was killed halfway: one pass of healing serves who waits', async () => {
  const at = await handing.aSchool(2);
  const pupil = await handing.aPupilOf(at);
  await handing.hands(at.head, pupil, aSerial());
  const { unmark } = database.store.nominations;
  database.store.nominations.unmark = () => Promise.reject(new Error('killed'));
  await expect(lose(world.services, at.head, pupil, 'lost')).rejects.toThrow('killed');
  database.store.nominations.unmark = unmark;
  await heal(database.store, CAMPAIGN.id, { everywhere: true });
  expect((await handing.unitOf(pupil))?.state).toBe('held');
  await unitsAddUp(database.store, 2);
});

test('of a pupil who was erased the article can still come back', async () => {
  const at = await handing.aSchool(1);
  const pupil = await handing.aPupilOf(at);
  await handing.hands(at.head, pupil, aSerial());
  const unit = (await handing.unitOf(pupil))!;
  expect(await returnLent(world.services, at.head, unit._id)).toBeNull(); // as long as it is the pupil's
  await erasePupil(world.services, handing.coordinator, { campaign: CAMPAIGN.id, _id: pupil });
  expect(await returnLent(world.services, at.head, unit._id)).toMatchObject({ state: 'returned' });
});

test('one pupil with a sign that no font has does not keep the others from their papers', async () => {
  const at = await handing.aSchool(2);
  for (let i = 0; i < 2; i++) await handing.aPupilOf(at);
  const [first] = await database.store.nominations.model.find().lean();
  await database.store.nominations.model.updateOne(
    { _id: first!._id },
    { $set: { 'pupil.className': '5e 😀\u0000\ud800' } },
  );
  const papers = await findPapers(world.services, at.head);
  const about = papers.map((paper) => ({ ...paper, language: 'fr' as const, today: '2026-03-16' as never }));
  expect(textOf(await receipts(loadTexts()('fr'), about)).match(/Récépissé de remise/g)).toHaveLength(2);
});
