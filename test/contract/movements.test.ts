/** Movements of units under attack: the units add up at every instant, whatever races with them and wherever they are killed. */
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { setImmediate as breath } from 'node:timers/promises';
import type { Institution } from '../../src/domain/institution';
import { askedOf, doneOf, type End, type Leg, type Movement, type MovementKind } from '../../src/domain/movement';
import { nominate } from '../../src/services/nominate';
import { carryOut, finishMovements } from '../../src/services/movements/carryOut';
import { planMove, planRelief, planSuggestions, planTakingBack } from '../../src/services/movements/move';
import { isPlan, type Plan, type PlanProblem } from '../../src/services/movements/plan';
import { planByList, planSharing } from '../../src/services/movements/share';
import { start } from '../../src/services/movements/start';
import { readJournal } from '../../src/services/journal/readJournal';
import { heal } from '../../src/services/heal';
import { withdraw } from '../../src/services/withdraw';
import { NotAllowed } from '../../src/domain/errors';
import type { TestDatabase } from '../support/database';
import { aRequest } from '../support/pupils';
import { aWorld, CAMPAIGN, type KnownMember, unitsAddUp, type World } from '../support/world';

let database: TestDatabase;
let world: World;
let coordinator: KnownMember;
beforeEach(async () => {
  ({ database, world } = await aWorld());
  await world.opens();
  coordinator = await world.member('coordinator');
});
afterEach(() => database.close());

const begin = (kind: MovementKind, legs: Leg[], id: string = randomUUID()): Promise<Movement> =>
  start(world.services, coordinator, { id, kind, reason: 'correction', legs });

async function moves(kind: MovementKind, legs: Leg[]): Promise<Movement> {
  const { id } = await begin(kind, legs);
  return (await carryOut(world.services, id))!;
}

const receive = (count: number) => moves('receive', [{ from: 'outside', to: 'reserve', count }]);

/** Free units by where they are; `reserve` too. */
async function free(): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { institution, free: count } of await database.store.counts.places(CAMPAIGN.id))
    counts.set(institution ?? 'reserve', count);
  return counts;
}

const planned = (plan: Plan | PlanProblem): Plan => {
  if (!isPlan(plan)) throw new Error(plan.problem);
  return plan;
};

/** Counts all units again and again until it is told to stop: a reading that finds another number fails. */
function watches(total: number): { ends(): Promise<number> } {
  let isOver = false;
  let readings = 0;
  const watching = (async () => {
    while (!isOver) {
      const places = await database.store.counts.places(CAMPAIGN.id);
      const sum = places.reduce((all, { free: count, held, retired }) => all + count + held + retired, 0);
      expect(sum).toBe(total);
      readings++;
      await breath();
    }
  })();
  return {
    async ends() {
      isOver = true;
      await watching;
      return readings;
    },
  };
}

const colleges = async (quotas: number[]): Promise<Institution[]> => {
  const made: Institution[] = [];
  for (const quota of quotas) made.push(await world.institution({ quota }));
  return made;
};

test('a lot is received once, whoever receives it and however often; its lines say by whom and how many', async () => {
  const legs: Leg[] = [{ from: 'outside', to: 'reserve', count: 1_200 }];
  const { id } = await begin('receive', legs);
  await begin('receive', [{ from: 'outside', to: 'reserve', count: 5 }], id); // what was asked first holds
  await Promise.all(Array.from({ length: 4 }, () => carryOut(world.services, id)));
  expect(await database.store.units.count({ campaign: CAMPAIGN.id })).toBe(1_200);
  const { lines } = await readJournal(world.services, coordinator, { places: [] });
  expect(lines.map(({ line: { what, count, by } }) => ({ what, count, by }))).toEqual([
    { what: 'unitsReceived', count: 1_200, by: coordinator.id },
  ]);
});

test('six processes carry out the same share, killed at random: each school has exactly its share, and one line', async () => {
  const schools = await colleges([0, 0, 0, 0, 0]);
  await receive(900);
  const legs = schools.map(({ uai }, i): Leg => ({ from: 'reserve', to: uai, count: 100 + i * 20 }));
  const { id } = await begin('share', legs);
  const watch = watches(900);
  const killed = Array.from({ length: 6 }, async () => {
    const stop = new AbortController();
    let steps = Math.floor(Math.random() * 2);
    await carryOut(world.services, id, { stopped: stop.signal, tell: () => void (steps-- > 0 || stop.abort()) });
  });
  await Promise.all(killed);
  await finishMovements(world.services);
  expect(await watch.ends()).toBeGreaterThan(0);
  expect(await database.store.movements.running()).toEqual([]);
  expect(await free()).toEqual(
    new Map<string, number>([['reserve', 200], ...legs.map(({ to, count }) => [to, count] as const)]),
  );
  const given = (await readJournal(world.services, coordinator, { places: [] })).lines.filter(
    ({ line }) => line.what === 'unitsGiven',
  );
  expect(given.map(({ line }) => line.count).sort()).toEqual([100, 120, 140, 160, 180]);
  const told = await database.store.outbox.model.find().lean();
  expect(told.map(({ what, institution, count }) => ({ what, institution, count }))).toEqual(
    expect.arrayContaining(legs.map(({ to, count }) => ({ what: 'unitsGiven', institution: to, count }))),
  );
  expect(told).toHaveLength(5);
  await unitsAddUp(database.store, 900);
});

