/** What a coordinator asks: measures, places, who, the most and the least, days, needs, and what changes the question before. */
import { GOOD_FORM, nominatesByCard, Relais } from '../support/relais';
import type { Speaker } from '../support/speaker';

let relais: Relais;
let coordinator: Speaker;

beforeAll(async () => {
  relais = await Relais.start();
  const { world } = relais;
  await world.institution({ name: 'Collège Jean Renoir', commune: 'Bondy', quota: 6, priority: 'REP' });
  await world.institution({ name: 'Collège Pierre Curie', commune: 'Bondy', quota: 2, priority: 'REP+' });
  await world.institution({ name: 'Circonscription Bondy', commune: 'Bondy', kind: 'circonscription', quota: 5 });
  await world.institution({ name: 'Collège Angela Davis', commune: 'Bobigny', quota: 4, priority: 'REP+' });
  await world.institution({ name: 'Collège Barbara', commune: 'Stains', quota: 3 });
  const { head: curie } = await relais.aCollege({ name: 'Collège Jean Zay', commune: 'Bondy', quota: 1 });
  await nominatesByCard(curie, { lastName: 'Un' });
  await nominatesByCard(curie, { lastName: 'Deux' });
  coordinator = await relais.aCoordinator();
});
afterAll(() => relais.close());

test.each([
  ['combien de cartes ont été distribuées ?', /Places prises, toute l’opération\n1 place est prise sur 21/],
  ['cb de gamins attendent', /Élèves en attente, toute l’opération\n1 élève attend/],
  ['la dotation totale svp', /Dotation, toute l’opération\nLa dotation est de 21 places/],
  ['on en est où ?', /Où nous en sommes[^]*5 structures n’ont encore nommé personne\. 1 structure a tout utilisé/],
  [
    'combien à Bondy et Bobigny ?',
    /Places restantes, Bondy et Bobigny\nIl reste 17 places sur 18[^]*Bondy\n13\n14\n1\nBobigny\n4\n4\n0/,
  ],
  ['reste rep+', /Places restantes, REP\+[^]*Il reste 6 places sur 6/],
  ['il reste combien en éducation prioritaire', /Places restantes, éducation prioritaire\nIl reste 12 places sur 12/],
  [
    'qui n’a encore rien nommé ?',
    /Structures, qui n’ont encore nommé personne[^]*5 structures n’ont encore nommé personne[^]*Angela Davis/,
  ],
  ['quels collèges ont tout utilisé', /1 structure a tout utilisé[^]*Jean Zay/],
  ['qui attend ?', /1 structure a des élèves en attente[^]*Jean Zay\n1/],
  ['liste d’attente', /1 structure a des élèves en attente/],
  [
    'les 2 collèges qui ont le plus de places',
    /les 2 premiers[^]*Le plus : Jean Renoir, avec 6 places restantes[^]*Jean Renoir\n6[^]*Angela Davis\n4/,
  ],
  ['quel collège a le moins de cartes restantes ?', /Le moins : Jean Zay, avec 0 place restante/],
  [
    'qui a plus de 4 cartes',
    /plus de 4[^]*2 structures sont dans ce cas[^]*Circo\. Bondy[^]*Jean Renoir|plus de 4[^]*2 structures/,
  ],
  ['par commune', /Places restantes[^]*Commune\n/],
  ['quelle ville a le plus de places', /Le plus : Bondy, avec 13 places restantes/],
  ['combien de nominations aujourd’hui ?', /Élèves nommés[^]*le 16 mars 2026[^]*2 élèves ont été nommés/],
  ['combien hier ?', /le 15 mars 2026[^]*Aucun élève n’a été nommé/],
  [
    'nominations de la semaine par jour',
    /Élèves nommés, le 16 mars 2026[^]*2 élèves ont été nommés[^]*Jour\nNommés\nlun\. 16 mars\n2/,
  ],
  ['combien d’élèves sont à l’hôtel ?', /Hôtel, 115 ou hébergement[^]*Trop peu d’élèves ont ce besoin/],
  ['compare les collèges et les circos', /Collèges\n[^]*Circonscriptions\n/],
  ['qui n’a rien nommé cette semaine ?', /5 structures n’ont encore nommé personne/],
  ['quels collèges ont utilisé plus de 50 % de leur quota', /Je n’ai pas bien compris/],
  ['combien à Noisy et Bondy ?', /Je ne comprends pas « Noisy »|peut désigner/],
  ['combien dans les communes autres que Bondy', /Je n’ai pas bien compris/],
  ['combien à Bondy et à Tours', /Je ne comprends pas « Tours »/],
  [
    'entre Bondy et Stains, qui a le plus de places ?',
    /Le plus : Bondy, avec 13 places restantes[^]*Bondy\n13\n14\n1\nStains\n3\n3\n0/,
  ],
  ['combien de collèges ont commencé ?', /1 structure a déjà nommé/],
  ['il restait combien hier ?', /Un autre jour\nJe ne connais que les chiffres de maintenant/],
  ['How many are left in Bondy?', /Places remaining, Bondy\n13 places of 14 remain/],
])('%s', async (question, answer) => {
  const asks = relais.speaker(await relais.world.member('coordinator'));
  await asks.says(question);
  asks.seesLast(answer);
});

