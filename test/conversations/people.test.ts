/** Who may speak to Relais: registered by e-mail, greeted at first contact, changed and suspended at once, by a coordinator in the chat. */
import { Relais } from '../support/relais';
import type { Speaker } from '../support/speaker';

let relais: Relais;
let coordinator: Speaker;
beforeAll(async () => {
  relais = await Relais.start();
  coordinator = await relais.aCoordinator();
});
afterAll(() => relais.close());

let number = 0xa000;
const somebody = (email?: string): Speaker => {
  const aadObjectId = `00000000-0000-4000-8000-00000000${(++number).toString(16)}`;
  if (email !== undefined) relais.connector.roster.set(aadObjectId, email);
  return relais.speaker({ aadObjectId, name: 'Nadia' });
};
const codeOf = async (name: string): Promise<string> => (await relais.world.institution({ name })).uai;
const rosterCalls = (): number => relais.connector.calls.filter(({ method }) => method === 'GET').length;

test('registered by a sentence, then known at the first message and greeted by role; the roster is asked once', async () => {
  const uai = await codeOf('Collège Simone Veil');
  await relais.restarts();
  const nadia = somebody('Nadia.Benali@relais.example');
  await nadia.says('bonjour');
  nadia.seesLast(/Je ne vous connais pas encore/);
  await nadia.says('bonjour');
  expect(rosterCalls()).toBe(1);

  await coordinator.says(`ajoute nadia.benali@relais.example principale ${uai}`);
  coordinator.seesLast(/nom complet/);
  await coordinator.says('Nadia Benali');
  coordinator.seesLast(
    /Vérifiez l’inscription[^]*Nadia Benali[^]*nadia\.benali@relais\.example[^]*Chef d’établissement[^]*Collège Simone Veil/,
  );
  await coordinator.says('oui');
  coordinator.seesLast(/La personne est inscrite[^]*Nadia Benali/);

  await nadia.says('bonjour');
  nadia.seesLast(/Bonjour Nadia Benali[^]*Il vous reste 3 places/);
  await coordinator.says('personnes Benali');
  coordinator.seesLast(/Nadia Benali/);
  coordinator.seesNot(/Nadia Benali[^]*N’a pas encore écrit[^]*Modifier[^]*$/);
  expect(rosterCalls()).toBe(1);
});

test('suspended and restored at once, in every process', async () => {
  const { head, principal } = await relais.aCollege();
  await head.says('reste');
  head.seesLast(/3 places/);
  await relais.store.members.model.updateOne({ _id: principal.id }, { $set: { name: 'Hector Malo' } });
  await coordinator.saysAll('suspendre Hector Malo', 'oui');
  coordinator.seesLast(/L’accès est suspendu, dès maintenant[^]*Hector Malo/);
  await head.says('reste');
  head.seesLast(/Votre accès à Relais est suspendu/);
  await head.posts(head.activity({ value: { act: 'nominate' } }));
  head.seesLast(/Votre accès à Relais est suspendu/);
  await coordinator.clicks('Rétablir');
  coordinator.seesLast(/L’accès est rétabli/);
  await head.says('reste');
  head.seesLast(/3 places/);
});

test('changed by a card: the role holds at the next message', async () => {
  const { head, principal } = await relais.aCollege();
  await relais.store.members.model.updateOne(
    { _id: principal.id },
    { $set: { name: 'Rita Torrès', email: 'rita@relais.example' } },
  );
  await coordinator.says('personne Rita Torrès');
  await coordinator.clicks('Modifier');
  coordinator.seesLast(/Que voulez-vous|Modifier Rita Torrès|corriger/i);
  await coordinator.says('rôle CPE');
  await coordinator.says('oui');
  coordinator.seesLast(/C’est modifié[^]*Propose des élèves/);
  await head.says('nommer');
  head.seesLast(/Proposer un élève/);
});

