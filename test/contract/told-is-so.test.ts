/** What was told is so, in every process: after closing, suspending or ending a delegation was told, nothing more is recorded, though others keep operations in memory. */
import type { Institution } from '../../src/domain/institution';
import { Directory } from '../../src/services/directory';
import type { ServiceContext } from '../../src/services/context';
import { nominate } from '../../src/services/nominate';
import { propose } from '../../src/services/propose';
import { withdraw } from '../../src/services/withdraw';
import { become } from '../../src/services/operations/changeOperation';
import { changeMember, OPERATOR } from '../../src/services/people/changePeople';
import { revoke } from '../../src/services/people/delegate';
import { People } from '../../src/services/people/people';
import { aRequest } from '../support/pupils';
import type { TestDatabase } from '../support/database';
import { aWorld, CAMPAIGN, type KnownMember, unitsAddUp, type World } from '../support/world';

let database: TestDatabase;
let world: World;
let college: Institution;
let head: KnownMember;
/** Another process on the same database: what it keeps in memory is its own. */
let elsewhere: ServiceContext;
beforeEach(async () => {
  ({ database, world } = await aWorld());
  await world.opens();
  college = await world.institution({ quota: 400 });
  head = await world.member('principal', [college]);
  elsewhere = { ...world.services, directory: new Directory(database.store, world.clock.now) };
  await elsewhere.directory.campaign(head); // read a moment ago
});
afterEach(() => database.close());

const recorded = (): Promise<number> =>
  database.store.nominations.model.collection.countDocuments({ state: { $in: ['open', 'proposed'] } });

test('closed by one process, it takes nothing in another, whatever that has in memory', async () => {
  const request = aRequest(college.uai);
  await nominate(elsewhere, head, request);
  await become(world.services, OPERATOR, CAMPAIGN.id, 'closed');
  await expect(nominate(elsewhere, head, aRequest(college.uai))).rejects.toMatchObject({ code: 'campaignClosed' });
  await expect(
    propose(elsewhere, await world.member('proposer', [college]), aRequest(college.uai)),
  ).rejects.toMatchObject({
    code: 'campaignClosed',
  });
  await expect(withdraw(elsewhere, head, request.id, 'byInstitution')).rejects.toMatchObject({
    code: 'campaignClosed',
  });
  expect(await recorded()).toBe(1);
  await become(world.services, OPERATOR, CAMPAIGN.id, 'open');
  await nominate(elsewhere, head, aRequest(college.uai)); // and opened again, it does at once
  expect(await recorded()).toBe(2);
});

test('closed while two hundred nominate: what is recorded when that is told is all that ever is', async () => {
  const asked = Array.from({ length: 200 }, () => aRequest(college.uai));
  const nominating = Promise.allSettled(asked.map((request) => nominate(elsewhere, head, request)));
  await new Promise((resolve) => setTimeout(resolve, 15));
  await become(world.services, OPERATOR, CAMPAIGN.id, 'closed');
  const told = new Set((await database.store.nominations.model.find({ state: 'open' }).lean()).map(({ _id }) => _id));
  const outcomes = await nominating;
  const done = outcomes.filter(({ status }) => status === 'fulfilled').length;
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'campaignClosed' });
  const open = (await database.store.nominations.model.find({ state: 'open' }).lean()).map(({ _id }) => _id);
  expect(open).toHaveLength(done); // who was told that it is recorded, has it recorded
  expect(open.filter((id) => !told.has(id))).toEqual([]);
  await unitsAddUp(database.store, 400);
});

test('suspended, moved, or without their delegation: what they had begun is not done', async () => {
  const people = new People(database.store, world.clock.now);
  const deputy = await world.member('deputy', [college]);
  await world.delegates(head, deputy, college);
  const began = (await people.find(deputy.aadObjectId))!;
  await nominate(elsewhere, began, aRequest(college.uai));
  await revoke(world.services, head, deputy.id, began.delegations![0]!.id);
  await expect(nominate(elsewhere, began, aRequest(college.uai))).rejects.toMatchObject({ code: 'notAllowed' });
  await changeMember(world.services, OPERATOR, head.id, { role: 'proposer' });
  await expect(nominate(elsewhere, head, aRequest(college.uai))).rejects.toMatchObject({ code: 'notAllowed' });
  await changeMember(world.services, OPERATOR, head.id, { role: 'principal', suspended: true });
  await expect(nominate(elsewhere, head, aRequest(college.uai))).rejects.toMatchObject({ code: 'notAllowed' });
  expect(await recorded()).toBe(1);
});
