/** One service answers every question: by when, where and why, in the schools' own days, and nothing that would tell of a pupil. */
import type { Institution } from '../../src/domain/institution';
import type { Member } from '../../src/domain/member';
import type { Need } from '../../src/domain/need';
import type { Question } from '../../src/domain/question';
import { ask } from '../../src/services/ask';
import type { Of } from '../../src/services/questions/answer';
import { describe as describeInstitution } from '../../src/services/describe';
import { nominate } from '../../src/services/nominate';
import { withdraw } from '../../src/services/withdraw';
import type { TestDatabase } from '../support/database';
import { aRequest } from '../support/pupils';
import { aWorld, type World } from '../support/world';

const HOUR = 3_600_000;
let database: TestDatabase;
let world: World;
let coordinator: Member;
let bondy: Institution;
let stains: Institution;
let empty: Institution;

beforeAll(async () => {
  ({ database, world } = await aWorld());
  await world.opens();
  bondy = await world.institution({ commune: 'Bondy', quota: 2, priority: 'REP' });
  stains = await world.institution({ commune: 'Stains', quota: 9 });
  empty = await world.institution({ commune: 'Stains', quota: 9 });
  coordinator = await world.member('coordinator');
  const nominates = async (place: Institution, need: Need): Promise<string> => {
    const request = aRequest(place.uai, { need });
    await nominate(world.services, await world.member('principal', [place]), request);
    return request.id;
  };
  for (let i = 0; i < 3; i++) await nominates(bondy, 'shelter'); // Monday 16 March 2026, eleven o'clock in Paris
  world.clock.advance(13.5 * HOUR); // still the 16th in UTC, the 17th in Paris
  for (let i = 0; i < 5; i++) await nominates(stains, 'shelter');
  await nominates(stains, 'noAccess');
  world.clock.advance(24 * 7 * HOUR); // a week later
  await nominates(stains, 'noAccess');
  const withdrawn = await nominates(stains, 'noAccess');
  await withdraw(world.services, await world.member('principal', [stains]), withdrawn, 'byInstitution');
});
afterAll(() => database.close());

const keyOf = (of: Of): string => {
  const [value] = Object.values(of) as [string | Institution];
  return typeof value === 'string' ? value : value.uai;
};
const rowsOf = async (question: Partial<Question>): Promise<[string, number | null][]> => {
  const answer = await ask(world.services, coordinator, { places: [], ...question });
  return answer.rows.map(({ of, counts, nominated }) => [
    keyOf(of),
    answer.counted === 'units' ? counts.remaining : nominated,
  ]);
};
const day = (from: string, to = from) => ({ from, to }) as Question['period'];

test('by day: the days of the schools, not of UTC; what was withdrawn is left out', async () => {
  expect(await rowsOf({ by: 'day' })).toEqual([
    ['2026-03-16', 3],
    ['2026-03-17', 6],
    ['2026-03-24', 1],
  ]);
  expect(await rowsOf({ by: 'week' })).toEqual([
    ['2026-03-16', 9],
    ['2026-03-23', 1],
  ]);
});

test('a period: both days included, by place where it is one day', async () => {
  const asked = (period: Question['period'], more: Partial<Question> = {}) =>
    ask(world.services, coordinator, { places: [], measure: 'taken', period, ...more }).then(
      ({ nominated }) => nominated,
    );
  expect(await asked(day('2026-03-16'))).toBe(3);
  expect(await asked(day('2026-03-17'))).toBe(6);
  expect(await asked(day('2026-03-16', '2026-03-17'))).toBe(9);
  expect(await asked(day('2026-03-18', '2026-03-23'))).toBe(0);
  expect(await asked(day('2026-03-01', '2026-03-31'), { places: [{ commune: 'Stains' }] })).toBe(7);
  expect(await asked(day('2026-03-01', '2026-03-31'), { priority: 'REP' })).toBe(3);
});

test('who has not begun, who has nothing left, where somebody waits, the most and those alike', async () => {
  expect(await rowsOf({ only: { is: 'notBegun' } })).toEqual([[empty.uai, 9]]);
  expect(await rowsOf({ only: { is: 'usedUp' } })).toEqual([[bondy.uai, 0]]);
  expect(await rowsOf({ only: { is: 'waiting' } })).toEqual([[bondy.uai, 0]]);
  expect(await rowsOf({ only: { is: 'moreThan', than: 2 } })).toEqual([[empty.uai, 9]]);
  expect(await rowsOf({ only: { is: 'fewerThan', than: 3 } })).toEqual(expect.arrayContaining([[stains.uai, 2]]));
  expect(await rowsOf({ order: 'most', limit: 1 })).toEqual([[empty.uai, 9]]);
  expect(await rowsOf({ order: 'least' })).toEqual([
    [bondy.uai, 0],
    [stains.uai, 2],
    [empty.uai, 9],
  ]);
  expect(await rowsOf({ by: 'commune' })).toEqual([
    ['Bondy', 0],
    ['Stains', 11],
  ]);
});

test('a head is answered of their own alone, whatever is asked', async () => {
  const head = await world.member('principal', [stains]);
  for (const places of [[], [{ uai: bondy.uai }], [{ commune: 'Bondy' }], [{ commune: 'Stains' }]]) {
    const answer = await ask(world.services, head, { places, by: 'institution' });
    expect(answer.institutions.map(({ uai }) => uai)).toEqual([stains.uai]);
    expect(answer.all).toMatchObject({ total: 9, used: 7 });
    expect(answer.leftOut).toBe(places.length > 0);
    expect(answer.rows.map(({ of }) => keyOf(of))).toEqual([stains.uai]);
  }
  await expect(describeInstitution(world.services, head, bondy)).rejects.toMatchObject({ code: 'notAllowed' });
});

test('an institution’s detail: who acts for it, and its weeks', async () => {
  const detail = await describeInstitution(world.services, coordinator, stains);
  expect(detail.people[0]).toEqual({ name: 'Nadia Bensaïd', role: 'principal' });
  expect(detail.weeks).toEqual([
    { week: '2026-03-16', nominated: 6 },
    { week: '2026-03-23', nominated: 1 },
  ]);
});