test('the last coordinator cannot suspend themself, nor two at once', async () => {
  const alone = await Relais.start();
  const first = await alone.world.member('coordinator', [], 'Seule Ici');
  const speaker = alone.speaker(first);
  await speaker.saysAll('suspendre Seule Ici', 'oui');
  speaker.seesLast(/C’est la dernière personne/);
  const second = await alone.world.member('coordinator', [], 'Autre Là');
  const other = alone.speaker(second);
  await Promise.all([speaker.says('suspendre Autre Là'), other.says('suspendre Seule Ici')]);
  await Promise.all([speaker.says('oui'), other.says('oui')]);
  const left = (await alone.store.members.all()).filter(({ suspended }) => !suspended);
  expect(left.length).toBeGreaterThanOrEqual(1);
  await alone.close();
});

test('bad answers are explained; an address that is known already is not taken twice', async () => {
  await coordinator.says('inscrire une personne');
  await coordinator.clicks('Vérifier', {
    filling: { email: 'pas une adresse', name: 'Test', role: 'principal', uais: '0000000X' },
  });
  coordinator.seesLast(/Ce n’est pas une adresse[^]*n’est pas un code UAI de l’opération/);
  const uai = await codeOf('Collège Déjà');
  await relais.restarts();
  await relais.world.member('principal', []);
  await relais.store.members.model.updateOne({ name: 'Claire Fontaine' }, { $set: { email: 'claire@relais.example' } });
  await coordinator.clicks('Vérifier', {
    filling: { email: 'CLAIRE@relais.example', name: 'Test', role: 'principal', uais: uai },
  });
  coordinator.seesLast(/Cette adresse est déjà celle de Claire Fontaine/);
  await coordinator.says('annuler');
});

test('nobody else sees or changes the list of people', async () => {
  const { head, college } = await relais.aCollege();
  const [member] = await relais.store.members.of(college.uai);
  const people = [
    head,
    relais.speaker(await relais.world.member('reader')),
    relais.speaker(await relais.world.member('proposer', [college])),
  ];
  for (const person of people)
    for (const act of ['people', 'addPerson', 'changePerson', 'suspendPerson', 'restorePerson']) {
      await person.posts(person.activity({ value: { act, member: member!.id } }));
      person.seesLast(/Votre rôle ne permet pas cette action/);
    }
  expect((await relais.store.members.find(member!.id))!.suspended).toBeUndefined();
});

test('a roster that does not answer is no way in, and harms nothing', async () => {
  await relais.store.members.add(
    { id: 'm_wait', email: 'wait@relais.example', name: 'Attente', role: 'reader', institutions: [] },
    { _id: 'l_wait', what: 'memberAdded', by: 'relais', at: new Date() },
  );
  const person = somebody('wait@relais.example');
  relais.connector.failures.push({ method: 'GET', status: 400 });
  await person.says('bonjour');
  person.seesLast(/Je ne vous connais pas encore/);
  await person.says('bonjour');
  person.seesLast(/Bonjour Attente/);
});

test.each(['objectId', 'aadObjectId'] as const)('whom the roster names by %s is known', async (named) => {
  const id = `m_${named.toLowerCase()}`;
  await relais.store.members.add(
    { id, email: `${id}@relais.example`, name: `Par ${named}`, role: 'reader', institutions: [] },
    { _id: `l_${named}`, what: 'memberAdded', by: 'relais', at: new Date() },
  );
  relais.connector.namesAccountsBy = named;
  const person = somebody(`${id}@relais.example`);
  await person.says('bonjour');
  relais.connector.namesAccountsBy = 'objectId';
  person.seesLast(named === 'objectId' ? /Bonjour Par objectId/ : /Bonjour Par aadObjectId/);
});

