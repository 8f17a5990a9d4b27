/** A second operation, of another département, set up from nothing but files and by chat alone: opened, shared out, nominated into, moved, closed, purged. */
import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../src/projectRoot';
import { purge } from '../../src/services/rights';
import { parseUai } from '../../src/domain/uai';
import { GOOD_FORM, Relais } from '../support/relais';
import type { Speaker } from '../support/speaker';

let relais: Relais;
let coordinator: Speaker;
beforeAll(async () => {
  relais = await Relais.start();
  coordinator = await relais.aCoordinator();
});
afterAll(() => relais.close());

const DAY_MS = 86_400_000;
const FRESNES = parseUai('0940927X')!;
const CACHAN = parseUai('0940922S')!;
const national = fs.readFileSync(path.join(projectRoot(), 'data/annuaire-94-2026-05.csv'));

const operationOf = async (name: string) => (await relais.store.campaigns.all()).find((each) => each.name === name)!;
const unitsOf = (campaign: string) => relais.store.units.model.find({ campaign }).lean();

test('set up by card: described, its institutions from the national file, a lot received', async () => {
  await coordinator.says('crée une opération de tablettes appelée Tablettes du Val-de-Marne');
  coordinator.seesLast(/Vérifiez l’opération[^]*Collèges, Circonscriptions, Lycées/);
  await coordinator.says('corriger');
  await coordinator.clicks('Vérifier', {
    filling: { levels: 'circonscriptions', perPupil: 'one', proposals: 'decided' },
  });
  coordinator.seesLast(/Vérifiez l’opération[^]*Tablettes du Val-de-Marne[^]*une tablette[^]*Circonscriptions/);
  await coordinator.clicks('Confirmer');
  coordinator.seesLast(/« Tablettes du Val-de-Marne » est en préparation/);

  await coordinator.sendsFile('annuaire.csv', national);
  coordinator.seesLast(
    /Liste de structures : 613 lignes[^]*Tablettes du Val-de-Marne[^]*24 circonscriptions et 613 écoles/,
  );
  await coordinator.clicks('Prendre 637 structures');
  coordinator.seesLast(/C’est fait[^]*24 structures prennent part/);
  const { id } = await operationOf('Tablettes du Val-de-Marne');
  const known = await relais.store.institutions.all();
  expect(known.filter(({ campaigns }) => campaigns?.includes(id))).toHaveLength(24);
  const school = known.find(
    ({ name }) => name === 'Ecole élémentaire Robert Doisneau' || name === 'École élémentaire Robert Doisneau',
  )!;
  expect(school).toMatchObject({ kind: 'ecole', circonscription: FRESNES, department: '094' });
  expect(known.find(({ uai }) => uai === FRESNES)?.name).toBe('Circonscription de Fresnes');

  await coordinator.says('on a reçu 500 tablettes de la Fondation Rothschild');
  coordinator.seesLast(/Recevoir ce lot[^]*500/);
  await coordinator.says('corriger');
  await coordinator.clicks('Prévisualiser', { filling: { announced: '520' } });
  await coordinator.clicks('Confirmer');
  coordinator.seesLast(/500 places reçues[^]*Il reste 500 places dans la réserve/);
  const units = await unitsOf(id);
  expect(units).toHaveLength(500);
  expect(units.every(({ institution, state }) => institution === undefined && state === 'free')).toBe(true);
});

test('before it is opened nobody can nominate in it; two are open: the person chooses once', async () => {
  const college = await relais.world.institution({ name: 'Collège des Deux', quota: 2 });
  const head = relais.speaker(await relais.world.member('principal', [college]));
  await relais.restarts();
  await head.says('nommer');
  head.seesLast(/Pour une carte SIM du Collège des Deux/); // the other is none of theirs
  await head.says('annuler');
  const district = (await relais.store.institutions.among([FRESNES]))[0]!;
  const inspector = relais.speaker(await relais.world.member('inspector', [district], 'Anne Roux'));
  await inspector.says('nommer');
  inspector.seesLast(/Aucune opération n’est ouverte/);
  await coordinator.says('ouvre cette opération');
  coordinator.seesLast(/Ouvrir « Tablettes du Val-de-Marne » \?[^]*24 structures y prennent part/);
  await coordinator.clicks('Ouvrir');
  coordinator.seesLast(/« Tablettes du Val-de-Marne » est ouverte/);

  const other = relais.speaker(await relais.world.member('coordinator', [], 'Paul Autre'));
  await relais.restarts();
  await other.says('ce qui reste');
  other.seesLast(/De quelle opération parlez-vous[^]*Tablettes du Val-de-Marne[^]*Cartes SIM, printemps 2020/);
  await other.clicks('Choisir', { of: 'Tablettes du Val-de-Marne' });
  other.seesLast(/Aucune structure n’a encore de dotation[^]*500/); // what was asked is answered
  await other.says('ce qui reste à Fresnes');
  other.seesLast(/Fresnes/);
  await other.says('passe à l’opération des cartes SIM');
  other.sees(/Vous êtes dans l’opération « Cartes SIM, printemps 2020 »/);
  await other.says('quelle opération');
  other.seesLast(/Cartes SIM, printemps 2020\nla vôtre/);
});

