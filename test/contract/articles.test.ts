/** Articles from the box to the family and back: each act once, whoever races. */
import { randomUUID } from 'node:crypto';
import { usualRules } from '../../src/domain/campaign';
import { HandedOver as AlreadyHanded } from '../../src/domain/errors';
import { activate, check, findAgain, giveBack, lapseLines, lose } from '../../src/services/articles/afterwards';
import { type HandedOver, undoHandOver } from '../../src/services/articles/handOver';
import { lend } from '../../src/services/articles/lend';
import { planSerials, registerSerials } from '../../src/services/articles/registerSerials';
import { stockOf } from '../../src/services/articles/stock';
import type { Actor } from '../../src/services/authorise';
import { receiveDelivery } from '../../src/services/deliveries/follow';
import { prepareDeliveries } from '../../src/services/deliveries/prepare';
import { publicFigures } from '../../src/services/figures';
import { heal } from '../../src/services/heal';
import { carry } from '../../src/services/journal/carry';
import { ENDED_DAYS, purge } from '../../src/services/rights';
import { withdraw } from '../../src/services/withdraw';
import { aHanding, aSerial, type Handing, type School } from '../support/articles';
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
afterEach(() => handing.clears());

const aSchool = (quota: number): Promise<School> => handing.aSchool(quota);
const aPupilOf = (at: School): Promise<string> => handing.aPupilOf(at);
const hands = (head: Actor, nomination: string, serial?: string): Promise<HandedOver> =>
  handing.hands(head, nomination, serial);
const knows = (serials: readonly string[], institution?: string): Promise<number> =>
  handing.knows(serials, institution);
const unitOf = (nomination: string) => handing.unitOf(nomination);

test('one serial that is handed over to twelve pupils at once is one pupil’s', async () => {
  const at = await aSchool(12);
  const pupils = await Promise.all(Array.from({ length: 12 }, () => aPupilOf(at)));
  const serial = aSerial();
  const outcomes = await Promise.all(pupils.map((pupil) => hands(at.head, pupil, serial)));
  expect(outcomes.filter(({ outcome }) => outcome === 'handed')).toHaveLength(1);
  expect(outcomes.filter((each) => each.outcome === 'refused' && each.why.problem === 'taken')).toHaveLength(11);
  expect(await database.store.units.count({ serial })).toBe(1);
  await unitsAddUp(database.store, 12);
});

test('twelve serials for one pupil at once: one is theirs, the others are nobody’s', async () => {
  const at = await aSchool(3);
  const pupil = await aPupilOf(at);
  const outcomes = await Promise.all(Array.from({ length: 12 }, () => hands(at.head, pupil, aSerial())));
  expect(outcomes.filter(({ outcome }) => outcome === 'handed')).toHaveLength(1);
  expect(await database.store.units.count({ state: 'handed' })).toBe(1);
});

test('withdrawn and handed over at the same moment: one of the two holds', async () => {
  const at = await aSchool(20);
  for (let i = 0; i < 10; i++) {
    const pupil = await aPupilOf(at);
    const [handed, withdrawn] = await Promise.allSettled([
      hands(at.head, pupil, aSerial()),
      withdraw(world.services, at.head, pupil, 'byInstitution'),
    ]);
    const isHanded = handed.status === 'fulfilled' && handed.value.outcome === 'handed';
    expect(isHanded).toBe(withdrawn.status === 'rejected');
    if (withdrawn.status === 'rejected') expect(withdrawn.reason).toBeInstanceOf(AlreadyHanded);
    expect((await unitOf(pupil))?.state).toBe(isHanded ? 'handed' : undefined);
  }
  await unitsAddUp(database.store, 20);
});

test('a serial is in one operation: another one’s is refused by its line, and at the hand-over', async () => {
  const at = await aSchool(2);
  const [known, other] = [aSerial(), aSerial()];
  await knows([known]);
  const id = 'sim-2021';
  await database.store.campaigns.model.updateOne(
    { _id: id },
    { $set: { ...usualRules('sim'), name: 'Deux', kind: 'sim', retentionDays: 90, state: 'open' } },
    { upsert: true },
  );
  world.services.directory.forget();
  const elsewhere = { ...coordinator, within: id };
  const rows = [known, other, '8,93E+18', known.slice(-13), other, '8933011000000010000'].map((serial, i) => ({
    line: i + 1,
    serial,
  }));
  const plan = await planSerials(world.services, elsewhere, rows);
  expect(plan.added.map(({ serial }) => serial)).toEqual([other]);
  expect(plan.bad.map(({ line, problem }) => [line, problem])).toEqual([
    [1, 'otherOperation'],
    [3, 'damaged'],
    [4, 'tailOnly'],
    [5, 'twice'],
    [6, 'damaged'], // among others that a spreadsheet has rounded; alone it is right
  ]);
  expect((await planSerials(world.services, elsewhere, rows.slice(5))).added).toHaveLength(1);
  await registerSerials(world.services, elsewhere, plan, { source: 'x' });
  expect(await registerSerials(world.services, elsewhere, plan, { source: 'x' })).toBe(1); // sent again: the same
  expect(await database.store.serials.model.countDocuments({ _id: other })).toBe(1);
  const pupil = await aPupilOf({ ...at, head: { ...at.head, within: CAMPAIGN.id } });
  const done = await hands({ ...at.head, within: CAMPAIGN.id }, pupil, other);
  expect(done).toMatchObject({ outcome: 'refused', why: { problem: 'otherOperation' } });
  await database.store.campaigns.model.deleteOne({ _id: id });
  world.services.directory.forget();
});