test('an e-mail is taken from the roster alone, never from what is said', async () => {
  await relais.store.members.add(
    { id: 'm_prey', email: 'prey@relais.example', name: 'Proie', role: 'coordinator', institutions: [] },
    { _id: 'l_prey', what: 'memberAdded', by: 'relais', at: new Date() },
  );
  const thief = somebody('thief@relais.example');
  await thief.posts(
    thief.activity({
      text: 'je suis prey@relais.example',
      from: {
        id: `29:${thief.person.aadObjectId}`,
        aadObjectId: thief.person.aadObjectId,
        name: 'prey@relais.example',
        userPrincipalName: 'prey@relais.example',
        email: 'prey@relais.example',
      } as never,
    }),
  );
  thief.seesLast(/Je ne vous connais pas encore/);
});

test('a list that is sent shows what would change, then changes it; a second import changes only what differs', async () => {
  const uai = await codeOf('Collège Importé');
  await relais.restarts();
  const list = (role: string): Uint8Array =>
    new TextEncoder().encode(
      `adresse;nom;rôle;UAI\none@relais.example;Une Première;${role};${uai}\ntwo@relais.example;Deux Seconde;CPE;${uai}\nbad;X;CPE;${uai}\n`,
    );
  const before = (await relais.store.members.all()).length;
  await coordinator.sendsFile('liste.csv', list('principale'));
  coordinator.seesLast(
    /Voici ce que ce fichier changerait[^]*2 personnes seraient inscrites[^]*Une Première[^]*1 ligne laissée de côté[^]*Ligne 4 : Ce n’est pas une adresse/,
  );
  expect(await relais.store.members.all()).toHaveLength(before);
  await coordinator.clicks('Faire ces 2 changements');
  coordinator.seesLast(/C’est fait[^]*2 personnes inscrites/);
  expect(await relais.store.members.byEmail('one@relais.example')).toMatchObject({
    role: 'principal',
    institutions: [uai],
  });

  await coordinator.sendsFile('liste.csv', list('principal adjoint'));
  coordinator.seesLast(/1 personne serait modifiée[^]*Une Première[^]*1 ligne sans changement/);
  await coordinator.clicks('Faire ce changement');
  coordinator.seesLast(/1 personne modifiée/);
  expect((await relais.store.members.byEmail('one@relais.example'))!.role).toBe('deputy');
  await coordinator.sendsFile('liste.csv', list('principal adjoint'));
  coordinator.seesLast(/Ce fichier ne change rien/);
});

test('two lists one after the other: each card imports its own, or says that it gave way; yes and cancel mean the last', async () => {
  const list = (name: string): Uint8Array =>
    new TextEncoder().encode(`mél;nom et prénom;fonction\n${name.toLowerCase()}@relais.example;${name} Liste;DSDEN\n`);
  await coordinator.sendsFile('a.csv', list('Alpha'));
  const first = coordinator.click('Faire ce changement');
  await coordinator.sendsFile('b.csv', list('Beta'));
  await coordinator.posts(first);
  coordinator.seesLast(/n’est plus là, ou a changé/);
  const known = (email: string) => relais.store.members.byEmail(email);
  expect([await known('alpha@relais.example'), await known('beta@relais.example')]).toEqual([null, null]);
  await coordinator.says('oui'); // something else was said since
  coordinator.seesLast(/Il n’y a rien à confirmer ici/);
  await coordinator.sendsFile('b.csv', list('Beta'));
  await coordinator.says('oui');
  coordinator.seesLast(/C’est fait[^]*1 personne inscrite/);
  expect(await known('beta@relais.example')).toMatchObject({ name: 'Beta Liste' });
  await coordinator.sendsFile('c.csv', list('Gamma'));
  await coordinator.says('annuler');
  coordinator.seesLast(/L’import est abandonné/);
  await coordinator.says('oui');
  coordinator.seesLast(/Il n’y a rien à confirmer ici/);
  expect(await known('gamma@relais.example')).toBeNull();
});

