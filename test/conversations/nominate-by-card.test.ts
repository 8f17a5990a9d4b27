import { GOOD_FORM, nominatesByCard, Relais } from '../support/relais';

let relais: Relais;
beforeAll(async () => void (relais = await Relais.start()));
afterAll(() => relais.close());
beforeEach(() => relais.clears());

test('a pupil nominated by card: one card, from form to result, in place', async () => {
  const { head, college } = await relais.aCollege({ quota: 5 });
  await head.says('nommer');
  const before = head.screen().length;
  await head.clicks('Vérifier', { filling: GOOD_FORM });
  head.seesLast(/Vérifiez avant de confirmer/);
  await head.clicks('Confirmer');
  expect(head.screen()).toHaveLength(before);
  head.seesLast(/C’est enregistré[^]*Inès Diallo a une place[^]*Il reste 4 places/);
  const titles = head.buttons().map(({ button }) => button.title);
  expect(titles).toEqual(['Nommer un autre élève', 'Nommer un frère ou une sœur', 'Mes élèves']);
  await head.clicks('Nommer un autre élève');
  head.seesLast(new RegExp(`du ${college.name}`));
});

test('every bad answer is explained at its field and kept; the good ones are not asked again', async () => {
  const { head } = await relais.aCollege();
  await head.says('nommer');
  const filling = { ...GOOD_FORM, lastName: 'D1allo', className: 'CM2', toldHow: '' };
  await head.clicks('Vérifier', { filling });
  const form = head.lastMessage();
  expect(form).toMatch(/À compléter ou à corriger : Nom de famille, Classe, Famille informée par/);
  expect(form).toMatch(/Nom de famille \(obligatoire\)\n⚠ Un nom ne contient pas de chiffres/);
  expect(form).toMatch(/Classe \(obligatoire\)\n⚠ C’est une classe d’école/);
  expect(form).toMatch(
    /Famille informée par \(obligatoire\)[^]*⚠ Famille informée par : cette réponse est obligatoire/,
  );
  const [{ card } = { card: {} }] = head.buttons();
  expect(JSON.stringify(card)).toMatch(/"value":"D1allo"[^]*"value":"Inès"/);
  await head.clicks('Vérifier', { filling: { lastName: 'Diallo', className: '4EB' } });
  head.seesLast(/À compléter ou à corriger : Famille informée par/);
  await head.says('courrier');
  head.seesLast(/Vérifiez avant de confirmer/);
});

test('card and typing are mixed at any point, in both directions', async () => {
  const { head } = await relais.aCollege();
  await head.saysAll('nommer', 'Traoré');
  await head.clicks('Vérifier', { filling: { firstName: 'Moussa', birthDate: '2012-11-03' } });
  head.seesLast(/À compléter ou à corriger : Classe, Besoin/);
  await head.says('3EA');
  await head.clicks('Vérifier', { filling: { need: 'shared', toldOn: '2026-03-10' } });
  head.seesLast(/À compléter ou à corriger : Famille informée par/);
  await head.says('3');
  head.seesLast(/Traoré[^]*Moussa[^]*3EA[^]*Accès partagé/);
  await head.clicks('Corriger');
  await head.says('besoin');
  await head.says('forfait');
  head.seesLast(/Forfait épuisé/);
  await head.clicks('Confirmer');
  head.sees(/Moussa Traoré a une place/);
});

test('a date from the picker and a date that a phone sent as text are both read', async () => {
  const { head } = await relais.aCollege();
  await head.says('nommer');
  await head.clicks('Vérifier', { filling: { ...GOOD_FORM, birthDate: '31/04/2013' } });
  head.seesLast(/Date de naissance \(obligatoire\)\n⚠ Cette date n’existe pas/);
  await head.clicks('Vérifier', { filling: { birthDate: '30/04/2013' } });
  head.seesLast(/30 avril 2013/);
  await head.clicks('Annuler');
  head.seesLast(/C’est annulé : rien n’a été enregistré/);
});

