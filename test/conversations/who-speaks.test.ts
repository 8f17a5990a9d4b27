import { CONTACT, GOOD_FORM, nominatesByCard, Relais } from '../support/relais';

let relais: Relais;
beforeAll(async () => void (relais = await Relais.start()));
afterAll(() => relais.close());
beforeEach(() => relais.clears());

const stranger = { aadObjectId: '00000000-0000-4000-8000-00000000e001', name: 'Alex' };

test('someone unknown is told kindly whom to ask, and sees nothing', async () => {
  await relais.aCollege({ name: 'Collège Secret' });
  const unknown = relais.speaker(stranger);
  await unknown.addsTheApp();
  unknown.seesLast(/Je ne vous connais pas encore/);
  for (const said of ['nommer', 'reste', 'mes élèves', 'aide']) {
    await unknown.says(said);
    unknown.seesLast(/Je ne vous connais pas encore/);
  }
  await unknown.posts(unknown.activity({ value: { act: 'nominate' } }));
  unknown.sees(CONTACT);
  unknown.seesNot(/Secret/);
});

test('whoever is added is known at once', async () => {
  const person = relais.speaker({ ...stranger, aadObjectId: '00000000-0000-4000-8000-00000000e002' });
  await person.says('aide');
  const college = await relais.world.institution();
  await relais.store.members.admit([{ id: 'm_new', ...person.person, role: 'principal', institutions: [college.uai] }]);
  await person.says('aide');
  person.seesLast(/Ce que vous pouvez écrire/);
});

test('who adds the app is greeted by name with what they can do', async () => {
  const { head } = await relais.aCollege();
  await head.addsTheApp();
  head.seesLast(/Bonjour Nadia Bensaïd[^]*Il vous reste 3 places[^]*nommer un élève en une phrase/);
  const coordinator = await relais.aCoordinator();
  await coordinator.addsTheApp();
  coordinator.seesLast(/Bonjour Claire Fontaine[^]*Il reste \d+ places sur[^]*qui n’a rien nommé/);
});

test('no pupil’s data in a group or a channel', async () => {
  const { head } = await relais.aCollege();
  const group = relais.speaker(head.person, { conversationType: 'groupChat' });
  await group.says('mes élèves');
  group.seesLast(/Je ne réponds qu’en conversation privée/);
});

test('a head of two institutions chooses, by card or by number; the next pupil stays there', async () => {
  const first = await relais.world.institution({ name: 'Collège Henri Wallon', quota: 2 });
  const second = await relais.world.institution({ name: 'Collège Rosa Luxembourg', quota: 4 });
  await relais.restarts();
  const head = relais.speaker(await relais.world.member('principal', [first, second]));
  await head.says('nommer');
  head.seesLast(/Pour quelle structure[^]*Collège Henri Wallon, Bondy/);
  await head.says('2');
  await head.clicks('Vérifier', { filling: GOOD_FORM });
  head.seesLast(/Collège Rosa Luxembourg/);
  await head.clicks('Confirmer');
  head.seesLast(/Il reste 3 places au Collège Rosa Luxembourg/);
  await head.clicks('Nommer un autre élève');
  head.seesLast(/du Collège Rosa Luxembourg/);
  await head.says('annuler');
  await head.says('nommer un autre élève');
  head.seesLast(/du Collège Rosa Luxembourg/);
  await head.says('annuler');
  await head.says('mes élèves');
  head.seesLast(/4EB, Collège Rosa Luxembourg/);
  await head.says('reste');
  head.seesLast(/Vos structures[^]*Il reste 5 places sur 6/);
});

test('an inspector nominates for a district; a class of collège belongs to the collège', async () => {
  const district = await relais.world.institution({ kind: 'circonscription', quota: 3 });
  await relais.restarts();
  const inspector = relais.speaker(await relais.world.member('inspector', [district]));
  await inspector.says('nommer');
  await inspector.clicks('Vérifier', { filling: { ...GOOD_FORM, lastName: 'Petite', className: '6E1' } });
  inspector.seesLast(/c’est le collège de l’élève qui le nomme/);
  await inspector.clicks('Vérifier', { filling: { className: 'CM2 A' } });
  inspector.seesLast(/12 ans\)/);
  await inspector.clicks('Confirmer');
  inspector.seesLast(/Il reste 2 places pour la Circonscription Bondy/);
});

test('a deputy acts for the head’s collège, as far as it was delegated', async () => {
  const { head, college, principal } = await relais.aCollege();
  const adjoint = await relais.world.member('deputy', [college], 'Marc Roy');
  await relais.world.delegates(principal, adjoint, college);
  const deputy = relais.speaker(adjoint);
  await nominatesByCard(deputy, { lastName: 'Adjointe' });
  deputy.seesLast(/C’est enregistré/);
  await head.says('mes élèves');
  head.seesLast(/Adjointe/);
});

test('somebody else’s nomination can be neither seen nor withdrawn', async () => {
  const { head } = await relais.aCollege();
  const other = await relais.aCollege();
  await nominatesByCard(head, { lastName: 'Ailleurs' });
  const [nomination] = await relais.store.nominations.model.find({ 'pupil.lastName': 'Ailleurs' }).lean();
  await other.head.posts(other.head.activity({ value: { act: 'withdraw', nomination: nomination!._id } }));
  other.head.seesLast(/Votre rôle ne permet pas cette action/);
  other.head.seesNot(/Ailleurs/);
  await other.head.posts(other.head.activity({ value: { act: 'withdraw', nomination: 'nothing' } }));
  other.head.seesLast(/Je ne retrouve pas cette nomination/);
});

test('English all the way, for whoever writes it; the client’s language is not asked', async () => {
  const { head } = await relais.aCollege({ quota: 3, name: 'Collège Louise Michel' });
  const client = relais.speaker(head.person, { locale: 'en-GB' });
  await client.says('bonjour');
  client.seesLast(/Bonjour Nadia/);
  const english = relais.speaker(head.person);
  await english.says('nominate');
  await english.clicks('Check', { filling: { ...GOOD_FORM, lastName: 'Shaw' } });
  english.seesLast(/Check before you confirm[^]*12 May 2013 \(12 years old\)/);
  await english.clicks('Confirm');
  english.seesLast(/Inès Shaw has a place[^]*2 places remain at Collège Louise Michel/);
  await english.says('what remains');
  english.seesLast(/2 places of 3 remain/);
});

test('nobody opened an operation: it is said, and no form is shown', async () => {
  const empty = await Relais.start();
  await empty.store.connection.collection('campaigns').deleteMany({});
  const { head } = await empty.aCollege();
  await head.says('nommer');
  head.seesLast(/Aucune opération n’est ouverte/);
  await empty.close();
});