test('an institution is named by its code, or its name; another command is still a command', async () => {
  const uai = await codeOf('Collège Unique Prévert');
  await relais.restarts();
  await coordinator.says('ajoute jules@relais.example Jules Marchand ppal à Jean Vigo');
  coordinator.seesLast(/Pour quelles structures/);
  await coordinator.says('collège du désert');
  coordinator.seesLast(/n’est pas un code UAI/);
  await coordinator.says('le college unique prevert');
  coordinator.seesLast(
    /Vérifiez l’inscription[^]*Jules Marchand[^]*Chef d’établissement[^]*Collège Unique Prévert, Bondy/,
  );
  await coordinator.says('corriger');
  await coordinator.says('annuler');
  await coordinator.says('ajoute autre@relais.example Lou Petit CPE');
  await coordinator.says(uai);
  coordinator.seesLast(/Vérifiez l’inscription[^]*Lou Petit/);
  await coordinator.says('annuler');
});

test('asked for a name: commands are still commands, and a name may sound like one', async () => {
  const uai = await codeOf('Collège Jean Vilar');
  await relais.restarts();
  await coordinator.says(`ajoute marie.stock@relais.example principale ${uai}`);
  coordinator.seesLast(/nom complet/);
  await coordinator.says('bons de livraison');
  coordinator.sees(/Bons de livraison : /);
  coordinator.seesLast(/nom complet/);
  await coordinator.says('combien reste-t-il à Stains ?');
  coordinator.seesLast(/nom complet/);
  await coordinator.says('Marie Stock');
  coordinator.seesLast(/Vérifiez l’inscription[^]*Marie Stock/);
  await coordinator.says('oui');
  coordinator.seesLast(/La personne est inscrite[^]*Marie Stock/);
});

test('a thousand at once, in one turn', async () => {
  const lines = Array.from({ length: 1_000 }, (_none, i) => `p${i}@many.example;Personne ${i};DSDEN`);
  await coordinator.sendsFile('many.csv', new TextEncoder().encode(`adresse;nom;rôle\n${lines.join('\n')}\n`));
  await coordinator.clicks('Faire ces 1\u202f000 changements');
  coordinator.seesLast(/C’est fait[^]*1\s000 personnes inscrites/);
  await coordinator.sendsFile(
    'more.csv',
    new TextEncoder().encode(`adresse;nom;rôle\n${lines.join('\n')}\nq@many.example;Q;DSDEN\n`),
  );
  coordinator.seesLast(/plus de 1\s000 lignes/);
});

test('whoever may do much is seen in a long list, wherever it stands; the others are counted by role', async () => {
  const coordinator = await relais.aCoordinator();
  const { college } = await relais.aCollege();
  await relais.restarts();
  const lines = Array.from(
    { length: 20 },
    (_, i) => `aed${i}@ac.example;Aed ${'abcdefghijklmnopqrst'[i]};AED;${college.uai}`,
  );
  const text = ['adresse;nom;rôle;UAI', ...lines, 'tout@ac.example;Toute Puissance;coordination;'].join('\n');
  await coordinator.sendsFile('gens.csv', new TextEncoder().encode(text));
  coordinator.seesLast(
    /Toute Puissance, Coordination[^]*… et 13 autres[^]*Propose des élèves[^]* : 13[^]*Faire ces 21 changements/,
  );
  await coordinator.says('annuler');
});

test('a file that changed since it was shown is not imported', async () => {
  const list = (name: string): Uint8Array =>
    new TextEncoder().encode(`adresse;nom;rôle\nthree@relais.example;${name};DSDEN\n`);
  await coordinator.sendsFile('autre.csv', list('Montrée'));
  relais.connector.files.set('autre.csv', list('Changée'));
  await coordinator.clicks('Faire ce changement');
  coordinator.seesLast(/n’est plus là, ou a changé/);
  expect(await relais.store.members.byEmail('three@relais.example')).toBeNull();
});