test('buttons of an old card answer sensibly and change nothing', async () => {
  const { head, college } = await relais.aCollege();
  await head.says('nommer');
  await head.clicks('Vérifier', { filling: GOOD_FORM });
  const confirm = head.click('Confirmer');
  await head.posts(confirm);
  await head.posts({ ...confirm, id: 'again' });
  head.seesLast(/C’est enregistré[^]*Inès Diallo a une place/);
  await head.says('nommer');
  const left = head.click('Vérifier', { filling: GOOD_FORM });
  await head.says('annuler');
  await head.posts(left);
  head.seesLast(/Cette fiche n’est plus active : ce bouton n’a rien changé/);
  await head.posts(head.activity({ value: { act: 'erase' } }));
  head.sees(/n’est plus active/);
  expect(await relais.store.nominations.model.countDocuments({ institution: college.uai })).toBe(1);
});

test('an old button in the middle of a new form leaves the form where it was', async () => {
  const { head } = await relais.aCollege();
  await nominatesByCard(head);
  await head.saysAll('nommer', 'Petit');
  await head.clicks('Mes élèves');
  head.sees(/1 élève nommé/);
  head.seesLast(/Nous en étions là[^]*prénom/);
  await head.says('nommer');
  head.seesLast(/Nommer un élève[^]*Quel est son prénom/);
});

test('a forged click is not believed: operators, arrays, somebody else’s institution', async () => {
  const { head, college } = await relais.aCollege();
  const other = await relais.aCollege();
  await head.says('nommer');
  const form = head.click('Vérifier', { filling: GOOD_FORM });
  const value = {
    ...(form.value as object),
    lastName: { $ne: null },
    firstName: ['Inès'],
    institution: other.college.uai,
  };
  await head.posts({ ...form, value });
  head.seesLast(/À compléter ou à corriger : Nom de famille, Prénom/);
  await head.clicks('Vérifier', { filling: { lastName: 'Diallo', firstName: 'Inès' } });
  await head.clicks('Confirmer');
  const [nomination] = await relais.store.nominations.model
    .find({ institution: [college.uai] as never })
    .lean()
    .catch(() => []);
  expect(nomination).toBeUndefined();
  expect(await relais.store.nominations.model.countDocuments({ institution: college.uai })).toBe(1);
  expect(await relais.store.nominations.model.countDocuments({ institution: other.college.uai })).toBe(0);
});

test('an Action.Execute is answered like a submitted card', async () => {
  const { head } = await relais.aCollege();
  await head.says('nommer');
  const clicked = head.click('Vérifier', { filling: GOOD_FORM });
  const data: unknown = clicked.value;
  const invoke = {
    type: 'invoke',
    name: 'adaptiveCard/action',
    replyToId: clicked.replyToId,
    value: { action: { type: 'Action.Execute', data } },
  };
  const { status, body } = await head.posts(head.activity(invoke as never));
  expect({ status, body }).toMatchObject({ status: 200, body: { statusCode: 200 } });
  head.seesLast(/Vérifiez avant de confirmer/);
});

test('a card that can no longer be replaced is sent anew', async () => {
  const { head } = await relais.aCollege();
  await head.says('nommer');
  relais.connector.failures.push({ method: 'PUT', status: 404 });
  await head.clicks('Vérifier', { filling: GOOD_FORM });
  head.seesLast(/Vérifiez avant de confirmer/);
  await head.clicks('Confirmer');
  head.seesLast(/C’est enregistré/);
});

test('a form that was left open for 30 days is closed, and keeps nothing of its pupil', async () => {
  const { head } = await relais.aCollege();
  await head.says('nommer');
  await head.clicks('Vérifier', { filling: { ...GOOD_FORM, lastName: 'Oubliée' } });
  const stateOf = async (): Promise<string> =>
    (await relais.store.conversations.read(`msteams/conversations/${head.conversation}/`))!.state;
  expect(await stateOf()).toContain('Oubliée');
  relais.clock.advance(31 * 86_400_000);
  await head.says('aide');
  head.sees(/restée ouverte plus de 30 jours/);
  expect(await stateOf()).not.toContain('Oubliée');
  relais.clock.advance(-31 * 86_400_000);
});