test('shared out: a preview of what changes for whom, then exactly that', async () => {
  await coordinator.says('répartis 240 tablettes à parts égales entre les circonscriptions');
  coordinator.seesLast(
    /Répartir ainsi \?[^]*En tout : 240 places, 24 structures[^]*Réserve : 500 → 260[^]*0 → 10 \(\+10\)[^]*autres structures/,
  );
  await coordinator.clicks('Tout voir (24)');
  coordinator.seesLast(/En tout : 240 places[^]*Page 1 sur 3/);
  await coordinator.clicks('Suite');
  coordinator.seesLast(/Page 2 sur 3/);
  await coordinator.says('oui'); // what it is to is asked again, below the pages
  coordinator.seesLast(/Répartir ainsi \?/);
  await coordinator.says('oui');
  coordinator.seesLast(/240 places réparties[^]*Il reste 260 places dans la réserve/);
  const { id } = await operationOf('Tablettes du Val-de-Marne');
  const counts = new Map<string, number>();
  for (const { institution } of await unitsOf(id))
    counts.set(String(institution), (counts.get(String(institution)) ?? 0) + 1);
  expect([...counts.values()].sort((a, b) => b - a)).toEqual([260, ...Array.from({ length: 24 }, () => 10)]);
});

test('nominated into: a district’s pupil is at a school, and can be in both operations', async () => {
  const inspector = relais.speaker(
    await relais.world.member('inspector', [(await relais.store.institutions.among([FRESNES]))[0]!], 'Luc Vert'),
  );
  await inspector.says('nommer');
  inspector.seesLast(/Pour une tablette de la Circonscription de Fresnes[^]*École/);
  await inspector.clicks('Vérifier', {
    filling: { ...GOOD_FORM, className: 'CE1 A', birthDate: '2018-05-12', need: 'noDevice', school: '0940176F' },
  });
  inspector.seesLast(/École[^]*Robert Doisneau/);
  await inspector.clicks('Confirmer');
  inspector.seesLast(/Inès Diallo a une place : une tablette lui revient[^]*9 places/);
  const { id } = await operationOf('Tablettes du Val-de-Marne');
  const [recorded] = await relais.store.nominations.openOf(id, [FRESNES]);
  expect(recorded).toMatchObject({ school: '0940176F', need: 'noDevice' });
});

test('moved: nothing held is taken, what is short is said, the head sees it', async () => {
  await coordinator.says('déplace 12 tablettes de la circonscription de Fresnes vers la circonscription de Cachan');
  coordinator.seesLast(
    /Déplacer ainsi[^]*En tout : 9 places[^]*Fresnes[^]*10 → 1 \(-9\)[^]*9 places seulement sur 12 demandées/,
  );
  await coordinator.clicks('Confirmer');
  coordinator.seesLast(/9 places déplacées/);
  const { id } = await operationOf('Tablettes du Val-de-Marne');
  const units = await unitsOf(id);
  expect(units.filter(({ institution }) => institution === FRESNES)).toHaveLength(1);
  expect(units.filter(({ institution }) => institution === CACHAN)).toHaveLength(19);
  const [district] = await relais.store.institutions.among([FRESNES]);
  const inspector = relais.speaker(await relais.world.member('inspector', [district!], 'Zoé Blanc'));
  await inspector.says('ce qui reste');
  inspector.seesLast(/0 place|aucune/i);
  await inspector.says('journal');
  inspector.seesLast(/Claire Fontaine a repris 9 places[^]*Besoins constatés/);
});

test('closed: nothing more is nominated; purged in time, the numbers stay', async () => {
  await coordinator.says('il faut clore cette opération');
  await coordinator.clicks('Clore');
  coordinator.seesLast(/est close/);
  const [district] = await relais.store.institutions.among([FRESNES]);
  const inspector = relais.speaker(await relais.world.member('inspector', [district!], 'Léo Gris'));
  await relais.restarts();
  await inspector.says('nommer');
  inspector.seesLast(/Cette opération est close/);
  await inspector.says('mes élèves');
  inspector.seesLast(/Diallo/); // it can still be looked at
  relais.clock.advance(91 * DAY_MS);
  await purge(relais.world.services);
  const { id } = await operationOf('Tablettes du Val-de-Marne');
  expect(await relais.store.nominations.model.countDocuments({ campaign: id, pupil: { $exists: true } })).toBe(0);
  expect(await unitsOf(id)).toHaveLength(500);
  await relais.restarts();
  await coordinator.says('rouvre cette opération');
  await coordinator.clicks('Ouvrir');
  coordinator.seesLast(/ne se rouvre plus/);
});
