/** The order of the operations inside an act: another turn comes between two of them, and nothing goes wrong. */
import { nominate } from '../../src/services/nominate';
import { match } from '../../src/services/match';
import { summariseInstitutions, summariseOperation, sumOf } from '../../src/services/summarise';
import { withdraw } from '../../src/services/withdraw';
import type { TestDatabase } from '../support/database';
import { aRequest } from '../support/pupils';
import { aWorld, CAMPAIGN, STAMP, unitsAddUp, withdrawnLine, type World } from '../support/world';

let database: TestDatabase;
let world: World;
beforeEach(async () => {
  ({ database, world } = await aWorld());
  await world.opens();
});
afterEach(() => database.close());

/** The store, where something else happens between two operations of a service. */
function between<Name extends 'nominations' | 'units'>(
  collection: Name,
  operation: keyof World['store'][Name],
  happens: { before?: () => Promise<unknown>; after?: () => Promise<unknown> },
): World['store'] {
  const { store } = world;
  const real = store[collection][operation] as (...args: unknown[]) => Promise<unknown>;
  let first = true;
  const disturbed = async (...args: unknown[]): Promise<unknown> => {
    const mine = first;
    first = false;
    if (mine) await happens.before?.();
    const result = await real(...args);
    if (mine) await happens.after?.();
    return result;
  };
  return { ...store, [collection]: { ...store[collection], [operation]: disturbed } };
}

async function aWaitingPupil() {
  const college = await world.institution({ quota: 0 });
  const head = await world.member('principal', [college]);
  const request = aRequest(college.uai);
  await nominate(world.services, head, request);
  await database.store.units.receive([
    { _id: 'late/1', campaign: CAMPAIGN.id, kind: CAMPAIGN.kind, institution: college.uai, state: 'free' },
  ]);
  return { college, head, request, place: { campaign: CAMPAIGN.id, kind: CAMPAIGN.kind, institution: college.uai } };
}

test('a nomination that is withdrawn between its unit and its mark lets the unit go', async () => {
  const { head, request, place } = await aWaitingPupil();
  const store = between('units', 'hold', {
    after: () =>
      database.store.nominations.close(
        { campaign: CAMPAIGN.id, _id: request.id },
        { at: world.clock.now(), by: head.id, reason: 'byInstitution' },
        withdrawnLine(request.id),
      ),
  });
  expect(await match(store, place, STAMP)).toEqual({ remaining: 1, waiting: [], served: [] });
  await unitsAddUp(database.store, 1);
});

test('a nomination that is withdrawn between the reading of the queue and its unit lets the unit go', async () => {
  const { head, request, place } = await aWaitingPupil();
  const store = between('units', 'hold', {
    before: () =>
      database.store.nominations.close(
        { campaign: CAMPAIGN.id, _id: request.id },
        { at: world.clock.now(), by: head.id, reason: 'byInstitution' },
        withdrawnLine(request.id),
      ),
  });
  expect((await match(store, place, STAMP)).served).toEqual([]);
  await unitsAddUp(database.store, 1);
});

test('a withdrawal closes before it lets go: the unit is not given back to the one who is withdrawn', async () => {
  const college = await world.institution({ quota: 1 });
  const head = await world.member('principal', [college]);
  const [held, waits] = [aRequest(college.uai), aRequest(college.uai)];
  await nominate(world.services, head, held);
  await nominate(world.services, head, waits);
  const place = { campaign: CAMPAIGN.id, kind: CAMPAIGN.kind, institution: college.uai };
  const states: string[] = [];
  const store = between('units', 'release', {
    before: async () =>
      void states.push((await database.store.nominations.find({ campaign: CAMPAIGN.id, _id: held.id }))!.state),
    after: async () => void (await match(database.store, place, STAMP)), // another turn, before this one goes on
  });
  await withdraw({ ...world.services, store }, head, held.id, 'byInstitution');
  expect(states).toEqual(['withdrawn']);
  const unit = await database.store.units.heldBy(CAMPAIGN.id, waits.id);
  expect(unit).not.toBeNull();
  expect(await database.store.units.heldBy(CAMPAIGN.id, held.id)).toBeNull();
  await unitsAddUp(database.store, 1);
});

test('two who take the last unit at once: the other is told so and waits', async () => {
  const college = await world.institution({ quota: 1 });
  const head = await world.member('principal', [college]);
  const rival = aRequest(college.uai);
  const store = between('units', 'hold', { before: () => nominate(world.services, head, rival) });
  const mine = await nominate({ ...world.services, store }, head, aRequest(college.uai));
  expect(mine).toMatchObject({ outcome: 'recorded', standing: { outcome: 'held' } }); // it was there first
  expect(await nominate(world.services, head, rival)).toMatchObject({ standing: { outcome: 'waiting', rank: 1 } });
  await unitsAddUp(database.store, 1);
});

test.each([
  ['before the unit is held', 'nominations', 'queue', { remaining: 1, used: 0, waiting: 0 }],
  ['before the nomination knows its unit', 'nominations', 'mark', { remaining: 0, used: 1, waiting: 0 }],
] as const)(
  'a pupil whose turn is taking the last unit is not told as waiting, %s',
  async (_when, collection, operation, is) => {
    const college = await world.institution({ quota: 1 });
    const head = await world.member('principal', [college]);
    const coordinator = await world.member('coordinator');
    const seen: object[] = [];
    const looks = async (): Promise<void> => {
      const own = await summariseInstitutions(world.services, head, [college]);
      seen.push(sumOf(own), sumOf((await summariseOperation(world.services, coordinator)).institutions));
    };
    const store = between(collection, operation, { before: looks });
    await nominate({ ...world.services, store }, head, aRequest(college.uai));
    expect(seen).toEqual([
      { total: 1, ...is },
      { total: 1, ...is },
    ]);
    await nominate(world.services, head, aRequest(college.uai));
    await looks();
    expect(seen.at(-1)).toEqual({ total: 1, remaining: 0, used: 1, waiting: 1 });
  },
);
