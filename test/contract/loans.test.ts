/** Loans until another day: the family's, and what the school uses itself. */
import { randomUUID } from 'node:crypto';
import type { PlainDate } from '../../src/domain/plainDate';
import { check, giveBack, returnLent } from '../../src/services/articles/afterwards';
import { handOver } from '../../src/services/articles/handOver';
import { lend } from '../../src/services/articles/lend';
import { postpone, postponeLent } from '../../src/services/articles/postpone';
import { stockOf } from '../../src/services/articles/stock';
import type { Unit } from '../../src/store/unit';
import { aHanding, type Handing, type School } from '../support/articles';
import type { TestDatabase } from '../support/database';
import { CAMPAIGN, type World } from '../support/world';

let database: TestDatabase;
let world: World;
let handing: Handing;
beforeAll(async () => {
  ({ database, world, handing } = await aHanding());
  await isOf('tablet');
});
afterAll(() => database.close());
afterEach(() => handing.clears());

const [JUNE, JULY, AUGUST] = ['2026-06-30', '2026-07-31', '2026-08-31'] as PlainDate[] as [
  PlainDate,
  PlainDate,
  PlainDate,
];

async function isOf(kind: 'tablet' | 'sim'): Promise<void> {
  await database.store.campaigns.model.updateOne({ _id: CAMPAIGN.id }, { $set: { kind } });
  world.services.directory.forget();
}

async function aSchool(quota: number): Promise<School> {
  const at = await handing.aSchool(quota);
  await database.store.units.model.updateMany({ institution: at.school.uai }, { $set: { kind: 'tablet' } });
  return at;
}

async function aLoan(at: School, dueOn = JUNE): Promise<string> {
  const nomination = await handing.aPupilOf(at);
  const serial = `T${randomUUID().slice(0, 8).toUpperCase()}`;
  const form = { form: randomUUID(), nomination, serial, proof: 'signature', language: 'fr', dueOn } as const;
  expect((await handOver(world.services, at.head, form)).outcome).toBe('handed');
  return nomination;
}

const linesOf = (what: 'unitPostponed') => database.store.journal.model.find({ what }).lean();

test('a family keeps it until another day: said once in the journal, however often it is said', async () => {
  const at = await aSchool(2);
  const pupil = await aLoan(at);
  const before = await linesOf('unitPostponed');
  for (let i = 0; i < 3; i++) {
    const done = await postpone(world.services, at.head, pupil, JULY);
    expect(done?.unit.handed).toMatchObject({ dueOn: JULY, proof: 'signature' });
  }
  expect(await linesOf('unitPostponed')).toHaveLength(before.length + 1);
  expect((await handing.unitOf(pupil))?.state).toBe('handed');
});

test('twelve who say another day at once: it is one of theirs, and the article stays where it is', async () => {
  const at = await aSchool(1);
  const pupil = await aLoan(at);
  const days = Array.from({ length: 12 }, (_, i) => `2026-09-${String(i + 10)}` as PlainDate);
  await Promise.all(days.map((day) => postpone(world.services, at.head, pupil, day)));
  const unit = await handing.unitOf(pupil);
  expect(days).toContain(unit?.handed?.dueOn);
  expect(unit?.state).toBe('handed');
});

test('brought back and postponed at the same moment: what is back is lent no more', async () => {
  const at = await aSchool(10);
  for (let i = 0; i < 10; i++) {
    const pupil = await aLoan(at);
    await Promise.all([
      giveBack(world.services, at.head, pupil, 'good'),
      postpone(world.services, at.head, pupil, JULY),
    ]);
    expect(await handing.unitOf(pupil)).toBeNull();
  }
  const back = await database.store.units.inState(CAMPAIGN.id, [at.school.uai], ['returned']);
  expect(back).toHaveLength(10);
  expect(back.filter(({ handed }) => handed !== undefined)).toEqual([]);
});

test('what the school uses itself: all of one day, and nothing of another; its own gestionnaire alone', async () => {
  const at = await aSchool(5);
  const institution = at.school.uai;
  await lend(world.services, at.head, { form: 'a', institution, count: 3, dueOn: JUNE });
  await lend(world.services, at.head, { form: 'b', institution, count: 2, dueOn: JULY });
  const { lent } = await stockOf(world.services, at.head);
  const one = lent.find(({ handed }) => handed?.dueOn === JUNE)!._id;
  const other = await aSchool(1);
  await expect(postponeLent(world.services, other.head, one, JUNE, AUGUST)).rejects.toThrow();
  expect(await postponeLent(world.services, at.head, one, JUNE, AUGUST)).toBe(3);
  expect(await postponeLent(world.services, at.head, one, JUNE, AUGUST)).toBe(0);
  const after = (await stockOf(world.services, at.head)).lent.map(({ handed }) => handed?.dueOn);
  expect(after.sort()).toEqual([JULY, JULY, AUGUST, AUGUST, AUGUST]);
});

test('what came back meanwhile, and is a pupil’s, is not put off with what the school uses', async () => {
  const at = await aSchool(2);
  await lend(world.services, at.head, { form: 'c', institution: at.school.uai, count: 2 });
  const [one, two] = (await stockOf(world.services, at.head)).lent as [Unit, Unit];
  const { act } = database.store.units;
  jest.spyOn(database.store.units, 'act').mockImplementationOnce(async (...args) => {
    await returnLent(world.services, at.head, one._id);
    await check(world.services, at.head, one._id, 'good');
    await aLoan(at, AUGUST);
    return act(...args);
  });
  expect(await postponeLent(world.services, at.head, two._id, null, JULY)).toBe(1);
  jest.restoreAllMocks();
  expect(await postponeLent(world.services, at.head, two._id, JULY, JULY)).toBe(0);
  const { lent, out } = await stockOf(world.services, at.head);
  expect(lent.map(({ handed }) => handed?.dueOn)).toEqual([JULY]);
  expect(out.map(({ unit }) => unit.handed?.dueOn)).toEqual([AUGUST]);
});

test('a card is given, not lent: there is no day to put off; nor where the family has none', async () => {
  const at = await aSchool(2);
  expect(await postpone(world.services, at.head, await handing.aPupilOf(at), JULY)).toBeNull();
  const pupil = await aLoan(at);
  await isOf('sim');
  expect(await postpone(world.services, at.head, pupil, JULY)).toBeNull();
  await isOf('tablet');
});
