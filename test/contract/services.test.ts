import { listInstitutions } from '../../src/services/operations/listInstitutions';
import { nominate } from '../../src/services/nominate';
import { Directory } from '../../src/services/directory';
import { listPupils } from '../../src/services/listPupils';
import { People } from '../../src/services/people/people';
import { ask } from '../../src/services/ask';
import { summariseInstitutions, summariseOperation } from '../../src/services/summarise';
import { withdraw } from '../../src/services/withdraw';
import type { PlainDate } from '../../src/domain/plainDate';
import type { Uai } from '../../src/domain/uai';
import type { Unit } from '../../src/store/unit';
import { createIndexes, missingIndexes } from '../../src/store/indexes';
import { openStore } from '../../src/store/open';
import type { TestDatabase } from '../support/database';
import { aPupil, aRequest } from '../support/pupils';
import { aWorld, CAMPAIGN, loadSpring2020, type World } from '../support/world';

let database: TestDatabase;
let world: World;
beforeEach(async () => void ({ database, world } = await aWorld()));
afterEach(() => database.close());

test('the first operation: 1,400 units over 130 collèges, 5 to 17 each, 400 over 31 circonscriptions; twice changes nothing', async () => {
  const { store } = database;
  await loadSpring2020(world.services);
  const first = await store.units.model.find().sort({ _id: 1 }).lean();
  await loadSpring2020(world.services);
  expect(await store.units.model.find().sort({ _id: 1 }).lean()).toEqual(first);
  const institutions = await world.services.directory.institutions();
  const byInstitution = groups(first);
  const sizes = (kind: string): number[] =>
    [...byInstitution].filter(([uai]) => institutions.get(uai)?.kind === kind).map(([, units]) => units.length);
  const colleges = sizes('college');
  expect([colleges.length, Math.min(...colleges), Math.max(...colleges), colleges.reduce((a, b) => a + b)]).toEqual([
    130, 5, 17, 1400,
  ]);
  const named = [...institutions.values()].filter(({ kind }) => kind === 'circonscription').map(({ name }) => name);
  expect(named.filter((name) => !name.startsWith('Circonscription '))).toEqual([]); // the écoles' labels are not theirs
  const districts = sizes('circonscription');
  expect([districts.length, districts.reduce((a, b) => a + b)]).toEqual([31, 400]);
});

function groups(units: Unit[]): Map<Uai, Unit[]> {
  const found = new Map<Uai, Unit[]>();
  for (const unit of units) found.set(unit.institution!, [...(found.get(unit.institution!) ?? []), unit]);
  return found;
}

test('indexes: missing before the explicit step, there after it, and after it again', async () => {
  expect(await missingIndexes(database.store)).toEqual([]);
  await database.store.connection.collection('units').dropIndex('units_by_state');
  expect(await missingIndexes(database.store)).toEqual(['units.units_by_state']);
  await createIndexes(database.store);
  await createIndexes(database.store);
  expect(await missingIndexes(database.store)).toEqual([]);
});

test('institutions read anew are the same map while nothing in it changed, and another as soon as something did', async () => {
  await world.opens();
  const college = await world.institution();
  await world.institution();
  const { directory } = world.services;
  const first = await directory.institutions();
  world.clock.advance(61_000);
  expect(await directory.institutions()).toBe(first);
  await database.store.institutions.describe([{ institution: { ...college, name: 'Collège Renommé' } }]);
  world.clock.advance(61_000);
  expect((await directory.institutions()).get(college.uai)?.name).toBe('Collège Renommé');
});

test('institutions come in the order of their codes, however they were kept; homonyms are listed by commune', async () => {
  await world.opens();
  const name = 'Collège Jean Jaurès';
  const pantin = await world.institution({ name, commune: 'Pantin', uai: '0932222B' as Uai });
  const villepinte = await world.institution({ name, commune: 'Villepinte', uai: '0931111A' as Uai });
  const bondy = await world.institution({ name, commune: 'Bondy', uai: '0933333C' as Uai });
  const codes = [...(await world.services.directory.institutions()).keys()];
  expect(codes).toEqual([villepinte.uai, pantin.uai, bondy.uai]);
  const coordinator = await world.member('coordinator');
  const { rows } = await ask(world.services, coordinator, { places: [], by: 'institution' });
  expect(rows.map(({ of }) => (of as { institution: { communes: string[] } }).institution.communes[0])).toEqual([
    'Bondy',
    'Pantin',
    'Villepinte',
  ]);
});

test('services ask who acts: each refuses what the role or the institution does not allow', async () => {
  await world.opens();
  const college = await world.institution();
  const other = await world.institution();
  const head = await world.member('principal', [college]);
  const stranger = await world.member('principal', [other]);
  const coordinator = await world.member('coordinator');
  const { services } = world;
  const request = aRequest(college.uai);
  await nominate(services, head, request);
  const refused = { code: 'notAllowed' };
  await expect(nominate(services, stranger, aRequest(college.uai))).rejects.toMatchObject(refused);
  await expect(nominate(services, coordinator, aRequest(college.uai))).rejects.toMatchObject(refused);
  await expect(withdraw(services, stranger, request.id, 'byInstitution')).rejects.toMatchObject(refused);
  await expect(withdraw(services, coordinator, request.id, 'byInstitution')).rejects.toMatchObject(refused);
  await expect(listPupils(services, coordinator)).rejects.toMatchObject(refused);
  await expect(summariseOperation(services, head)).rejects.toMatchObject(refused);
  await expect(summariseInstitutions(services, head, [other])).rejects.toMatchObject(refused);
  await expect(withdraw(services, head, 'nothing', 'byInstitution')).rejects.toMatchObject({
    code: 'unknownNomination',
  });
  expect(await listPupils(services, stranger)).toEqual([]);
});