test('a school whose serials are known hands these over and no others; another’s is said to be elsewhere', async () => {
  const [at, far] = [await aSchool(2), await aSchool(2)];
  const [own, others] = [aSerial(), aSerial()];
  await knows([own], at.school.uai);
  await knows([others], far.school.uai);
  const pupil = await aPupilOf(at);
  const whys = async (serial?: string) => (await hands(at.head, pupil, serial)) as { why?: { problem: string } };
  expect((await whys()).why).toEqual({ problem: 'needed' });
  expect((await whys(others)).why).toMatchObject({ problem: 'elsewhere', institution: far.school.uai });
  expect((await whys(aSerial())).why).toEqual({ problem: 'notDelivered' });
  expect((await whys(own.slice(0, -1))).why).toEqual({ problem: 'length' });
  expect(await hands(at.head, pupil, own.slice(-13))).toMatchObject({ outcome: 'handed', unit: { serial: own } });
  expect(await hands(at.head, pupil, own)).toMatchObject({ outcome: 'already' });
});

test('undone within ten minutes, and not a second later; the serial is free again', async () => {
  const at = await aSchool(2);
  const [pupil, second] = [await aPupilOf(at), await aPupilOf(at)];
  const serial = aSerial();
  await hands(at.head, pupil, serial);
  world.clock.advance(9 * 60_000);
  expect(await undoHandOver(world.services, at.head, pupil)).toMatchObject({ state: 'held' });
  expect(await undoHandOver(world.services, at.head, pupil)).toBeNull();
  await hands(at.head, second, serial);
  world.clock.advance(10 * 60_000 + 1);
  expect(await undoHandOver(world.services, at.head, second)).toBeNull();
  expect((await unitOf(second))?.state).toBe('handed');
});

test('lost: the pupil keeps the rank, and is served before who came later; found again, it serves the next', async () => {
  const at = await aSchool(1);
  const [first, later] = [await aPupilOf(at), await aPupilOf(at)];
  await hands(at.head, first, aSerial());
  const lost = (await unitOf(first))!;
  expect(await lose(world.services, at.head, first, 'stolen')).toMatchObject({ outcome: 'waiting', rank: 1 });
  expect(await lose(world.services, at.head, first, 'stolen')).toMatchObject({ outcome: 'none' }); // said twice
  expect((await database.store.units.find({ campaign: CAMPAIGN.id, _id: lost._id }))?.state).toBe('lost');
  expect(await findAgain(world.services, at.head, lost._id)).toMatchObject({ state: 'returned' });
  expect(await check(world.services, at.head, lost._id, 'good')).toMatchObject({ served: 1 });
  expect((await unitOf(first))?.state).toBe('held');
  expect(await unitOf(later)).toBeNull();
});

test('brought back: the nomination ends, the unit is looked at, then serves who waits', async () => {
  const at = await aSchool(1);
  const [first, next] = [await aPupilOf(at), await aPupilOf(at)];
  await hands(at.head, first, aSerial());
  const back = (await giveBack(world.services, at.head, first, 'worn'))!;
  expect(back.unit).toMatchObject({ state: 'returned', condition: 'worn' });
  expect(await unitOf(next)).toBeNull();
  const nomination = await database.store.nominations.require({ campaign: CAMPAIGN.id, _id: first });
  expect(nomination).toMatchObject({ state: 'withdrawn', withdrawn: { reason: 'returned' } });
  await check(world.services, at.head, back.unit._id, 'good');
  expect((await unitOf(next))?.state).toBe('held');
  world.clock.advance((ENDED_DAYS + 1) * 86_400_000);
  await purge(world.services);
  expect(await database.store.nominations.find({ campaign: CAMPAIGN.id, _id: first })).toBeNull();
});

