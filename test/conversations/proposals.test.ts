/** Who finds a pupil proposes; the head accepts or declines, alone or ten at a time. */
import { GOOD_FORM, nominatesByCard, Relais } from '../support/relais';
import type { Speaker } from '../support/speaker';
import { unitsAddUp } from '../support/world';

let relais: Relais;
beforeAll(async () => void (relais = await Relais.start()));
afterAll(() => relais.close());
beforeEach(() => relais.clears());

async function aSchool(quota = 3) {
  const { head, college } = await relais.aCollege({ quota });
  const cpe = relais.speaker(await relais.world.member('proposer', [college], 'Yasmine Haddou'));
  return { head, college, cpe };
}

const LETTERS = 'ABCDEFGHIJKLMN';
/** Pupils whose names and birth dates are not close. */
async function proposesMany(cpe: Speaker, count: number): Promise<void> {
  for (let i = 0; i < count; i++)
    await nominatesByCard(cpe, {
      ...{
        lastName: `${LETTERS[i]!.repeat(3)}ov`,
        birthDate: `201${1 + (i % 3)}-${String((i % 9) + 1).padStart(2, '0')}-1${i % 7}`,
      },
    });
}

test('a proposal takes no place; accepted in one click it does, and its proposer sees it', async () => {
  const { head, college, cpe } = await aSchool();
  await cpe.says('proposer un élève');
  cpe.seesLast(/Proposer un élève[^]*rien n’est attribué avant/);
  await cpe.clicks('Vérifier', { filling: { ...GOOD_FORM, lastName: 'Repérée' } });
  cpe.seesLast(/rien n’est attribué avant la décision/);
  await cpe.clicks('Confirmer');
  cpe.seesLast(/C’est transmis[^]*Proposition transmise : Inès Repérée/);
  expect(await relais.store.nominations.openOf('sim-2020', [college.uai])).toEqual([]);

  await head.says('bonjour');
  head.seesLast(/Il vous reste 3 places[^]*1 proposition attend votre décision/);
  await head.says('propositions');
  head.seesLast(/1 élève proposé[^]*Repérée Inès[^]*4EB, 12 ans, [^]*par Yasmine Haddou le/);
  await head.clicks('Accepter', { of: 'Repérée' });
  head.seesLast(/Inès Repérée : proposition acceptée, une place lui est réservée/);
  await cpe.says('mes propositions');
  cpe.seesLast(/Vous avez proposé 1 élève[^]*Repérée Inès[^]*acceptée/);
  await unitsAddUp(relais.store, await relais.store.units.model.countDocuments());
});

test('ten are accepted in one click, in the order in which they were proposed; a second click changes nothing', async () => {
  const { head, college, cpe } = await aSchool(4);
  await proposesMany(cpe, 12);
  await head.says('propositions');
  head.seesLast(/12 élèves proposés[^]*Page 1 sur 2/);
  const all = head.click('Accepter les 10');
  await Promise.all([head.posts(all), head.posts({ ...all, id: 'again' })]);
  const open = await relais.store.nominations.openOf('sim-2020', [college.uai]);
  expect(open.map(({ pupil }) => pupil.lastName)).toEqual(
    [...LETTERS.slice(0, 10)].map((letter) => `${letter.repeat(3)}ov`),
  );
  expect(open.filter(({ unit }) => unit !== undefined)).toHaveLength(4);
  await head.says('propositions');
  head.seesLast(/2 élèves proposés/);
  await unitsAddUp(relais.store, await relais.store.units.model.countDocuments());
});

test('a pupil who is accepted waits behind those who were nominated before, whenever they were proposed', async () => {
  const { head, cpe } = await aSchool(1);
  await nominatesByCard(cpe, { lastName: 'Tôt', birthDate: '2012-02-03' });
  await nominatesByCard(head, { lastName: 'Premier', birthDate: '2011-03-04' });
  await nominatesByCard(head, { lastName: 'Second', birthDate: '2013-05-06' });
  head.seesLast(/1er rang/);
  await head.says('accepter Tôt');
  head.seesLast(/Accepter la proposition pour Inès Tôt \?[^]*Rien n’est encore fait/);
  await head.says('oui');
  head.seesLast(/Inès Tôt : proposition acceptée, 2e rang/);
});

