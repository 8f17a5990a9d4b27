/** What a head of school writes: a nomination in a sentence, the list, one pupil by name, small talk; and what a field may read as an answer. */
import { GOOD_ANSWERS, nominatesByCard, Relais } from '../support/relais';
import { unitsAddUp } from '../support/world';

let relais: Relais;
beforeAll(async () => {
  relais = await Relais.start();
  await relais.world.institution({ name: 'Collège Barbara', commune: 'Stains' });
});
afterAll(() => relais.close());
beforeEach(() => relais.clears());

const count = (): Promise<number> => relais.store.nominations.model.countDocuments({ state: 'open' });

test('one sentence opens the form with what it told, asks what is missing, and records nothing before the review', async () => {
  const { head } = await relais.aCollege({ quota: 2 });
  await head.says('nomme Fatou DIALLO, 5e B, née le 12 mars 2012, hôtel social');
  head.seesLast(/J’ai rempli ce que j’ai compris[^]*Quand la famille/);
  await head.saysAll('hier', 'par téléphone');
  head.seesLast(/Nom de famille\nDIALLO\nPrénom\nFatou[^]*12 mars 2012[^]*5e B[^]*Hôtel, 115/);
  expect(await count()).toBe(0);
  await head.clicks('Confirmer');
  head.seesLast(/Fatou DIALLO a une place/);
  expect(await count()).toBe(1);
  await unitsAddUp(relais.store, await relais.store.units.model.countDocuments());
});

test('the names can be swapped in one click where nothing told which is the last', async () => {
  const { head } = await relais.aCollege();
  await head.says('je voudrais nommer Fatou Diallo 5B née le 12/03/2012 hôtel');
  await head.saysAll('hier', 'par téléphone');
  head.seesLast(/Nom de famille\nDiallo\nPrénom\nFatou/);
  await head.clicks('Inverser nom et prénom');
  head.seesLast(/Nom de famille\nFatou\nPrénom\nDiallo/);
  await head.says('inverser');
  head.seesLast(/Nom de famille\nDiallo\nPrénom\nFatou/);
  await head.clicks('Confirmer');
  head.seesLast(/Fatou Diallo a une place/);
});

test('words of a sentence that nothing was done with are said', async () => {
  const { head } = await relais.aCollege();
  await head.says('nomme KEITA Awa 4EB recommandée chaudement');
  head.seesLast(/Je n’ai rien fait de ces mots : .*chaudement/);
});

test.each([
  ['il m’en reste combien', /Places restantes[^]*Il reste 4 places sur 5/],
  ['combien j’ai nommé d’élèves cette semaine', /Élèves nommés[^]*1 élève a été nommé/],
  ['mes élèves', /1 élève nommé[^]*Diallo Inès/],
  ['qui ai-je nommé ?', /1 élève nommé/],
  ['qui attend ?', /Aucun de vos élèves n’attend/],
  ['où en est Diallo ?', /Diallo Inès[^]*Historique/],
  ['je me suis trompé', /Rien n’est perdu[^]*se corrige ou se retire/],
  ['la classe de Diallo est fausse', /Corriger Inès Diallo|Corriger Diallo|Quelle ligne|Changez la ligne/],
  ['Diallo a déménagé', /Retirer Inès Diallo/],
  ['bonjour', /Bonjour Nadia Bensaïd[^]*Il vous reste 4 places/],
  ['merci beaucoup', /Avec plaisir|Je vous en prie|À votre service/],
  ['tu es un robot ?', /Je suis Relais, le robot[^]*coordination/],
  ['que deviennent les données ?', /effacé 90 jours après/],
  ['à qui m’adresser ?', /la coordination/],
  ['quand arrivent les cartes ?', /Les cartes sont remises aux établissements/],
  ['que sais-tu faire', /Ce que vous pouvez écrire/],
  ['combien reste-t-il à Stains ?', /celle des autres relève de la coordination/],
])('%s', async (said, answer) => {
  const { head } = await relais.aCollege({ quota: 5 });
  await nominatesByCard(head);
  await head.says(said);
  head.seesLast(answer);
  expect(await count()).toBe(1);
});

test('English, by those who write it', async () => {
  const { head } = await relais.aCollege({ quota: 5 });
  await head.says('how many have I got left?');
  head.seesLast(/Places remaining[^]*5 places of 5 remain/);
  await head.says('nominate TRAORE Moussa 5eB born 14/09/2013, in a hotel');
  head.seesLast(/I filled in what I understood/);
  await head.says('français');
  head.seesLast(/J’ai rempli ce que j’ai compris/); // the form turns too
  await head.says('how many have I got left?');
  head.sees(/Il reste 5 places sur 5/); // the person's choice holds
});

test('several pupils of one name are told apart', async () => {
  const { head } = await relais.aCollege({ quota: 5 });
  await nominatesByCard(head, { firstName: 'Awa', birthDate: '2012-05-13' });
  await nominatesByCard(head, { firstName: 'Lina', birthDate: '2013-06-14' });
  await head.says('retire Diallo');
  head.seesLast(/Plusieurs élèves portent ce nom/);
  await head.says('retire Lina Diallo');
  head.seesLast(/Retirer Lina Diallo \?/);
});

test.each([
  ['Reste', 'Ce qui reste', /Places restantes/],
  ['Stop', 'Annuler', /C’est annulé/],
])('a pupil may be called %s: it is asked, not assumed', async (name, command, answer) => {
  const { head } = await relais.aCollege();
  await head.saysAll('nommer', name);
  head.seesLast(new RegExp(`« ${name} » : une réponse, ou une demande`));
  await head.clicks('C’est ma réponse');
  await head.saysAll('annuler', 'nommer', name);
  await head.clicks(command);
  head.sees(answer);
});

test('a name that was asked about and is one goes into the form', async () => {
  const { head } = await relais.aCollege();
  await head.saysAll('nommer', 'Reste');
  await head.clicks('C’est ma réponse');
  head.seesLast(/Quel est son prénom/);
  await head.saysAll(...GOOD_ANSWERS.slice(1), 'oui');
  head.seesLast(/Inès Reste a une place/);
});

test('a question in the middle of a form is answered, and the form goes on with all that was given', async () => {
  const { head } = await relais.aCollege({ quota: 3 });
  await head.saysAll('nommer', 'Sow', 'il m’en reste combien ?');
  head.sees(/Il reste 3 places sur 3/);
  head.seesLast(/Nous en étions là[^]*prénom/);
  await head.saysAll('quand arrivent les cartes ?', ...GOOD_ANSWERS.slice(1), 'oui');
  head.seesLast(/Inès Sow a une place/);
});

test.each(['ne retire pas Diallo', 'retire Diallo et nomme SOW Awa', 'je retire ce que j’ai dit'])(
  '%s: nothing is done, and it is asked again',
  async (said) => {
    const { head } = await relais.aCollege();
    await nominatesByCard(head);
    await head.says(said);
    head.seesLast(/Je n’ai pas bien compris/);
    expect(await count()).toBe(1);
  },
);

test('a whole sentence where the last name is asked fills the form; short assents confirm it', async () => {
  const { head } = await relais.aCollege();
  await head.says('nommer');
  await head.says('KONE Aminata 4e C née le 12/3/2012 hôtel social');
  head.seesLast(/Quand la famille/);
  await head.saysAll('hier', 'par téléphone');
  head.seesLast(/KONE[^]*Aminata[^]*12 mars 2012[^]*4e C/);
  await head.says('c bon');
  head.seesLast(/Aminata KONE a une place/);
});
