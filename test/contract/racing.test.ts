/** The invariants under attack: no race exceeds a quota or serves a pupil twice, and the units always add up. */
import { randomUUID } from 'node:crypto';
import type { Member } from '../../src/domain/member';
import { heal } from '../../src/services/heal';
import { listPupils } from '../../src/services/listPupils';
import { nominate } from '../../src/services/nominate';
import type { Recorded } from '../../src/services/record';
import { withdraw } from '../../src/services/withdraw';
import type { TestDatabase } from '../support/database';
import { aPupil, aRequest } from '../support/pupils';
import { aWorld, CAMPAIGN, loadSpring2020, unitsAddUp, withdrawnLine, type World } from '../support/world';

let database: TestDatabase;
let world: World;
beforeEach(async () => void ({ database, world } = await aWorld()));
afterEach(() => database.close());

/** Runs them with so many in flight. */
async function racing<T>(width: number, jobs: (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  const queue = [...jobs.entries()];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await next[1]();
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

const told = (outcomes: Recorded[], standing: 'held' | 'waiting') =>
  outcomes.flatMap((each) =>
    each.outcome === 'recorded' && each.standing.outcome === standing ? [each.standing] : [],
  );
/** The ranks that people were told, smallest first. */
const ranksOf = (outcomes: Recorded[]): number[] =>
  told(outcomes, 'waiting')
    .map((standing) => (standing.outcome === 'waiting' ? standing.rank : 0))
    .sort((a, b) => a - b);

test('2,600 racing nominations for 1,400 places in 130 collèges: exactly the places are used, the others wait in order', async () => {
  const { store } = database;
  await loadSpring2020(world.services);
  const colleges = [...(await world.services.directory.institutions()).values()].filter(
    ({ kind }) => kind === 'college',
  );
  const heads = colleges.map(({ uai }): Member => ({
    id: `m_${uai}`,
    aadObjectId: uai,
    name: uai,
    role: 'principal',
    institutions: [uai],
  }));
  await database.store.members.admit(heads);
  const jobs = heads.flatMap((head) =>
    Array.from({ length: 20 }, () => () => nominate(world.services, head, aRequest(head.institutions[0]!))),
  );
  const outcomes = await racing(
    120,
    jobs.sort(() => Math.random() - 0.5),
  );
  expect(told(outcomes, 'held')).toHaveLength(1400);
  expect(told(outcomes, 'waiting')).toHaveLength(1200);
  await unitsAddUp(store, 1800);
  for (const { uai } of colleges) {
    const { free, waiting } = await store.nominations.queue({
      campaign: CAMPAIGN.id,
      kind: CAMPAIGN.kind,
      institution: uai,
    });
    const open = await store.nominations.openOf(CAMPAIGN.id, [uai]);
    expect(free).toBe(0);
    expect(waiting).toEqual(open.filter(({ unit }) => !unit).map(({ _id }) => _id));
  }
});

test.each([0, 1, 3])(
  '16 at once for %i places: each rank from 1 is told to one person',
  async (quota) => {
    await world.opens();
    const college = await world.institution({ quota });
    const head = await world.member('principal', [college]);
    const requests = Array.from({ length: 16 }, () => aRequest(college.uai));
    const outcomes = await Promise.all(requests.map((request) => nominate(world.services, head, request)));
    expect(told(outcomes, 'held')).toHaveLength(quota);
    expect(ranksOf(outcomes)).toEqual(Array.from({ length: 16 - quota }, (_, i) => i + 1));
    const now = await Promise.all(requests.map((request) => nominate(world.services, head, request)));
    expect(now).toEqual(
      outcomes.map((each) => ({
        ...each,
        standing: expect.objectContaining({ outcome: expect.anything() as string }) as never,
      })),
    );
    expect(ranksOf(now)).toEqual(ranksOf(outcomes));
    await unitsAddUp(database.store, quota);
  },
  240_000,
);

test('a clock that is set back ten minutes puts nobody before those who wait already', async () => {
  await world.opens();
  const college = await world.institution({ quota: 0 });
  const head = await world.member('principal', [college]);
  const ranks: number[] = [];
  for (const move of [0, -600_000, 1_200_000, -3_600_000]) {
    world.clock.advance(move);
    ranks.push(...ranksOf([await nominate(world.services, head, aRequest(college.uai))]));
  }
  expect(ranks).toEqual([1, 2, 3, 4]);
  expect((await listPupils(world.services, head)).map(({ rank }) => rank).sort()).toEqual([1, 2, 3, 4]);
});

test('the same pupil nominated from 20 sides at once: one', async () => {
  await world.opens();
  const sides = await Promise.all(Array.from({ length: 20 }, () => world.institution({ quota: 2 })));
  const heads = await Promise.all(sides.map((side) => world.member('principal', [side])));
  const pupil = aPupil();
  const outcomes = await Promise.all(
    heads.map((head) => nominate(world.services, head, aRequest(head.institutions[0]!, { pupil }))),
  );
  expect(told(outcomes, 'held')).toHaveLength(1);
  expect(outcomes.filter(({ outcome }) => outcome === 'duplicate')).toHaveLength(19);
  await unitsAddUp(database.store, 40);
});

test('one form confirmed 20 times at once: one nomination, one unit, one answer', async () => {
  await world.opens();
  const college = await world.institution({ quota: 5 });
  const head = await world.member('principal', [college]);
  const request = aRequest(college.uai);
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => nominate(world.services, head, request)));
  expect(told(outcomes, 'held')).toHaveLength(20);
  expect(await database.store.units.model.countDocuments({ state: 'held' })).toBe(1);
  await unitsAddUp(database.store, 5);
});