test('a question changes the one before: another place, a grouping, a kind, a measure, the text', async () => {
  await coordinator.says('combien reste-t-il à Bondy ?');
  coordinator.seesLast(/Places restantes, Bondy\nIl reste 13 places sur 14/);
  await coordinator.says('et à Stains ?');
  coordinator.seesLast(/Places restantes, Stains\nIl reste 3 places sur 3/);
  await coordinator.says('et à Bondy');
  await coordinator.says('et les circos ?');
  coordinator.seesLast(/Places restantes, Bondy, Circonscriptions\nIl reste 5 places sur 5/);
  await coordinator.says('et les collèges ?');
  coordinator.seesLast(/Places restantes, Bondy, Collèges\nIl reste 8 places sur 9/);
  await coordinator.says('par collège');
  coordinator.seesLast(/Jean Renoir\n6\n6\n0/);
  await coordinator.says('et en attente ?');
  coordinator.seesLast(/Élèves en attente, Bondy, Collèges\n1 élève attend/);
  await coordinator.says('en texte');
  coordinator.seesLast(/Élèves en attente, Bondy, Collèges[^]*Jean Zay : Attente 1, Total 1, Reste 0/);
});

test('an answer is regrouped, reordered and opened by its buttons, in place; each says the same as the sentence', async () => {
  const asks = relais.speaker(await relais.world.member('coordinator'));
  await asks.says('ce qui reste');
  await asks.clicks('Par structure');
  expect(asks.screen()).toHaveLength(1);
  asks.seesLast(/Angela Davis\n4\n4\n0/);
  await asks.clicks('Du plus au moins');
  asks.seesLast(/du plus au moins[^]*Jean Renoir\n6[^]*Circo\. Bondy\n5[^]*Angela Davis\n4/);
  await asks.clicks('Par nom');
  const known = await relais.store.institutions.all();
  const barbara = known.find(({ name }) => name === 'Collège Barbara')!;
  await asks.clicks('Ouvrir', { filling: { institution: barbara.uai } });
  asks.seesLast(
    /Collège Barbara, Stains\nCode [^]*Il reste 3 places sur 3[^]*Personne n’est encore inscrit[^]*Aucune nomination/,
  );
  await asks.clicks('En texte');
  asks.seesLast(/Barbara : Reste 3, Total 3, Attente 0/);
});

test('a school’s detail: its heads and how its nominations came', async () => {
  const asks = relais.speaker(await relais.world.member('coordinator'));
  await asks.says('qui est le principal du collège Jean Zay ?');
  asks.seesLast(
    /Collège Jean Zay, Bondy[^]*Nadia Bensaïd \(chef d’établissement\)[^]*semaine du 16 mars 2026 : 2 élèves/,
  );
});

test('a near miss keeps what the question before said', async () => {
  const asks = relais.speaker(await relais.world.member('coordinator'));
  await asks.saysAll('combien d’élèves attendent à Stains ?', 'et à Bondi ?', 'oui');
  asks.seesLast(/Élèves en attente, Bondy/);
  await asks.saysAll('et partout ?');
  asks.seesLast(/Élèves en attente, toute l’opération/);
});

test('a question that is asked beside a choice leaves the choice', async () => {
  const asks = relais.speaker(await relais.world.member('coordinator'));
  await asks.saysAll('reste Bondi', 'combien de nominations hier ?');
  asks.seesLast(/Aucun élève n’a été nommé/);
});

test('needs are told of no place and of no day; of the whole, once they are many enough, of the night before', async () => {
  const { head } = await relais.aCollege({ name: 'Collège Robespierre', commune: 'Dugny', quota: 9 });
  for (const lastName of ['Ab', 'Bc', 'Cd']) await nominatesByCard(head, { ...GOOD_FORM, lastName, need: 'shelter' });
  const asks = relais.speaker(await relais.world.member('coordinator'));
  await asks.says('combien d’élèves à l’hôtel à Dugny ?');
  asks.seesLast(/Les besoins ne sont donnés ni pour un lieu, ni pour un jour/);
  await asks.clicks('Besoins, toute l’opération');
  asks.seesLast(/Hôtel, 115 ou hébergement[^]*trop peu pour être dit[^]*Compté la nuit/);
  expect(asks.lastMessage()).not.toMatch(/Compté le/);
  await asks.says('combien d’élèves à l’hôtel ?');
  asks.seesLast(/Trop peu d’élèves ont ce besoin/);
  await asks.says('combien d’élèves à l’hôtel par collège');
  asks.seesLast(/ni pour un lieu/);
  await asks.says('combien d’élèves hébergés en REP ?'); // of no school at all: no number is told all the same
  asks.seesLast(/ni pour un lieu/);
  asks.seesNot(/Aucun élève nommé n’a ce besoin/);
  await asks.saysAll('reste à Dugny', 'quels sont les besoins ?');
  asks.seesLast(/toute l’opération[^]*Hôtel, 115 ou hébergement/);
  await head.says('combien de mes élèves sont à l’hôtel ?'); // whom the head knows
  head.seesLast(/3 élèves nommés ont ce besoin/);
});

test('what is not understood is said, with the nearest commands; no apology twice in a row', async () => {
  const asks = relais.speaker(await relais.world.member('coordinator'));
  await asks.says('reste Marseille');
  asks.seesLast(/Je ne comprends pas « Marseille »/);
  const first = asks.lastMessage();
  await asks.says('reste Marseille');
  expect(asks.lastMessage()).not.toBe(first);
  await asks.clicks('Places restantes, toute l’opération');
  asks.seesLast(/Places restantes, toute l’opération/);
});

test('what is not a coordinator’s is said kindly, with what they can do', async () => {
  const asks = relais.speaker(await relais.world.member('coordinator'));
  await asks.says('je voudrais nommer un élève');
  asks.seesLast(/Les nominations se font dans les établissements[^]*ce qui reste/);
  await asks.says('la liste des élèves');
  asks.seesLast(/Les élèves ne sont vus que de leur établissement/);
});
