/** Who did what: each act with its line, none without; filtered by school, person, day; nothing of a pupil in it. */
import { nominatesByCard, Relais } from '../support/relais';

let relais: Relais;
beforeAll(async () => void (relais = await Relais.start()));
afterAll(() => relais.close());
beforeEach(() => relais.clears());

const DAY_MS = 86_400_000;

test('a head reads their own school’s acts; a coordinator all of them, by school, by person and by day', async () => {
  const { head, principal } = await relais.aCollege({ name: 'Collège Colette', commune: 'Pantin', quota: 2 });
  await relais.store.members.model.updateOne({ _id: principal.id }, { $set: { name: 'Odile Chartrain' } });
  const other = await relais.aCollege({ name: 'Collège Elsa Triolet', commune: 'Stains', quota: 2 });
  const coordinator = await relais.aCoordinator();
  await nominatesByCard(head, { lastName: 'Chapelier' });
  await head.says('corriger Chapelier');
  await head.says('classe 5A');
  await head.says('oui');
  await head.says('retirer Chapelier');
  await head.clicks('Retirer');
  await nominatesByCard(other.head, { lastName: 'Ailleurs', birthDate: '2012-03-04' });

  await head.says('journal');
  head.seesLast(
    /Journal : 4 actes[^]*Odile Chartrain a retiré un élève[^]*a corrigé une nomination[^]*Lignes : classe[^]*Place u\/[^]*a nommé un élève/,
  );
  expect(head.lastMessage()).not.toMatch(/Chapelier|Ailleurs|Elsa Triolet|Inès/);

  await coordinator.says('journal');
  coordinator.seesLast(/Elsa Triolet[^]*Colette/);
  await coordinator.says('journal du collège Colette');
  coordinator.seesLast(/Journal : 4 actes[^]*Colette/);
  expect(coordinator.lastMessage()).not.toMatch(/Elsa Triolet/);
  await coordinator.says('journal de Odile Chartrain');
  coordinator.seesLast(/Journal : 4 actes[^]*Par Odile Chartrain/);
  await coordinator.says('journal de hier');
  coordinator.seesLast(/Aucun acte dans le journal/);
  relais.clock.advance(DAY_MS);
  await coordinator.says('journal de hier');
  coordinator.seesLast(/Journal : 6 actes[^]*15|16 mars/);
  relais.clock.advance(-DAY_MS);
  await coordinator.says('journal de Personne Inconnue');
  coordinator.seesLast(/Je ne trouve pas une personne/);
  expect(coordinator.screen().join('\n')).not.toMatch(/Chapelier|Ailleurs/);
});

test('pages are turned, and a page that is not there is the nearest', async () => {
  const { head } = await relais.aCollege({ quota: 20 });
  for (let i = 0; i < 6; i++)
    await nominatesByCard(head, { lastName: `${'ABCDEF'[i]!.repeat(4)}i`, birthDate: `2012-0${i + 1}-1${i}` });
  await head.says('journal');
  head.seesLast(/Journal : 12 actes[^]*Page 1 sur 2/);
  await head.clicks('Suite');
  head.seesLast(/Page 2 sur 2/);
  await head.posts({ ...head.click('Retour'), value: { act: 'journal', page: '99' } });
  head.seesLast(/Page 2 sur 2/);
});

test('who may not read it is told so', async () => {
  const { college } = await relais.aCollege();
  for (const role of ['deputy', 'proposer', 'reader'] as const) {
    const person = relais.speaker(await relais.world.member(role, role === 'reader' ? [] : [college]));
    await person.says('journal');
    expect(person.lastMessage()).not.toMatch(/Journal :|Aucun acte/);
  }
});

test('a name is read in small letters too', async () => {
  const { head, principal } = await relais.aCollege({ quota: 1 });
  await relais.store.members.model.updateOne({ _id: principal.id }, { $set: { name: 'Gaspard Ulysse' } });
  await nominatesByCard(head, { lastName: 'Petite' });
  const coordinator = await relais.aCoordinator();
  await coordinator.says('journal de gaspard ulysse');
  coordinator.seesLast(/Par Gaspard Ulysse/);
});