test('racing withdrawals and nominations: the units still add up', async () => {
  await world.opens();
  const college = await world.institution({ quota: 6 });
  const head = await world.member('principal', [college]);
  const ids = Array.from({ length: 60 }, () => randomUUID());
  await Promise.all(ids.slice(0, 30).map((id) => nominate(world.services, head, aRequest(college.uai, { id }))));
  await racing(
    24,
    [
      ...ids
        .slice(0, 24)
        .flatMap((id) =>
          [1, 2].map(() => async () => void (await withdraw(world.services, head, id, 'byInstitution'))),
        ),
      ...ids
        .slice(30)
        .map((id) => async () => void (await nominate(world.services, head, aRequest(college.uai, { id })))),
    ].sort(() => Math.random() - 0.5),
  );
  await unitsAddUp(database.store, 6);
  expect(await database.store.nominations.model.countDocuments({ state: 'open' })).toBe(36);
  expect(await database.store.units.model.countDocuments({ state: 'held' })).toBe(6);
});

test('whatever a crash left half done is finished: held and unmarked, withdrawn and held, waiting beside a free unit', async () => {
  await world.opens();
  const college = await world.institution({ quota: 3 });
  const head = await world.member('principal', [college]);
  const { store } = database;
  const [marked, withdrawn, waiting] = await Promise.all(
    [1, 2, 3].map(async () => {
      const request = aRequest(college.uai);
      await nominate(world.services, head, request);
      return request.id;
    }),
  );
  await store.nominations.model.updateOne({ _id: marked! }, { $unset: { unit: 1 } });
  await store.nominations.close(
    { campaign: CAMPAIGN.id, _id: withdrawn! },
    { at: world.clock.now(), by: head.id, reason: 'byInstitution' },
    withdrawnLine(withdrawn!),
  );
  await store.nominations.model.updateOne({ _id: waiting! }, { $unset: { unit: 1 } });
  await store.units.release(CAMPAIGN.id, waiting!);
  expect(await heal(store, CAMPAIGN.id)).toEqual({ marked: 1, released: 1, served: 1 });
  await unitsAddUp(store, 3);
  expect(await heal(store, CAMPAIGN.id)).toEqual({ marked: 0, released: 0, served: 0 });
});

test('healing reads documents only where the counts do not agree; what hides in them is found when it looks everywhere', async () => {
  await world.opens();
  const colleges = await Promise.all([1, 2, 3].map(() => world.institution({ quota: 2 })));
  const { store } = database;
  const nominated = await Promise.all(
    colleges.flatMap((college) =>
      [1, 2].map(async () => {
        const request = aRequest(college.uai);
        await nominate(world.services, await world.member('principal', [college]), request);
        return request.id;
      }),
    ),
  );
  const looked: string[] = [];
  const { openAt } = store.nominations;
  store.nominations.openAt = (place) => (looked.push(place.institution), openAt(place));
  expect(await heal(store, CAMPAIGN.id)).toEqual({ marked: 0, released: 0, served: 0 });
  expect(looked).toEqual([]);
  await store.nominations.unmark(
    { campaign: CAMPAIGN.id, _id: nominated[0]! },
    (await store.units.heldBy(CAMPAIGN.id, nominated[0]!))!,
  );
  expect(await heal(store, CAMPAIGN.id)).toEqual({ marked: 1, released: 0, served: 0 });
  expect(looked).toEqual([colleges[0]!.uai]);

  // One holds a unit and does not know it, another knows of one that is free: the counts agree.
  await store.nominations.unmark(
    { campaign: CAMPAIGN.id, _id: nominated[2]! },
    (await store.units.heldBy(CAMPAIGN.id, nominated[2]!))!,
  );
  await store.units.release(CAMPAIGN.id, nominated[3]!);
  await store.units.model.updateOne(
    { institution: colleges[1]!.uai, state: 'free' },
    { $set: { institution: colleges[2]!.uai } },
  );
  expect(await heal(store, CAMPAIGN.id)).toEqual({ marked: 0, released: 0, served: 0 });
  await heal(store, CAMPAIGN.id, { everywhere: true });
  store.nominations.openAt = openAt;
  expect((await store.nominations.find({ campaign: CAMPAIGN.id, _id: nominated[2]! }))?.unit).toBeDefined();
  expect((await store.nominations.find({ campaign: CAMPAIGN.id, _id: nominated[3]! }))?.unit).toBeUndefined();
});

test('a turn that died between its unit and its mark is told so when the form comes again', async () => {
  await world.opens();
  const college = await world.institution({ quota: 1 });
  const head = await world.member('principal', [college]);
  const request = aRequest(college.uai);
  await nominate(world.services, head, request);
  await database.store.nominations.model.updateOne({ _id: request.id }, { $unset: { unit: 1 } });
  expect(await nominate(world.services, head, request)).toMatchObject({
    asAsked: true,
    standing: { outcome: 'held', remaining: 0 },
  });
  await unitsAddUp(database.store, 1);
});