test('moves race with nominations and withdrawals: nothing held is taken, no one is served twice, the units add up', async () => {
  const schools = await colleges([20, 20, 4]);
  const [from, to, small] = schools as [Institution, Institution, Institution];
  const heads = await Promise.all(schools.map((school) => world.member('principal', [school])));
  const watch = watches(44);
  const nominating = heads.flatMap((head) =>
    Array.from({ length: 12 }, async (_none, i) => {
      const request = aRequest(head.institutions[0]!);
      await nominate(world.services, head, request);
      if (i % 3 === 0) await withdraw(world.services, head, request.id, 'byInstitution');
    }),
  );
  const moving = [
    moves('move', [{ from: from.uai, to: to.uai, count: 15 }]),
    moves('move', [{ from: to.uai, to: small.uai, count: 15 }]),
    moves('move', [{ from: from.uai, to: 'reserve', count: 5 }]),
    moves('retire', [{ from: to.uai, to: 'outside', count: 3 }]),
  ];
  const [, ...done] = await Promise.all([Promise.all(nominating), ...moving]);
  await watch.ends();
  await heal(database.store, CAMPAIGN.id, { everywhere: true });
  for (const { legs } of done) expect(doneOf(legs)).toBeLessThanOrEqual(askedOf(legs));
  const retired = await database.store.units.count({ campaign: CAMPAIGN.id, state: 'retired' });
  expect(retired).toBe(doneOf(done[3]!.legs));
  const units = (await database.store.units.model.find().lean()).filter(({ state }) => state !== 'retired');
  expect(units.length + retired).toBe(44);
  const open = await database.store.nominations.model.find({ state: 'open' }).lean();
  const holders = units.flatMap(({ nomination }) => nomination ?? []);
  expect(new Set(holders).size).toBe(holders.length);
  expect(
    open
      .filter(({ unit }) => unit)
      .map(({ _id }) => _id)
      .sort(),
  ).toEqual(holders.sort());
});

test('any sequence of movements: what was received is where it should be, and nothing is anywhere twice', async () => {
  const schools = (await colleges([0, 0, 0])).map(({ uai }) => uai);
  const ends: End[] = ['reserve', ...schools];
  const leg = fc.record({ from: fc.nat(3), to: fc.nat(4), count: fc.integer({ min: 1, max: 9 }) });
  await receive(20);
  const model = new Map<string, number>([['reserve', 20]]);
  let retired = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(leg, { minLength: 1, maxLength: 4 }), async (steps) => {
      for (const { from: start, to: end, count } of steps) {
        const [from, to] = [ends[start]!, ends[end] ?? ('outside' as const)];
        if (from === to) continue;
        const ended = await moves('move', [{ from, to, count }]);
        const went = Math.min(count, model.get(from) ?? 0);
        expect(doneOf(ended.legs)).toBe(went);
        model.set(from, (model.get(from) ?? 0) - went);
        if (to === 'outside') retired += went;
        else model.set(to, (model.get(to) ?? 0) + went);
      }
      const now = await free();
      for (const end of ends) expect(now.get(end) ?? 0).toBe(model.get(end) ?? 0);
      expect(await database.store.units.count({ campaign: CAMPAIGN.id, state: 'retired' })).toBe(retired);
    }),
    { numRuns: 12 },
  );
});

test('sharing out by pupils, need, who waits and a list; within bounds; what cannot be is said', async () => {
  const [large, poor, none] = (await colleges([0, 0, 0])) as [Institution, Institution, Institution];
  await database.store.institutions.describe([
    { institution: { ...large, pupils: 600, ips: 110 } },
    { institution: { ...poor, pupils: 300, ips: 80 } },
  ]);
  world.services.directory.forget();
  await receive(90);
  const shares = async (...args: Parameters<typeof planSharing> extends [unknown, unknown, infer S] ? [S] : never) => {
    const plan = await planSharing(world.services, coordinator, args[0]);
    if (!isPlan(plan)) return plan;
    return Object.fromEntries(plan.legs.map(({ to, count }) => [to, count]));
  };
  expect(await shares({ by: 'pupils' })).toEqual({ [large.uai]: 60, [poor.uai]: 30 });
  expect(await shares({ by: 'need' })).toEqual({ [large.uai]: 30, [poor.uai]: 60 }); // 600 x 10, 300 x 40
  expect(await shares({ by: 'equal', count: 10 })).toEqual({ [large.uai]: 4, [poor.uai]: 3, [none.uai]: 3 });
  expect(await shares({ by: 'pupils', min: 5, max: 50 })).toEqual({ [large.uai]: 50, [poor.uai]: 35, [none.uai]: 5 });
  expect(await shares({ by: 'equal', max: 10 })).toEqual({ [large.uai]: 10, [poor.uai]: 10, [none.uai]: 10 });
  expect(await shares({ by: 'equal', min: 31 })).toEqual({ problem: 'tooFew', needed: 93, there: 90 });
  expect(await shares({ by: 'pupils', over: ({ uai }) => uai === none.uai })).toEqual({ problem: 'nothingToShareBy' });
  expect(await shares({ by: 'waiting' })).toEqual({ problem: 'nobodyWaits' });
  expect(planned(await planByList(world.services, coordinator, new Map([[poor.uai, 7]]))).total).toBe(7);
  expect(await planByList(world.services, coordinator, new Map([[poor.uai, 91]]))).toMatchObject({ problem: 'tooFew' });
  const head = await world.member('principal', [none]);
  for (let i = 0; i < 3; i++) await nominate(world.services, head, aRequest(none.uai));
  expect(await shares({ by: 'waiting' })).toEqual({ [none.uai]: 3 });
});