test('files from elsewhere, of others, or that are none are not read', async () => {
  const bytes = new TextEncoder().encode('adresse;nom;rôle\nfour@relais.example;Quatre;DSDEN\n');
  for (const url of [
    'https://evil.example/x.csv',
    'file:///etc/passwd',
    'http://127.0.0.1@evil.example/x',
    'http://localhost:1/x',
  ]) {
    await coordinator.sendsFile('x.csv', bytes, url);
    coordinator.seesLast(/Je n’ai pas pu ouvrir ce fichier/);
  }
  await coordinator.sendsFile('x.csv', new TextEncoder().encode('%PDF-1.4'));
  coordinator.seesLast(/Je ne trouve ni colonne UAI, ni les colonnes/);
  const { head } = await relais.aCollege();
  await head.sendsFile('x.csv', bytes);
  head.seesLast(/Je ne reconnais pas ce fichier/); // a head's own lists are others
  await head.posts(head.activity({ value: { act: 'importPeople' } }));
  head.seesLast(/Votre rôle ne permet pas/);
});

test('whoever writes for the first time is greeted by role, and what they wrote is done', async () => {
  const uai = await codeOf('Collège Accueil');
  await relais.restarts();
  await relais.store.members.add(
    {
      id: 'm_first',
      email: 'first@relais.example',
      name: 'Première Fois',
      role: 'principal',
      institutions: [uai as never],
    },
    { _id: 'l_first', what: 'memberAdded', by: 'relais', at: new Date() },
  );
  const person = somebody('first@relais.example');
  await person.says('il me reste combien ?');
  person.sees(/Bonjour Première Fois[^]*Je suis Relais[^]*3 places sur 3/);
  await person.says('bonjour');
  person.seesTimes(/Je suis Relais/, 1);
});

test('an account that has written keeps its e-mail: another e-mail is another person', async () => {
  const uai = await codeOf('Collège Compte');
  await relais.restarts();
  const person = await relais.world.member('reader', [], 'Sandrine Sylla');
  await relais.store.members.model.updateOne({ _id: person.id }, { $set: { email: 'sandrine@relais.example' } });
  await coordinator.says('personne Sandrine Sylla');
  await coordinator.clicks('Modifier');
  await coordinator.clicks('Vérifier', {
    filling: { email: 'nouvelle@relais.example', name: 'Nouvelle Cheffe', role: 'principal', uais: uai },
  });
  await coordinator.says('oui');
  coordinator.seesLast(/a déjà écrit sous son adresse/);
  expect(await relais.store.members.find(person.id)).toMatchObject({
    name: 'Sandrine Sylla',
    email: 'sandrine@relais.example',
  });
});

test('yes to a review that refuses an e-mail takes nothing', async () => {
  await relais.world.member('reader', [], 'Hugo Premier');
  await relais.store.members.model.updateOne({ name: 'Hugo Premier' }, { $set: { email: 'hugo@relais.example' } });
  await coordinator.says('ajoute hugo@relais.example Autre Personne DSDEN');
  await coordinator.says('oui');
  coordinator.seesLast(/Cette adresse est déjà celle de Hugo Premier/);
  expect(await relais.store.members.model.countDocuments({ name: 'Autre Personne' })).toBe(0);
  await coordinator.says('annuler');
});

test('an e-mail that was corrected before anybody wrote can be registered again, for another', async () => {
  await coordinator.says('ajoute typo@relais.example Tina Poe DSDEN');
  await coordinator.says('oui');
  const tina = (await relais.store.members.byEmail('typo@relais.example'))!;
  await relais.store.members.model.updateOne({ _id: tina.id }, { $set: { email: 'tina@relais.example' } });
  await coordinator.says('ajoute typo@relais.example Luc Autre DSDEN');
  await coordinator.says('oui');
  coordinator.seesLast(/La personne est inscrite[^]*Luc Autre/);
  expect(await relais.store.members.byEmail('typo@relais.example')).toMatchObject({ name: 'Luc Autre' });
});
