/** Needs, for who does not know the pupils: what every question that can be asked tells, and when. */
import type { Institution } from '../../src/domain/institution';
import { NEEDS, type Need } from '../../src/domain/need';
import { LEFT_OUT } from '../../src/domain/needFigures';
import { GROUPINGS, type Question } from '../../src/domain/question';
import { dayOf, SCHOOLS_TIME_ZONE } from '../../src/domain/plainDate';
import { ask } from '../../src/services/ask';
import { nominate } from '../../src/services/nominate';
import type { Actor } from '../../src/services/authorise';
import { aRequest } from '../support/pupils';
import type { TestDatabase } from '../support/database';
import { aWorld, type KnownMember, type World } from '../support/world';

let database: TestDatabase;
let world: World;
let schools: { place: Institution; head: KnownMember }[];
let unknowing: Actor[];
beforeEach(async () => {
  ({ database, world } = await aWorld());
  await world.opens();
  schools = [];
  for (const commune of ['Bondy', 'Bondy', 'Stains', 'Stains']) {
    const place = await world.institution({ commune, quota: 30 });
    schools.push({ place, head: await world.member('principal', [place]) });
  }
  unknowing = [
    await world.member('coordinator'),
    await world.member('reader'),
    await world.member('deputy', [schools[0]!.place]), // without a delegation
  ];
});
afterEach(() => database.close());

const DAY_MS = 86_400_000;
const nominates = (school: number, need: Need) => {
  const { place, head } = schools[school]!;
  return nominate(world.services, head, aRequest(place.uai, { need }));
};

/** Every question of nominations that a button can carry, over what there is. */
function questions(): Question[] {
  const today = dayOf(world.clock.now(), SCHOOLS_TIME_ZONE);
  const all: Question[] = [];
  for (const need of [undefined, 'shelter' as const])
    for (const by of [undefined, ...GROUPINGS])
      for (const only of [
        undefined,
        { is: 'moreThan', than: 0 },
        { is: 'fewerThan', than: 1 },
        { is: 'notBegun' },
      ] as const)
        for (const period of [undefined, { from: today, to: today }])
          for (const places of [
            [],
            [{ uai: schools[0]!.place.uai }],
            [{ commune: 'Bondy' }],
            [{ commune: 'Bondy' }, { commune: 'Stains' }],
          ])
            for (const order of [undefined, 'least' as const])
              all.push({
                places,
                measure: 'taken',
                ...(need && { need }),
                ...(by && { by }),
                ...(only && { only }),
                ...(period && { period }),
                ...(order && { order, limit: 1 }),
              });
  return all;
}

/** All that they are told, by question. */
async function told(): Promise<string[]> {
  const answers: string[] = [];
  for (const actor of unknowing)
    for (const question of questions()) {
      const { nominated, rows, needs, all } = await ask(world.services, actor, question);
      if ((question.need ?? (question.by === 'need' || undefined)) !== undefined) expect(needs).toBeDefined();
      answers.push(JSON.stringify([actor.role, question, needs, nominated, rows, all]));
    }
  return answers;
}

/** The same pupils with other needs, as if the heads had chosen otherwise. */
async function otherNeeds(): Promise<void> {
  for (const { _id, need } of await database.store.nominations.model.find().lean())
    await database.store.nominations.model.updateOne(
      { _id },
      { $set: { need: NEEDS[(NEEDS.indexOf(need) + 1) % NEEDS.length]! } },
    );
}

test('no answer to any question depends on what anybody’s need is, on the day itself', async () => {
  for (let i = 0; i < 14; i++) await nominates(i % 4, i % 3 ? 'noAccess' : 'shelter');
  const before = await told();
  await otherNeeds();
  expect(await told()).toEqual(before);
  world.clock.advance(DAY_MS);
  await told(); // the figures of the night are made
  const night = await told();
  await nominates(0, 'shelter');
  await otherNeeds();
  const needsOnly = (answers: string[]): string[] => answers.filter((each) => each.includes('"told"'));
  expect(needsOnly(await told())).toEqual(needsOnly(night)); // the next nomination changes nothing of them
});

test('of a stream, of the night before, in fives, once ten more of three institutions are nominated', async () => {
  const [coordinator] = unknowing as [Actor];
  const shelter = async (): Promise<number | null> =>
    (await ask(world.services, coordinator, { places: [], need: 'shelter' })).nominated;
  for (let i = 0; i < 40; i++) await nominates(i % 4, 'shelter');
  expect(await shelter()).toBe(0); // not yet night
  world.clock.advance(DAY_MS);
  const first = (await shelter())!;
  expect(first % 5).toBe(0);
  expect(first).toBeGreaterThanOrEqual(15); // as many as can be elsewhere than in one school
  expect(first).toBeLessThanOrEqual(25);
  for (let i = 0; i < 9; i++) await nominates(i % 4, 'shelter');
  world.clock.advance(DAY_MS);
  expect(await shelter()).toBe(first); // nine are too few
  for (let i = 0; i < 16; i++) await nominates(i % 4, 'shelter');
  world.clock.advance(DAY_MS);
  const later = await Promise.all([shelter(), shelter(), shelter()]);
  expect(new Set(later).size).toBe(1); // the same for all who ask at once
  expect(later[0]).toBeGreaterThan(first);
  const rows = (await ask(world.services, coordinator, { places: [], by: 'need' })).rows;
  expect(rows.map(({ of }) => ('need' in of ? of.need : null))).toContain('shelter');
  expect((await ask(world.services, coordinator, { places: [], by: 'need' })).nominated).toBeNull(); // no total beside its parts
  expect(LEFT_OUT).toBe(10);
});

test('who knows the pupils is told of their own, of today', async () => {
  await nominates(0, 'shelter');
  const { head, place } = schools[0]!;
  expect((await ask(world.services, head, { places: [], need: 'shelter' })).nominated).toBe(1);
  const deputy = await world.member('deputy', [place]);
  expect((await ask(world.services, deputy, { places: [], need: 'shelter' })).needs).toBe('notTold');
});
