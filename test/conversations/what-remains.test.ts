import { uaiOf } from '../support/world';
import { nominatesByCard, Relais } from '../support/relais';
import type { Speaker } from '../support/speaker';

let relais: Relais;
let coordinator: Speaker;
let head: Speaker;

beforeAll(async () => {
  relais = await Relais.start();
  const { world } = relais;
  await world.institution({ name: 'Collège Jean Moulin', commune: 'Aubervilliers', quota: 8, uai: uaiOf(931184) });
  await world.institution({ name: 'Collège Jean Moulin', commune: 'Neuilly-Plaisance', quota: 6 });
  await world.institution({ name: 'Collège Pierre de Geyter', commune: 'Saint-Denis', quota: 9 });
  await world.institution({ name: 'Collège Elsa Triolet', commune: 'Saint-Denis', quota: 10 });
  await world.institution({
    name: 'Circonscription Saint-Denis 1',
    commune: 'Saint-Denis',
    quota: 20,
    kind: 'circonscription',
  });
  await world.institution({ name: 'Collège Jean Zay', commune: 'Le Bourget', quota: 0 });
  ({ head } = await relais.aCollege({ name: 'Collège Romain Rolland', commune: 'Tremblay-en-France', quota: 1 }));
  coordinator = await relais.aCoordinator();
  await nominatesByCard(head, { lastName: 'Un' });
  await nominatesByCard(head, { lastName: 'Deux' });
});
afterAll(() => relais.close());

test.each(['reste', 'Reste ?', 'combien reste-t-il de cartes ?', 'ce qui reste', 'il reste quoi'])(
  '%s: the operation and its streams',
  async (question) => {
    await coordinator.says(question);
    coordinator.seesLast(
      /Places restantes, toute l’opération[^]*Il reste 53 places sur 54\.[^]*1 élève attend une place/,
    );
    coordinator.seesLast(
      /Où\nReste\nTotal\nAttente\nCollèges\n33\n34\n1\nCirconscriptions\n20\n20\n0\nEnsemble\n53\n54\n1\n/,
    );
  },
);

test.each([
  ['reste Saint-Denis', /Places restantes, Saint-Denis\nIl reste 39 places sur 39/],
  ['reste saint denis', /Il reste 39 places sur 39/],
  ['st denis il en reste cb', /Il reste 39 places sur 39/],
  ['combien reste-t-il de cartes à Saint-Denis ?', /Il reste 39 places sur 39[^]*Elsa Triolet\n10\n10/],
  ['reste geyter', /Collège Pierre de Geyter, Saint-Denis/],
  ['reste jean moulin aubervilliers', /Collège Jean Moulin, Aubervilliers\nIl reste 8 places sur 8/],
  ['Jean Moulin Aubervilliers', /Collège Jean Moulin, Aubervilliers\nIl reste 8 places sur 8/],
  ['reste 0931184G', /Collège Jean Moulin, Aubervilliers/],
  ['0931184g', /Collège Jean Moulin, Aubervilliers/],
  ['bilan tremblay', /Où nous en sommes, Tremblay-en-France\n1 place est prise sur 1/],
  ['reste bourget', /n’a pas de dotation/],
])('%s', async (question, answer) => {
  await coordinator.says(question);
  coordinator.seesLast(answer);
});

test.each([
  ['reste Sain-Deni', 'Saint-Denis', /Places restantes, Saint-Denis/],
  ['reste Elsa Triolé', 'Collège Elsa Triolet, Saint-Denis', /Il reste 10 places sur 10/],
  ['reste au collège pierre de gayter', 'Collège Pierre de Geyter, Saint-Denis', /Il reste 9 places sur 9/],
])('%s is a near miss: asked about, never answered as if it had been said', async (question, button, answer) => {
  await coordinator.says(question);
  coordinator.seesLast(/Vouliez-vous dire… \?/);
  await coordinator.clicks(button);
  coordinator.seesLast(answer);
  await coordinator.saysAll(question, 'oui');
  coordinator.seesLast(answer);
});

