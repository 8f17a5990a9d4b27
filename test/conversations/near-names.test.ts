import { GOOD_ANSWERS, GOOD_FORM, nominatesByCard, Relais } from '../support/relais';

let relais: Relais;
beforeAll(async () => void (relais = await Relais.start()));
afterAll(() => relais.close());
beforeEach(() => relais.clears());

const count = (): Promise<number> => relais.store.nominations.model.countDocuments({ state: 'open' });

test.each([
  ['last and first name swapped', { lastName: 'Inès', firstName: 'Diallo' }],
  ['one first name more', { firstName: 'Inès Awa' }],
  ['another letter', { lastName: 'Dialo' }],
])('%s: the review says so, and the person says which it is', async (_what, about) => {
  const { head, college } = await relais.aCollege();
  await nominatesByCard(head);
  await head.says('nommer');
  await head.clicks('Vérifier', { filling: { ...GOOD_FORM, ...about } });
  head.seesLast(
    new RegExp(`un élève au nom très proche, né le même jour, est déjà nommé : Diallo Inès, 4EB \\(${college.name}\\)`),
  );
  expect(head.buttons().map(({ button }) => button.title)).not.toContain('Confirmer');
  await head.clicks('C’est le même');
  head.seesLast(/rien n’a été enregistré/);
  expect(await count()).toBe(1);

  await head.says('nommer');
  await head.clicks('Vérifier', { filling: { ...GOOD_FORM, ...about } });
  await head.clicks('C’est un autre élève');
  head.seesLast(/C’est enregistré/);
  expect(await count()).toBe(2);
});

test('elsewhere: that there is one, not who nor where', async () => {
  const { head, college } = await relais.aCollege();
  const other = await relais.aCollege();
  await nominatesByCard(head, { lastName: 'Secrète' });
  await other.head.says('nommer');
  await other.head.clicks('Vérifier', { filling: { ...GOOD_FORM, lastName: 'Secrêtes' } });
  other.head.seesLast(/au nom très proche, né le même jour, est déjà nommé par une autre structure/);
  other.head.seesNot(new RegExp(`${college.name}|Secrète Inès`));
});

test('in writing: a yes is not enough, and neither is lost', async () => {
  const { head } = await relais.aCollege();
  await nominatesByCard(head);
  await head.saysAll('nommer', 'Dialla', ...GOOD_ANSWERS.slice(1));
  head.seesLast(/Un autre élève, ou le même \? Écrivez autre/);
  await head.says('oui');
  head.seesLast(/Un autre élève, ou le même/);
  await head.says('non');
  head.seesLast(/Je n’ai pas compris[^]*Un autre élève, ou le même/);
  await head.says('je ne sais pas');
  head.seesLast(/Je n’ai pas compris[^]*Un autre élève, ou le même/);
  expect(await count()).toBe(1);
  await head.says('un autre');
  head.sees(/Inès Dialla a une place/);
  expect(await count()).toBe(2);

  await head.saysAll('nommer', 'Diallu', ...GOOD_ANSWERS.slice(1), 'le même');
  head.seesLast(/rien n’a été enregistré/);
  expect(await count()).toBe(2);
});

test('one who was nominated while the review stood open is asked about at the confirmation', async () => {
  const { head } = await relais.aCollege();
  const other = await relais.aCollege();
  await head.says('nommer');
  await head.clicks('Vérifier', { filling: GOOD_FORM });
  await nominatesByCard(other.head, { lastName: 'Diall' });
  await head.clicks('Confirmer');
  head.seesLast(/est déjà nommé par une autre structure/);
  expect(await count()).toBe(1);
  await head.clicks('C’est un autre élève');
  head.seesLast(/C’est enregistré/);
});

test('what was said of one near pupil is not said of the next', async () => {
  const { head } = await relais.aCollege({ quota: 5 });
  await nominatesByCard(head);
  await head.says('nommer');
  await head.clicks('Vérifier', { filling: { ...GOOD_FORM, lastName: 'Dialla' } });
  const forged = head.click('C’est un autre élève');
  await head.clicks('Corriger');
  await head.clicks('Vérifier', { filling: { lastName: 'Diallu' } });
  const value = { ...(forged.value as object), lastName: 'Diallu', distinct: 'anything' };
  await head.posts({ ...forged, id: 'forged', value });
  head.seesLast(/Un autre élève, ou le même/);
  expect(await count()).toBe(1);
});

test('the same name under another key, as the secret was lost, is asked about', async () => {
  const { head } = await relais.aCollege({ quota: 5 });
  await nominatesByCard(head);
  await relais.store.nominations.model.collection.updateMany({}, { $set: { claim: 'made with another secret' } });
  await head.says('nommer');
  await head.clicks('Vérifier', { filling: GOOD_FORM });
  head.seesLast(/un élève au nom très proche/);
  await head.clicks('C’est le même');
  expect(await count()).toBe(1);
});

test('brothers, sisters and twins with names of their own are nobody’s double', async () => {
  const { head } = await relais.aCollege({ quota: 5 });
  await nominatesByCard(head, { firstName: 'Awa' });
  await nominatesByCard(head, { firstName: 'Moussa' });
  head.seesLast(/C’est enregistré/);
});

test('one pupil written in ways that nobody sees is one nomination', async () => {
  const { head } = await relais.aCollege({ quota: 9 });
  await nominatesByCard(head, { lastName: 'Yıldız', firstName: "Ben'ali" });
  for (const lastName of ['YILDIZ', 'Yildiz', 'Yıl\u200bdız', 'Yil\u3164diz', 'Yıl-dız'])
    for (const firstName of ["Ben'ali", 'Benʼali', 'BENALI']) {
      await head.says('nommer');
      await head.clicks('Vérifier', { filling: { ...GOOD_FORM, lastName, firstName } });
      head.seesLast(/Cet élève est déjà nommé/);
      await head.says('annuler');
    }
  await head.says('nommer');
  await head.clicks('Vérifier', { filling: { ...GOOD_FORM, lastName: 'Y\u0456ldiz' } });
  head.seesLast(/Écrivez ce nom en lettres latines/);
  expect(await count()).toBe(1);
});
