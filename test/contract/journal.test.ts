/** The journal under attack: every act has its line and every line its act, whoever carries, how often, and wherever it is ended. */
import { randomUUID } from 'node:crypto';
import { DEEDS, type JournalLine } from '../../src/domain/journal';
import type { Uai } from '../../src/domain/uai';
import { correct } from '../../src/services/correct';
import { accept, decline } from '../../src/services/decide';
import { carry } from '../../src/services/journal/carry';
import { nominate } from '../../src/services/nominate';
import { changeMember, ensureManaged, OPERATOR } from '../../src/services/people/changePeople';
import { propose } from '../../src/services/propose';
import { withdraw } from '../../src/services/withdraw';
import type { TestDatabase } from '../support/database';
import { aPupil, aRequest } from '../support/pupils';
import { aWorld, CAMPAIGN, unitsAddUp, type World } from '../support/world';

let database: TestDatabase;
let world: World;
beforeEach(async () => ({ database, world } = await aWorld()));
beforeEach(() => world.opens());
afterEach(() => database.close());

const QUOTA = 8;
const lines = (): Promise<JournalLine[]> => database.store.journal.model.find().lean();
const whats = (all: readonly JournalLine[], nomination: string): string[] =>
  all.flatMap((line) => (line.nomination === nomination && line.what !== 'placed' ? [line.what] : [])).sort();

async function aSchool() {
  const college = await world.institution({ quota: QUOTA });
  const head = await world.member('principal', [college]);
  return { uai: college.uai, head, cpe: await world.member('proposer', [college]) };
}

test('acts race, carriers race with them: each act has its line once, each unit the line of who was given it', async () => {
  const { uai, head, cpe } = await aSchool();
  const done = new Map<string, string[]>();
  const story = async (uaiOf: Uai, i: number): Promise<void> => {
    const request = aRequest(uaiOf);
    const { id } = request;
    if (i % 3 === 0) {
      await propose(world.services, cpe, request);
      await (i % 2 ? accept : decline)(world.services, head, id);
      done.set(id, ['proposed', i % 2 ? 'accepted' : 'declined']);
    } else {
      await nominate(world.services, head, request);
      done.set(id, ['nominated']);
      if (i % 3 === 1) {
        const { need, told } = request;
        const form = randomUUID();
        await correct(world.services, head, { form, nomination: id, pupil: aPupil(), need, told, acts: 0 });
        await withdraw(world.services, head, id, 'byInstitution');
        done.set(id, ['corrected', 'nominated', 'withdrawn']);
      }
    }
  };
  let isOver = false;
  const carrying = Array.from({ length: 3 }, async () => {
    while (!isOver) await carry(database.store);
  });
  await Promise.all(Array.from({ length: 24 }, (_none, i) => story(uai, i)));
  isOver = true;
  await Promise.all(carrying);
  await carry(database.store);
  const all = await lines();
  for (const [id, acts] of done) expect({ id, acts: whats(all, id) }).toEqual({ id, acts: acts.sort() });
  expect(new Set(all.map(({ _id }) => _id)).size).toBe(all.length);
  const held = await database.store.units.model.find({ state: 'held' }).lean();
  for (const { _id: unit, nomination } of held)
    expect(
      all.filter((line) => line.what === 'placed' && line.unit === unit && line.nomination === nomination),
    ).toHaveLength(1);
  expect(await database.store.nominations.model.countDocuments({ uncarried: true })).toBe(0);
  await unitsAddUp(database.store, QUOTA);
});

test('a carrier that is ended between writing and taking off loses no line and doubles none', async () => {
  const { uai, head } = await aSchool();
  const request = aRequest(uai);
  await nominate(world.services, head, request);
  const ended = {
    ...database.store,
    nominations: { ...database.store.nominations, carried: () => Promise.reject(new Error('killed')) },
  };
  await expect(carry(ended)).rejects.toThrow('killed');
  await withdraw(world.services, head, request.id, 'byInstitution'); // a line more on the same document
  await carry(database.store);
  await carry(database.store);
  expect(whats(await lines(), request.id)).toEqual(['nominated', 'withdrawn']);
});

test('a line that is added while another carrier takes off stays for the next', async () => {
  const { uai, head } = await aSchool();
  const request = aRequest(uai);
  await nominate(world.services, head, request);
  const waiting = await database.store.nominations.uncarried();
  await withdraw(world.services, head, request.id, 'byInstitution');
  await database.store.nominations.carried(waiting); // it knows the first lines alone
  await carry(database.store);
  expect(whats(await lines(), request.id)).toEqual(['nominated', 'withdrawn']);
});

test('lines are as declared, name nobody, and say by whose delegation and in which activity', async () => {
  const { uai, head } = await aSchool();
  const college = (await database.store.institutions.among([uai]))[0]!;
  const deputy = { ...(await world.member('deputy', [college])), activity: 'activity-1' };
  await world.delegates(head, deputy, college);
  const pupil = aPupil({ lastName: 'Anonyme' });
  await nominate(world.services, deputy, aRequest(uai, { pupil }));
  await changeMember(world.services, OPERATOR, deputy.id, { name: 'Autre Nom' });
  await carry(database.store);
  const all = await lines();
  expect(all.find(({ what }) => what === 'nominated')).toMatchObject({
    ...{ by: deputy.id, delegatedBy: head.id, activity: 'activity-1', campaign: CAMPAIGN.id, institution: uai },
  });
  expect(all.find(({ what }) => what === 'memberChanged')).toMatchObject({
    by: 'relais',
    member: deputy.id,
    fields: ['name'],
  });
  const { model } = database.store.journal;
  for (const line of all) {
    await new model(line, undefined, { strict: 'throw' }).validate();
    expect(DEEDS).toContain(line.what);
  }
  expect(JSON.stringify(all)).not.toMatch(/Anonyme|Inès|Autre Nom/);
});

test('two coordinators who suspended one another and were killed before either came back: the last one is restored', async () => {
  const { store } = database;
  const [first, second] = [await world.member('coordinator', [], 'Un'), await world.member('coordinator', [], 'Deux')];
  for (const [i, { id }] of [first, second].entries()) {
    const at = new Date(world.clock.now().getTime() + i);
    const line = { _id: `${id}/s`, what: 'memberSuspended' as const, member: id, by: 'x', at };
    await store.members.change(id, {}, { suspended: true }, line);
  }
  expect((await ensureManaged(world.services))?.id).toBe(second.id);
  expect(await ensureManaged(world.services)).toBeNull();
  expect((await store.members.find(second.id))!.suspended).toBe(false);
});
