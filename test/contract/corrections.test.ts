/** Corrections under attack: the unit and the rank stay, one identity is one nomination, nothing is corrected once it is withdrawn. */
import { randomUUID } from 'node:crypto';
import { NotAllowed } from '../../src/domain/errors';
import type { Institution } from '../../src/domain/institution';
import type { Member } from '../../src/domain/member';
import type { Pupil } from '../../src/domain/pupil';
import { correct, type Corrected } from '../../src/services/correct';
import { listPupils } from '../../src/services/listPupils';
import { nominate } from '../../src/services/nominate';
import { prospectOf } from '../../src/services/prospect';
import { withdraw } from '../../src/services/withdraw';
import type { TestDatabase } from '../support/database';
import { aPupil, aRequest } from '../support/pupils';
import { aWorld, unitsAddUp, type World, CAMPAIGN } from '../support/world';

const QUOTA = 4;
let database: TestDatabase;
let world: World;
let college: Institution;
let head: Member;
beforeEach(async () => {
  ({ database, world } = await aWorld());
  await world.opens();
  college = await world.institution({ quota: QUOTA });
  head = await world.member('principal', [college]);
});
afterEach(() => database.close());

async function nominated(pupil: Pupil): Promise<string> {
  const request = aRequest(college.uai, { pupil });
  expect(await nominate(world.services, head, request)).toMatchObject({ outcome: 'recorded' });
  return request.id;
}

async function corrected(nomination: string, pupil: Pupil, form: string = randomUUID()): Promise<Corrected> {
  const { need, told } = aRequest(college.uai);
  const { acts = [] } = await database.store.nominations.require({ campaign: CAMPAIGN.id, _id: nomination });
  return correct(world.services, head, { form, nomination, pupil, need, told, acts: acts.length });
}
const outcomes = (all: Corrected[]): string[] => all.map(({ outcome }) => outcome).sort();

test('eight corrected at once to one identity: one gets it, the others are told so', async () => {
  const ids: string[] = [];
  for (let i = 0; i < 8; i++) ids.push(await nominated(aPupil()));
  const before = await listPupils(world.services, head);
  const wanted = aPupil();
  const all = await Promise.all(ids.map((id) => corrected(id, wanted)));
  expect(outcomes(all)).toEqual(['corrected', ...Array.from({ length: 7 }, () => 'duplicate')]);
  const after = await listPupils(world.services, head);
  const placeOf = (listed: typeof after) =>
    new Map(listed.map(({ nomination, rank }) => [nomination._id, [nomination.unit, rank]]));
  expect(placeOf(after)).toEqual(placeOf(before));
  await unitsAddUp(database.store, QUOTA);
});

test('two who take each other’s names: neither is lost, and the identities stay apart', async () => {
  const [a, b] = [aPupil(), aPupil()];
  const [first, second] = [await nominated(a), await nominated(b)];
  expect(outcomes(await Promise.all([corrected(first, b), corrected(second, a)]))).toEqual(['duplicate', 'duplicate']);
  expect(await corrected(first, aPupil())).toMatchObject({ outcome: 'corrected' });
  expect(await corrected(second, a)).toMatchObject({ outcome: 'corrected' }); // the name that the first let go of
});

test('one form sent eight times corrects once', async () => {
  const id = await nominated(aPupil());
  const [form, pupil] = [randomUUID(), aPupil()];
  const all = await Promise.all(Array.from({ length: 8 }, () => corrected(id, pupil, form)));
  expect(outcomes(all)).toEqual(Array.from({ length: 8 }, () => 'corrected'));
  const { acts } = await database.store.nominations.require({ campaign: CAMPAIGN.id, _id: id });
  expect(acts).toHaveLength(1);
  expect(acts![0]).toMatchObject({ form, by: head.id, lines: ['lastName', 'birthDate'] });
  expect(JSON.stringify(acts)).not.toMatch(new RegExp(`${pupil.lastName}|${pupil.birthDate}`)); // never what stood there
});

test('two who correct one pupil at once: one is recorded, the other sees it first; nothing changed is no correction', async () => {
  const pupil = aPupil();
  const id = await nominated(pupil);
  const { need, told } = aRequest(college.uai);
  const request = (about: Partial<Pupil>) => ({
    ...{ form: randomUUID(), nomination: id, pupil: { ...pupil, ...about }, need, told, acts: 0 },
  });
  const both = [request({ className: '3A' }), request({ firstName: 'Lina' })];
  const all = await Promise.all(both.map((each) => correct(world.services, head, each)));
  expect(outcomes(all)).toEqual(['corrected', 'overtaken']);
  expect((await database.store.nominations.require({ campaign: CAMPAIGN.id, _id: id })).acts).toHaveLength(1);
  const { pupil: now } = await database.store.nominations.require({ campaign: CAMPAIGN.id, _id: id });
  expect(await corrected(id, now)).toEqual({ outcome: 'unchanged' });
  expect((await database.store.nominations.require({ campaign: CAMPAIGN.id, _id: id })).acts).toHaveLength(1);
});

test('corrected while it is withdrawn: whichever came first, nobody has the identity afterwards', async () => {
  for (let i = 0; i < 12; i++) {
    const id = await nominated(aPupil());
    const pupil = aPupil();
    const [outcome] = await Promise.all([corrected(id, pupil), withdraw(world.services, head, id, 'byInstitution')]);
    expect(['corrected', 'withdrawn']).toContain(outcome.outcome);
    expect(await database.store.nominations.require({ campaign: CAMPAIGN.id, _id: id })).toMatchObject({
      state: 'withdrawn',
    });
    expect((await database.store.nominations.require({ campaign: CAMPAIGN.id, _id: id })).claim).toBeUndefined();
    await nominated(pupil);
    await withdraw(world.services, head, (await listPupils(world.services, head))[0]!.nomination._id, 'byInstitution');
  }
  await unitsAddUp(database.store, QUOTA);
});

test('who may: the institution’s own people, and nobody else', async () => {
  const id = await nominated(aPupil());
  const stranger = await world.member('principal', [await world.institution()]);
  const reader = await world.member('reader');
  const { need, told } = aRequest(college.uai);
  const request = { form: randomUUID(), nomination: id, pupil: aPupil(), need, told, acts: 0 };
  for (const actor of [stranger, reader])
    await expect(correct(world.services, actor, request)).rejects.toBeInstanceOf(NotAllowed);
  await expect(prospectOf(world.services, stranger, college.uai)).rejects.toBeInstanceOf(NotAllowed);
});

test('what the next pupil would get: a place while there is one, then a rank', async () => {
  const prospects: object[] = [];
  for (let i = 0; i < QUOTA + 2; i++) {
    prospects.push(await prospectOf(world.services, head, college.uai));
    await nominated(aPupil());
  }
  expect(prospects).toEqual([...[4, 3, 2, 1].map((remaining) => ({ remaining })), ...[1, 2].map((rank) => ({ rank }))]);
});
