/** Several operations at once: chosen once, kept, changed by a sentence; their rules and last days. */
import { type Campaign, usualRules } from '../../src/domain/campaign';
import type { Institution } from '../../src/domain/institution';
import type { PlainDate } from '../../src/domain/plainDate';
import { addOperation, become, changeOperation } from '../../src/services/operations/changeOperation';
import { OPERATOR } from '../../src/services/people/changePeople';
import { GOOD_FORM, nominatesByCard, Relais } from '../support/relais';
import type { Speaker } from '../support/speaker';

let relais: Relais;
let college: Institution;
let head: Speaker;
let tablets: Campaign;
const DAY_MS = 86_400_000;

beforeAll(async () => {
  relais = await Relais.start();
  const { services } = relais.world;
  college = await relais.world.institution({ name: 'Collège des Deux', quota: 3 });
  head = relais.speaker(await relais.world.member('principal', [college]));
  const about = { form: 'tablets', name: 'Tablettes de rentrée', kind: 'tablet' as const, ...usualRules('tablet') };
  tablets = await addOperation(services, OPERATOR, { ...about, delivery: 'Les tablettes arrivent le 20 avril.' });
  await relais.store.institutions.takePart(tablets.id, [college.uai]);
  await relais.store.units.receive(
    Array.from({ length: 2 }, (_none, i) => ({
      ...{ _id: `t/${i}`, campaign: tablets.id, kind: 'tablet' as const },
      ...{ institution: college.uai, state: 'free' as const },
    })),
  );
  await become(services, OPERATOR, tablets.id, 'open');
  await relais.restarts();
});
afterAll(() => relais.close());

const openIn = async (campaign: string) => (await relais.store.nominations.openOf(campaign, [college.uai])).length;

test('asked once, with what was said done after; a pupil may have a card and a tablet', async () => {
  await head.says('nommer');
  head.seesLast(
    /De quelle opération parlez-vous[^]*Tablettes de rentrée\nTablettes, ouverte[^]*Cartes SIM, printemps 2020/,
  );
  await head.clicks('Choisir', { of: 'Tablettes de rentrée' });
  head.seesLast(/Pour une tablette du Collège des Deux/);
  await head.clicks('Vérifier', { filling: { ...GOOD_FORM, need: 'noDevice' } });
  await head.clicks('Confirmer');
  head.seesLast(/une tablette lui revient[^]*1 place/);
  await head.says('quand arrivent les tablettes');
  head.seesLast(/20 avril/);

  await head.says('passe à l’opération des cartes SIM');
  head.sees(/Vous êtes dans l’opération « Cartes SIM, printemps 2020 »/);
  await nominatesByCard(head);
  head.seesLast(/une carte SIM lui revient[^]*2 places/);
  expect([await openIn(tablets.id), await openIn('sim-2020')]).toEqual([1, 1]);
  await relais.restarts();
  await head.says('mes élèves'); // kept
  head.seesLast(/1 élève/);
});

test('a form belongs to its operation: another is not chosen while it is open', async () => {
  await head.says('nommer');
  await head.says('passe à l’opération tablettes de rentrée');
  head.sees(/Une fiche est ouverte dans l’opération où vous êtes[^]*rien n’est perdu/);
  await head.says('annuler');
  await head.says('passe à l’opération tablettes de rentrée');
  head.sees(/Vous êtes dans l’opération « Tablettes de rentrée »/);
  await head.says('passe à l’opération des cartes SIM');
});

test('a last day: on it pupils are nominated, after it no more, and what is recorded can still be withdrawn', async () => {
  const { services } = relais.world;
  await changeOperation(services, OPERATOR, 'sim-2020', { deadline: '2026-03-17' as PlainDate });
  await relais.restarts();
  relais.clock.advance(DAY_MS);
  await nominatesByCard(head, { lastName: 'Dernier', birthDate: '2013-06-01' });
  head.seesLast(/C’est enregistré/);
  relais.clock.advance(DAY_MS);
  await head.says('nommer');
  head.seesLast(/La date limite de cette opération est passée/);
  await head.says('retirer Dernier');
  await head.clicks('Retirer');
  head.seesLast(/ne figure plus sur la liste/);
  await changeOperation(services, OPERATOR, 'sim-2020', { deadline: undefined as never });
  await relais.restarts();
});

test('closed while a form is open: the form ends, and says why; nothing is recorded', async () => {
  const before = await openIn('sim-2020');
  await head.says('nommer');
  await head.clicks('Vérifier', { filling: { ...GOOD_FORM, lastName: 'Tard', birthDate: '2013-07-01' } });
  await become(relais.world.services, OPERATOR, 'sim-2020', 'closed');
  await relais.restarts();
  await head.clicks('Confirmer');
  head.seesLast(/Je ferme la fiche[^]*Cette opération est close/);
  expect(await openIn('sim-2020')).toBe(before);
  await become(relais.world.services, OPERATOR, 'sim-2020', 'open');
  await relais.restarts();
  await nominatesByCard(head, { lastName: 'Tard', birthDate: '2013-07-01' });
  head.seesLast(/C’est enregistré/);
});

test('rules: a proposal is a nomination, and a pupil may be named several times, where an operation says so', async () => {
  await changeOperation(relais.world.services, OPERATOR, tablets.id, { proposals: 'direct', perPupil: 'several' });
  await relais.restarts();
  const cpe = relais.speaker(await relais.world.member('proposer', [college], 'Yasmine Haddou'));
  await cpe.says('nommer');
  await cpe.clicks('Choisir', { of: 'Tablettes de rentrée' });
  await cpe.clicks('Vérifier', { filling: { ...GOOD_FORM, need: 'noDevice' } }); // Inès Diallo has one
  await cpe.clicks('Confirmer');
  cpe.seesLast(/une tablette lui revient/);
  expect(await openIn(tablets.id)).toBe(2);
});