test.each(['reste 0931184H', 'reste Tombouctou', 'reste Marseille', 'reste Lycée Jacques Brel', 'reste Paris'])(
  '%s: no such place, and it says so',
  async (question) => {
    await coordinator.says(question);
    coordinator.seesLast(/Je n’ai pas bien compris[^]*Je ne comprends pas «/);
  },
);

test('several bear that name: the coordinator chooses, by button, number or commune', async () => {
  await coordinator.says('reste Jean Moulin');
  coordinator.seesLast(/« Jean Moulin » peut désigner plusieurs endroits/);
  await coordinator.clicks('Collège Jean Moulin, Neuilly-Plaisance');
  coordinator.seesLast(/Collège Jean Moulin, Neuilly-Plaisance[^]*Il reste 6 places sur 6/);
  await coordinator.saysAll('reste jean moulin', 'la troisième');
  coordinator.seesLast(/Je ne trouve pas cette réponse dans la liste/);
  await coordinator.says('aubervilliers');
  coordinator.seesLast(/Il reste 8 places sur 8/);
  await coordinator.saysAll('reste jean moulin', 'reste');
  coordinator.seesLast(/toute l’opération/);
  await coordinator.clicks('Collège Jean Moulin, Neuilly-Plaisance');
  await coordinator.clicks('Collège Jean Moulin, Aubervilliers');
  coordinator.seesLast(/Il reste 8 places sur 8/); // its card stays, to compare
  await coordinator.saysAll('reste jean moulin', 'annuler');
  coordinator.seesLast(/C’est annulé/);
});

test('sentence, chart and table say the same numbers, once each', async () => {
  await coordinator.says('reste');
  const { activity } = relais.connector.messages(coordinator.conversation).at(-1)!;
  const card = activity.attachments![0]!.content as { body: { type: string; data?: unknown; rows?: unknown[] }[] };
  const chart = card.body.find(({ type }) => type === 'Chart.HorizontalBar.Stacked');
  expect(JSON.stringify(chart)).toMatch(/Collèges.*"value":33.*"value":1/);
  const table = card.body.find(({ type }) => type === 'Table');
  expect(JSON.stringify(table)).toMatch(/Ensemble.*"53".*"54".*"1"/);
  expect(coordinator.lastMessage().match(/53/g)).toHaveLength(2); // in the sentence, and in the table
  expect([chart, table].map((element) => (element as { fallback?: unknown }).fallback)).toEqual(['drop', 'drop']);
});

test('a head who asks gets their own, and nobody else’s', async () => {
  await head.says('reste');
  head.seesLast(/Collège Romain Rolland, Tremblay-en-France[^]*Il ne reste aucune place sur 1/);
  await head.says('reste Jean Moulin');
  head.sees(/celle des autres relève de la coordination/);
  head.seesLast(/Collège Romain Rolland/);
});

test('a coordinator sees counts, and no pupils', async () => {
  await coordinator.says('mes élèves');
  coordinator.seesLast(/Les élèves ne sont vus que de leur établissement/);
  await coordinator.says('nommer');
  coordinator.seesLast(/Les nominations se font dans les établissements/);
  coordinator.seesNot(/Deux|Inès/);
});

test('a commune with many: six rows and the total a page, turned in place; what is counted elsewhere too is said', async () => {
  for (let i = 1; i <= 8; i++) await relais.world.institution({ commune: 'Drancy', quota: 1 });
  await relais.world.institution({
    ...{ name: 'Circonscription de Drancy et Bobigny', commune: 'Drancy', kind: 'circonscription', quota: 2 },
    alsoIn: ['Bobigny'],
  });
  await relais.restarts();
  const asks = relais.speaker(await relais.world.member('coordinator'));
  await asks.says('reste Drancy');
  asks.seesLast(/Il reste 10 places sur 10[^]*Ensemble\n10\n10\n0[^]*Page 1 sur 2/);
  asks.seesLast(/Circonscription de Drancy et Bobigny couvre aussi Bobigny : ses places y sont comptées également/);
  await asks.clicks('Suite');
  expect(asks.screen()).toHaveLength(1);
  asks.seesLast(/Ensemble\n10\n10\n0[^]*Page 2 sur 2/);
  await asks.clicks('Retour');
  asks.seesLast(/Page 1 sur 2/);
});
