/** An article that was found, or has to be answered for: where it is, for whom, and a number that was a mistake. */
import { giveBack, lose } from '../../src/services/articles/afterwards';
import { findSerial } from '../../src/services/articles/findSerial';
import { forgetSerial, type Whereabouts, whereIs } from '../../src/services/articles/whereIs';
import type { Actor } from '../../src/services/authorise';
import { prepareDeliveries } from '../../src/services/deliveries/prepare';
import { carry } from '../../src/services/journal/carry';
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
afterEach(() => handing.clears());

const found = async (actor: Actor, typed: string): Promise<Whereabouts> => {
  const where = await whereIs(world.services, actor, typed);
  if ('problem' in where) throw new Error(where.problem);
  return where;
};

test('from the box to the family: the coordinator is told where it is, and never with whom', async () => {
  const at = await handing.aSchool(1);
  const pupil = await handing.aPupilOf(at);
  const serial = aSerial();
  expect(await whereIs(world.services, coordinator, serial)).toEqual({ problem: 'unknown' });
  await handing.knows([serial]);
  expect(await found(coordinator, serial)).toEqual({ serial });
  await prepareDeliveries(world.services, coordinator);
  expect(await found(coordinator, serial)).toMatchObject({ institution: at.school.uai, note: { state: 'prepared' } });
  await handing.hands(at.head, pupil, serial);
  const told = await found(coordinator, serial.slice(-13));
  expect(told).toMatchObject({ institution: at.school.uai, unit: { state: 'handed' } });
  expect(told.nomination).toBeUndefined();
  expect(await found(at.head, serial)).toMatchObject({ nomination: { _id: pupil } });
});

test('another school, and who hands nothing over, learn nothing of it', async () => {
  const at = await handing.aSchool(1);
  const other = await handing.aSchool(1);
  const pupil = await handing.aPupilOf(at);
  const serial = aSerial();
  await handing.hands(at.head, pupil, serial);
  expect(await whereIs(world.services, other.head, serial)).toMatchObject({ problem: 'elsewhere' });
  const reader = await world.member('reader');
  await expect(whereIs(world.services, reader, serial)).rejects.toMatchObject({ code: 'notAllowed' });
  await expect(forgetSerial(world.services, at.head, serial)).rejects.toMatchObject({ code: 'notAllowed' });
});

test('lost, and brought back, it says so', async () => {
  const at = await handing.aSchool(2);
  const [first, second] = [await handing.aPupilOf(at), await handing.aPupilOf(at)];
  const [one, two] = [aSerial(), aSerial()];
  await handing.hands(at.head, first, one);
  await handing.hands(at.head, second, two);
  await lose(world.services, at.head, first, 'lost');
  await giveBack(world.services, at.head, second, 'good');
  expect(await found(at.head, one)).toMatchObject({ unit: { state: 'lost' } });
  expect(await found(at.head, two)).toMatchObject({ unit: { state: 'returned' } });
});

test('a number that was a mistake is taken back, is told once, and only from a box of the reserve', async () => {
  const at = await handing.aSchool(1);
  const [mistaken, sent] = [aSerial(), aSerial()];
  await handing.knows([mistaken]);
  await handing.knows([sent], at.school.uai);
  const taken = await Promise.all([1, 2, 3].map(() => forgetSerial(world.services, coordinator, mistaken)));
  expect(taken).toContain(true);
  expect(await forgetSerial(world.services, coordinator, sent)).toBe(false);
  expect(await world.store.serials.count(CAMPAIGN.id)).toBe(1);
  await carry(world.store);
  const lines = await world.store.journal.model.find({ what: 'serialForgotten' }).lean();
  expect(lines).toHaveLength(1);
  await handing.knows([mistaken]);
  expect(await found(coordinator, mistaken)).toEqual({ serial: mistaken });
});

test('one that is taken back as it is handed over stays known', async () => {
  for (let round = 0; round < 5; round++) {
    const at = await handing.aSchool(1);
    const pupil = await handing.aPupilOf(at);
    const serial = aSerial();
    await handing.knows([serial]);
    const [outcome] = await Promise.all([
      handing.hands(at.head, pupil, serial),
      forgetSerial(world.services, coordinator, serial),
    ]);
    expect(outcome.outcome).toBe('handed');
    expect(await world.store.serials.among([serial])).toMatchObject([
      { campaign: CAMPAIGN.id, institution: at.school.uai },
    ]);
  }
});

test('a number that is taken back, and a crash before it is gone: done again, it is gone and told once', async () => {
  const serial = aSerial();
  await handing.knows([serial]);
  const { journal } = world.store;
  jest.spyOn(journal, 'add').mockRejectedValueOnce(new Error('killed'));
  await expect(forgetSerial(world.services, coordinator, serial)).rejects.toThrow('killed');
  expect(await forgetSerial(world.services, coordinator, serial)).toBe(true);
  const lines = await journal.model.find({ what: 'serialForgotten' }).lean();
  expect(lines.filter(({ _id }) => _id.includes(serial))).toEqual([]);
  expect(await world.store.serials.among([serial])).toEqual([]);
});

test('a card of another operation is said to be so among tablets as well', async () => {
  const { school } = await handing.aSchool(1);
  const serial = aSerial();
  await handing.knows([serial]);
  const found = await findSerial(world.services, { id: 'tablets', kind: 'tablet' }, serial, school.uai);
  expect(found).toEqual({ problem: 'otherOperation' });
});