test('declined, it can be proposed again, and its proposer sees it', async () => {
  const { head, cpe } = await aSchool();
  await nominatesByCard(cpe, { lastName: 'Dubreuil' });
  await head.saysAll('refuser Dubreuil', 'oui');
  head.seesLast(/Inès Dubreuil : proposition refusée/);
  await cpe.says('mes propositions');
  cpe.seesLast(/Dubreuil Inès[^]*refusée/);
  await nominatesByCard(cpe, { lastName: 'Dubreuil' });
  cpe.seesLast(/C’est transmis/);
});

test('the head who nominates a pupil that was proposed is told to decide', async () => {
  const { head, cpe } = await aSchool();
  await nominatesByCard(cpe, { lastName: 'Déjà' });
  await head.says('nommer');
  await head.clicks('Vérifier', { filling: { ...GOOD_FORM, lastName: 'Déjà' } });
  head.seesLast(/Cet élève vous a déjà été proposé/);
  await cpe.says('proposer');
  await cpe.clicks('Vérifier', { filling: { ...GOOD_FORM, lastName: 'Déjà' } });
  cpe.seesLast(/déjà nommé ou proposé/);
});

test('whoever proposes sees their own alone, and neither counts nor the pupils of the school', async () => {
  const { head, college, cpe } = await aSchool();
  await nominatesByCard(head, { lastName: 'Cachée' });
  const aed = relais.speaker(await relais.world.member('proposer', [college], 'Léo Petit'));
  await nominatesByCard(aed, { lastName: 'Autrui', birthDate: '2011-07-08' });
  for (const said of [
    'mes élèves',
    'voir Cachée',
    'reste',
    'qui attend',
    'retirer Cachée',
    'accepter Autrui',
    'propositions',
    'bonjour',
  ])
    await cpe.says(said);
  cpe.seesNot(/Cachée [^v]|Inès Cachée|Autrui Inès|Inès Autrui|place sur|\d places/);
});

test('a proposal of another school can be neither seen nor decided on', async () => {
  const { cpe } = await aSchool();
  const other = await relais.aCollege();
  await nominatesByCard(cpe, { lastName: 'Loin' });
  const [proposed] = await relais.store.nominations.model.find({ 'pupil.lastName': 'Loin' }).lean();
  for (const act of ['accept', 'decline', 'pupil', 'withdraw']) {
    await other.head.posts(other.head.activity({ value: { act, nomination: proposed!._id } }));
    other.head.seesLast(/Votre rôle ne permet pas cette action/);
  }
  await other.head.says('propositions');
  other.head.seesLast(/Aucune proposition n’attend/);
  expect((await relais.store.nominations.model.findById(proposed!._id))!.state).toBe('proposed');
});

test('those that are shown are declined in one click', async () => {
  const { head, cpe } = await aSchool();
  await proposesMany(cpe, 3);
  await head.says('propositions');
  await head.clicks('Refuser les 3');
  head.seesTimes(/proposition refusée/, 3);
  head.seesLast(/Aucune proposition n’attend/);
});

test('of several one is gone: the others are accepted, and it is said', async () => {
  const { head, cpe } = await aSchool();
  await proposesMany(cpe, 3);
  await head.says('propositions');
  const all = head.click('Accepter les 3');
  await relais.store.nominations.model.deleteOne({ 'pupil.lastName': 'BBBov' });
  await head.posts(all);
  head.seesTimes(/proposition acceptée/, 2);
  head.seesLast(/1 proposition n’existe plus/);
});

test('what is proposed is neither withdrawn nor corrected', async () => {
  const { head, cpe } = await aSchool();
  await nominatesByCard(cpe, { lastName: 'Attendue' });
  const [proposed] = await relais.store.nominations.model.find({ 'pupil.lastName': 'Attendue' }).lean();
  for (const act of ['withdraw', 'amend']) {
    await head.posts(head.activity({ value: { act, nomination: proposed!._id } }));
    head.seesLast(/proposé, pas encore nommé/);
  }
});