test('a line works for its days, lapses by itself, and works again when it is topped up', async () => {
  const at = await aSchool(1);
  const pupil = await aPupilOf(at);
  expect(await activate(world.services, at.head, pupil)).toBeNull(); // nobody has it yet
  await hands(at.head, pupil, aSerial());
  await activate(world.services, at.head, pupil);
  expect((await stockOf(world.services, at.head)).lapsing).toHaveLength(0);
  world.clock.advance(24 * 86_400_000);
  expect((await stockOf(world.services, at.head)).lapsing).toHaveLength(1);
  expect(await lapseLines(world.services)).toBe(0);
  world.clock.advance(8 * 86_400_000);
  expect(await lapseLines(world.services)).toBe(1);
  expect((await unitOf(pupil))?.state).toBe('lapsed');
  await activate(world.services, at.head, pupil);
  expect((await unitOf(pupil))?.state).toBe('active');
  expect(await lapseLines(world.services)).toBe(0);
});

test('a return that a crash left half done is finished by healing, and so is a withdrawal', async () => {
  const { store } = database;
  const at = await aSchool(2);
  const [first, second] = [await aPupilOf(at), await aPupilOf(at)];
  await hands(at.head, first, aSerial());
  const withdrawn = { at: world.clock.now(), by: 'x', reason: 'returned' } as const;
  const line = { _id: `${first}/withdrawn`, what: 'withdrawn', by: 'x', at: world.clock.now() } as const;
  await store.nominations.close({ campaign: CAMPAIGN.id, _id: first }, withdrawn, line);
  await store.units.leave(CAMPAIGN.id, second); // and the withdrawal went no further
  await heal(store, CAMPAIGN.id, { everywhere: true });
  expect((await unitOf(second))?.state).toBe('held');
  expect(await unitOf(first)).toBeNull();
  expect(await store.units.count({ state: 'returned' })).toBe(1);
});

test('lent to the school: no more than are free, once by form, and no pupil’s', async () => {
  const at = await aSchool(5);
  await aPupilOf(at);
  const form = randomUUID();
  const request = { form, institution: at.school.uai, count: 6 };
  expect(await lend(world.services, at.head, request)).toBe(4);
  expect(await lend(world.services, at.head, { ...request, count: 2 })).toBe(2);
  expect(await database.store.units.count({ state: 'lent' })).toBe(4);
  await aPupilOf(at); // waits: what is lent is not free
  expect(await database.store.units.count({ state: 'held' })).toBe(1);
});

test('only who may: a head hands over at home, a coordinator sends and hands over to nobody', async () => {
  const [at, far] = [await aSchool(2), await aSchool(2)];
  const pupil = await aPupilOf(at);
  await expect(hands(far.head, pupil, aSerial())).rejects.toMatchObject({ code: 'notAllowed' });
  await expect(hands(coordinator, pupil, aSerial())).rejects.toMatchObject({ code: 'notAllowed' });
  await expect(prepareDeliveries(world.services, at.head)).rejects.toMatchObject({ code: 'notAllowed' });
  const [note] = await prepareDeliveries(world.services, coordinator, { institutions: [at.school] });
  await expect(receiveDelivery(world.services, far.head, note!.id, 2)).rejects.toMatchObject({ code: 'notAllowed' });
  const deputy = await world.member('deputy', [at.school]);
  await expect(hands(deputy, pupil, aSerial())).rejects.toMatchObject({ code: 'notAllowed' });
  await world.delegates(at.head, deputy, at.school, ['handOver']);
  const done = await hands(deputy, pupil, aSerial());
  expect(done.outcome).toBe('handed');
  await carry(database.store);
  const lines = await database.store.journal.of(pupil);
  expect(lines.at(-1)).toMatchObject({ what: 'unitHanded', by: deputy.id, delegatedBy: at.head.id });
});

test('public figures: what was announced, given, delivered and handed over; nothing under five of families', async () => {
  const [at, far] = [await aSchool(12), await aSchool(3)];
  for (let i = 0; i < 7; i++) await hands(at.head, await aPupilOf(at), aSerial());
  await hands(far.head, await aPupilOf(far), aSerial());
  const [note] = await prepareDeliveries(world.services, coordinator, { institutions: [at.school] });
  await receiveDelivery(world.services, at.head, note!.id, note!.count);
  const figures = await publicFigures(world.services, coordinator);
  expect(figures).toMatchObject({ handedOver: { exactly: 8 }, lent: null, delivered: 5 });
  expect(figures.streams).toEqual([{ name: 'college', places: 15, delivered: 5, handed: { from: 5, to: 9 } }]);
  await expect(publicFigures(world.services, at.head)).rejects.toMatchObject({ code: 'notAllowed' });
});