test('counts: total, used, remaining and waiting, by stream and by institution, the reserve apart', async () => {
  await world.opens();
  const college = await world.institution({ quota: 1 });
  const district = await world.institution({ quota: 4, kind: 'circonscription' });
  await database.store.units.receive([{ _id: 'reserve/1', campaign: 'sim-2020', kind: 'sim', state: 'free' }]);
  const head = await world.member('principal', [college]);
  const coordinator = await world.member('coordinator');
  await nominate(world.services, head, aRequest(college.uai));
  await nominate(world.services, head, aRequest(college.uai));
  const { institutions, reserve } = await summariseOperation(world.services, coordinator);
  expect(institutions.map(({ institution: { uai }, counts }) => ({ uai, ...counts }))).toEqual([
    { uai: college.uai, total: 1, used: 1, remaining: 0, waiting: 1 },
    { uai: district.uai, total: 4, used: 0, remaining: 4, waiting: 0 },
  ]);
  expect(reserve).toBe(1);
  const streams = await ask(world.services, coordinator, { places: [] });
  expect(streams).toMatchObject({ by: 'stream', reserve: 1, all: { total: 5, used: 1, remaining: 4, waiting: 1 } });
  const rows = await summariseInstitutions(world.services, coordinator, [district, college]);
  expect(rows.map(({ counts }) => counts.remaining)).toEqual([4, 0]);
});

test('the same pupil is the same however the name is typed, and another with another birth date', async () => {
  await world.opens();
  const college = await world.institution({ quota: 9 });
  const head = await world.member('principal', [college]);
  const as = (lastName: string, firstName: string, about = {}) =>
    nominate(
      world.services,
      head,
      aRequest(college.uai, { pupil: aPupil({ lastName, firstName, birthDate: '2013-05-12' as PlainDate, ...about }) }),
    );
  expect((await as("L'Hôpital-Ménard", 'Zoé')).outcome).toBe('recorded');
  expect(await as('l’hopital  MENARD', 'ZOE')).toEqual({ outcome: 'duplicate', institution: college.uai });
  expect((await as("L'Hôpital-Ménard", 'Zoé', { birthDate: '2013-05-13' })).outcome).toBe('recorded');
});

test('institutions of before operations had lists are listed once; later, who takes part in nothing stays out', async () => {
  await world.opens();
  const { store } = database;
  const old = await world.institution();
  await store.institutions.leave(CAMPAIGN.id, [old.uai]);
  await store.institutions.model.collection.updateMany({}, { $unset: { campaigns: 1 } });
  await listInstitutions(store);
  const { campaigns: _none, ...another } = await world.institution({ kind: 'lycee', name: 'Lycée Loin' });
  await store.institutions.leave(CAMPAIGN.id, [another.uai]);
  await store.institutions.model.collection.updateOne({ _id: another.uai }, { $unset: { campaigns: 1 } });
  await listInstitutions(store); // as at every start
  const listed = (await store.institutions.all()).map(({ uai, campaigns }) => [uai, campaigns]);
  expect(listed).toEqual([
    [old.uai, [CAMPAIGN.id]],
    [another.uai, undefined],
  ]);
});

test('a nomination that finds a free unit takes five operations, and three that look at what it depends on in that moment', async () => {
  await world.opens();
  const college = await world.institution({ quota: 2 });
  const head = await world.member('principal', [college]);
  const monitored = `${database.uri}${database.uri.includes('?') ? '&' : '?'}monitorCommands=true`;
  const store = await openStore(monitored, database.name);
  const services = { ...world.services, store, directory: new Directory(store, world.clock.now) };
  await services.directory.campaign(head);
  const commands: string[] = [];
  store.connection.getClient().on('commandStarted', ({ commandName }) => commands.push(commandName));
  await nominate(services, head, aRequest(college.uai));
  const depends = ['find', 'find']; // who acts, the operation
  const closed = 'find'; // whether the operation was closed meanwhile
  expect(commands).toEqual([...depends, 'aggregate', 'insert', closed, 'aggregate', 'findAndModify', 'update']);
  await store.close();
});

test('a language that someone chose is kept and known at once', async () => {
  const head = await world.member('principal', [await world.institution()]);
  const people = new People(database.store, world.clock.now);
  const found = (await people.find(head.aadObjectId))!;
  expect(found.language).toBeUndefined();
  await people.speak(found, 'en');
  expect((await people.find(head.aadObjectId))?.language).toBe('en');
  expect(await people.find('nobody')).toBeNull();
});

test('a withdrawal lets go of its own unit alone', async () => {
  await world.opens();
  const college = await world.institution({ quota: 3 });
  const head = await world.member('principal', [college]);
  const requests = [aRequest(college.uai), aRequest(college.uai), aRequest(college.uai)];
  for (const request of requests) await nominate(world.services, head, request);
  await withdraw(world.services, head, requests[1]!.id, 'byInstitution');
  const held = await database.store.units.heldAt({
    campaign: CAMPAIGN.id,
    kind: CAMPAIGN.kind,
    institution: college.uai,
  });
  expect(held.map(({ nomination }) => nomination).sort()).toEqual([requests[0]!.id, requests[2]!.id].sort());
});