test('taken back from a day on, or below a rate; where somebody waits nothing is taken', async () => {
  const [idle, busy, full] = (await colleges([5, 5, 1])) as [Institution, Institution, Institution];
  const [busyHead, fullHead] = [await world.member('principal', [busy]), await world.member('principal', [full])];
  await nominate(world.services, busyHead, aRequest(busy.uai));
  for (let i = 0; i < 2; i++) await nominate(world.services, fullHead, aRequest(full.uai));
  const taken = async (what: Parameters<typeof planTakingBack>[2]) => {
    const plan = await planTakingBack(world.services, coordinator, what);
    return isPlan(plan) ? Object.fromEntries(plan.legs.map(({ from, count }) => [from, count])) : plan.problem;
  };
  const today = world.clock.now().toISOString().slice(0, 10) as never;
  expect(await taken({ since: today })).toEqual({ [idle.uai]: 5 });
  await receive(2);
  await moves('move', [{ from: 'reserve', to: idle.uai, count: 2 }]);
  expect(await taken({ since: today })).toBe('nothingUnused'); // given today: there was no time to use them
  await moves('move', [{ from: idle.uai, to: 'outside', count: 2 }]);
  expect(await taken({ below: 50 })).toEqual({ [idle.uai]: 5, [busy.uai]: 4 });
  expect(await taken({ below: 10 })).toEqual({ [idle.uai]: 5 });
  expect(await taken({ over: ({ uai }) => uai === full.uai })).toBe('nothingUnused');
  const plan = planned(await planTakingBack(world.services, coordinator, { below: 50 }));
  await moves('takeBack', plan.legs);
  expect(await taken({ below: 50 })).toBe('nothingUnused');
  expect((await free()).get('reserve')).toBe(9);
});

test('the reserve goes to those who wait longest, and suggestions serve most with the fewest schools touched', async () => {
  const schools = (await colleges([0, 0, 6, 2])) as [Institution, Institution, Institution, Institution];
  const [first, second, rich, poor] = schools;
  const heads = [await world.member('principal', [first]), await world.member('principal', [second])] as const;
  for (const head of [heads[1], heads[0], heads[0], heads[1], heads[1]]) {
    world.clock.advance(1_000);
    await nominate(world.services, head, aRequest(head.institutions[0]!));
  }
  expect(planned(await planSuggestions(world.services, coordinator)).legs).toEqual([
    { from: rich.uai, to: second.uai, count: 3 },
    { from: rich.uai, to: first.uai, count: 2 },
  ]);
  await receive(2);
  const relief = planned(await planRelief(world.services, coordinator, {}));
  expect(Object.fromEntries(relief.legs.map(({ to, count }) => [to, count]))).toEqual({
    [second.uai]: 1,
    [first.uai]: 1,
  });
  await moves('relieve', relief.legs);
  const rest = planned(await planSuggestions(world.services, coordinator));
  expect(rest.legs.map(({ from }) => from)).not.toContain(poor.uai);
  const district = await world.institution({ kind: 'circonscription', quota: 0 });
  const inspector = await world.member('inspector', [district]);
  await nominate(world.services, inspector, aRequest(district.uai));
  // A district's pupil gets nothing of what was given for collégiens.
  expect(planned(await planSuggestions(world.services, coordinator)).legs).toEqual(rest.legs);
  await moves('rebalance', rest.legs);
  expect(await planSuggestions(world.services, coordinator)).toEqual({ problem: 'nothingFree' });
  await unitsAddUp(database.store, 10);
  const { lines } = await readJournal(world.services, heads[0], { places: [{ uai: first.uai }] });
  expect(lines.map(({ line }) => line.what)).toContain('placed');
});

test('only who steers can; a school of another operation is nobody’s here', async () => {
  const [own] = (await colleges([3])) as [Institution];
  const head = await world.member('principal', [own]);
  await expect(planMove(world.services, head, { from: own.uai, to: 'reserve' })).rejects.toThrow(NotAllowed);
  await expect(start(world.services, head, { id: 'x', kind: 'move', reason: 'need', legs: [] })).rejects.toThrow(
    NotAllowed,
  );
  await database.store.institutions.leave(CAMPAIGN.id, [own.uai]);
  world.services.directory.forget();
  expect(await planMove(world.services, coordinator, { from: own.uai, to: 'reserve' })).toEqual({ problem: 'nobody' });
});
