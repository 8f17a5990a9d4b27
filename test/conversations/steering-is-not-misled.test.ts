/** What others tried on who steers: old cards, files and forms of another operation, numbers that changed, sentences half read. */
import { usualRules } from '../../src/domain/campaign';
import type { Institution } from '../../src/domain/institution';
import { addOperation, become } from '../../src/services/operations/changeOperation';
import { carryOut } from '../../src/services/movements/carryOut';
import { start } from '../../src/services/movements/start';
import { OPERATOR } from '../../src/services/people/changePeople';
import { GOOD_FORM, Relais } from '../support/relais';
import type { Speaker } from '../support/speaker';

let relais: Relais;
let schools: Institution[];
let coordinator: Speaker;
let other: string;

beforeAll(async () => {
  relais = await Relais.start();
  schools = [
    await relais.world.institution({ name: 'Collège Premier', quota: 9 }),
    await relais.world.institution({ name: 'Collège Second', quota: 4, priority: 'REP+' }),
  ];
  const made = { form: 'o', name: 'Tablettes', kind: 'tablet' as const, ...usualRules('tablet') };
  other = (await addOperation(relais.world.services, OPERATOR, made)).id;
  await relais.store.institutions.takePart(other, [schools[0]!.uai]);
  await receives('sim-2020', 50);
  await receives(other, 30);
});
afterAll(() => relais.close());
beforeEach(async () => {
  coordinator = await relais.aCoordinator();
  await relais.restarts();
});

async function receives(campaign: string, count: number): Promise<void> {
  const id = `lot${Math.random()}`;
  const legs = [{ from: 'outside', to: 'reserve', count } as const];
  await start(relais.world.services, { ...OPERATOR, within: campaign }, { id, kind: 'receive', reason: 'lot', legs });
  await carryOut(relais.world.services, id);
}
const goes = (campaign: string, ...states: ('open' | 'closed' | 'archived')[]) =>
  states.reduce<Promise<unknown>>(
    (before, next) => before.then(() => become(relais.world.services, OPERATOR, campaign, next)),
    Promise.resolve(),
  );
const stateOf = async (id: string) => (await relais.store.campaigns.find(id))?.state;
const movementsOf = async (id: string) => (await relais.store.movements.of(id, 50)).length;

test.each([['nothing'], [''], ['{"$gt":""}']])(
  'a card of the operation %j, which is not there, closes no other',
  async (campaign) => {
    await coordinator.posts(coordinator.activity({ value: { act: 'closeOperation', campaign, sure: 'yes' } }));
    coordinator.seesLast(/Je ne retrouve pas cette opération/);
    await coordinator.posts(coordinator.activity({ value: { act: 'importInstitutions', campaign } }));
    coordinator.seesLast(/Je ne retrouve pas cette opération/);
    expect(await stateOf('sim-2020')).toBe('open');
  },
);

test('what was previewed is done, or previewed anew: more came into the reserve meanwhile', async () => {
  await coordinator.says('répartis la réserve à parts égales');
  coordinator.seesLast(/En tout : 50 places/);
  await receives('sim-2020', 6);
  const before = await movementsOf('sim-2020');
  await coordinator.clicks('Confirmer');
  coordinator.seesLast(/En tout : 56 places[^]*Les nombres ont changé depuis cette prévision/);
  expect(await movementsOf('sim-2020')).toBe(before);
  await coordinator.says('oui');
  coordinator.seesLast(/56 places réparties/);
  await receives('sim-2020', 50);
});

test('a movement that was confirmed is told again by its old card, as often as it is clicked', async () => {
  await coordinator.says('déplace 1 place de Collège Premier vers Collège Second');
  const click = coordinator.click('Confirmer');
  await coordinator.posts(click);
  coordinator.seesLast(/1 place déplacée/);
  await coordinator.posts({ ...click, id: 'again' });
  coordinator.seesLast(/1 place déplacée/);
});

test('a list that was sent for an operation goes into it, whichever was chosen since', async () => {
  await coordinator.says('passe à l’opération tablettes');
  await coordinator.sendsFile('codes.csv', Buffer.from(`UAI\n${schools[1]!.uai}\n`));
  coordinator.seesLast(/Pour l’opération « Tablettes »/);
  await coordinator.says('passe à l’opération Cartes SIM, printemps 2020');
  await coordinator.clicks('Faire participer 1 structure');
  coordinator.sees(/C’est fait/);
  expect((await relais.store.institutions.among([schools[1]!.uai]))[0]?.campaigns).toEqual(['sim-2020', other]);
});

test('archived meanwhile: a movement and a nomination that were under review go nowhere else', async () => {
  await goes(other, 'open');
  const head = relais.speaker(await relais.world.member('principal', [schools[0]!]));
  await relais.restarts();
  await head.says('nommer');
  await head.clicks('Choisir', { of: 'Tablettes' });
  await head.clicks('Vérifier', { filling: { ...GOOD_FORM, need: 'noDevice' } });
  await coordinator.says('passe à l’opération tablettes');
  await coordinator.says('répartis 5 tablettes à parts égales');
  await goes(other, 'closed', 'archived');
  await relais.restarts();
  const before = await movementsOf('sim-2020');
  await coordinator.clicks('Confirmer');
  coordinator.seesLast(/Cette opération est archivée/);
  await head.clicks('Confirmer');
  head.seesLast(/Cette opération est close/);
  expect(await movementsOf('sim-2020')).toBe(before);
  expect(await relais.store.nominations.model.countDocuments({})).toBe(0);
});

test.each([
  ['répartis 20 % de la réserve par effectifs', /Combien de places/],
  ['répartis 10 cartes à égalité en REP+', /Selon\nParts égales\nPour qui\nREP\+[^]*Collège Second/],
  [
    'reprends ce qui n’est pas utilisé depuis le 1er mars à moins de 20 %',
    /Rien nommé depuis le\n1er mars 2026\nMoins de … % utilisé\n20/,
  ],
  ['répartis 10 cartes à parts égales entre les collèges de Bondy', /Pour qui\ncollèges Bondy\n/],
  ['ouvre cette opération', /« Cartes SIM, printemps 2020 » est ouverte/],
  [
    'on a reçu 5 000 cartes de la Fondation Rothschild, annoncées 6 000',
    /Donateur\nFondation Rothschild\nReçu le\n16 mars 2026\nNombre annoncé\n6000\nNombre reçu\n5000/,
  ],
  ['on a reçu 500 cartes de la Fondation SFR le 12/03/2026', /Fondation SFR\nReçu le\n12 mars 2026[^]*500/],
  ['partage la moitié de la réserve à parts égales', /Combien de places/],
  [
    'on a recu 50 cartes de plus de SFR hier, 60 annoncées',
    /Donateur\nSFR\nReçu le\n15 mars 2026\nNombre annoncé\n60\nNombre reçu\n50/,
  ],
  ['reprendre l’inutilisé', /Rien nommé depuis le\n14 février 2026/],
  ['reprends 2 places à Collège Premier', /Depuis\nCollège Premier[^]*Vers\nRéserve\nNombre\n2/],
])('%s: all of it is read, or asked for', async (said, shown) => {
  await coordinator.says(said);
  coordinator.seesLast(shown);
});

test('the rules that an operation began with can be read again: only the last day is changed', async () => {
  await coordinator.says('date limite au 15 mai 2026');
  coordinator.seesLast(/Vérifiez les changements[^]*Dernier jour pour nommer\n15 mai 2026/);
  await coordinator.says('oui');
  coordinator.seesLast(/L’opération est modifiée/);
  expect(await relais.store.campaigns.find('sim-2020')).toMatchObject({
    deadline: '2026-05-15',
    needs: usualRules('sim').needs,
  });
});

test('in writing alone: a form’s own words are answers, another command is none, and a yes is to what was asked last', async () => {
  await coordinator.says('déplacer des places');
  await coordinator.says('de la réserve');
  coordinator.seesLast(/Vers quelle structure/);
  await coordinator.says('mouvements');
  coordinator.sees(/mouvements récents/);
  coordinator.seesLast(/Vers quelle structure/);
  await coordinator.says('Collège Premier');
  await coordinator.says('clore cette opération');
  coordinator.sees(/Clore « Cartes SIM, printemps 2020 » \?/);
  await coordinator.says('oui');
  coordinator.sees(/« Cartes SIM, printemps 2020 » est close/);
  await coordinator.says('rouvre cette opération');
  await coordinator.says('annuler');
  coordinator.sees(/Rien n’a été changé/);
  expect(coordinator.buttons().filter(({ button }) => button.title === 'Ouvrir')).toEqual([]);
  await coordinator.says('rouvre cette opération');
  await coordinator.says('oui');
  expect(coordinator.buttons().filter(({ button }) => button.title === 'Ouvrir')).toEqual([]);
  coordinator.sees(/« Cartes SIM, printemps 2020 » est ouverte/);
  expect(await stateOf('sim-2020')).toBe('open');
});

test('the form of an operation under review takes its own lines: nothing else is opened', async () => {
  await coordinator.says('crée une opération de tablettes appelée Essai');
  coordinator.seesLast(/Vérifiez l’opération/);
  await coordinator.says('date limite le 15 mai 2026');
  coordinator.seesLast(/Vérifiez l’opération[^]*Essai[^]*15 mai 2026/);
  await coordinator.says('annuler');
});

test.each(['mets au rebut 2 cartes', 'répartis la réserve à parts égales'])(
  'a question asked over the review of « %s » is answered, and the review stays',
  async (says) => {
    await coordinator.saysAll(says, 'combien au Collège Premier ?');
    coordinator.seesNot(/Il me faut un nombre/);
    coordinator.sees(/Collège Premier[^]*places?/);
    coordinator.seesLast(/Tout est juste \?/);
  },
);

test('a lot that a colleague wrote down a moment ago is seen before it is written down twice', async () => {
  const other = relais.speaker(await relais.world.member('coordinator', [], 'Marc Autre'));
  const says = 'on a reçu 13 cartes de la Fondation Pareille';
  const lots = async () =>
    (await relais.store.movements.lots('sim-2020')).filter(({ lot }) => lot?.giver.includes('Pareille'));
  await coordinator.says(says);
  coordinator.seesNot(/Un lot pareil/);
  await other.saysAll(says, 'oui');
  await coordinator.says('oui');
  coordinator.seesLast(/Un lot pareil[^]*déjà enregistré[^]*Est-ce bien un autre/);
  expect(await lots()).toHaveLength(1);
  await coordinator.says('oui');
  expect(await lots()).toHaveLength(2);
});

test('what a donor is called is no link and no emphasis in the list of movements', async () => {
  const { services } = relais.world;
  const lot = { giver: '**Gras** [lien](http://exemple.fr)', on: '2026-03-16', announced: 2 };
  const legs = [{ from: 'outside', to: 'reserve', count: 2 } as const];
  await start(services, { ...OPERATOR, within: 'sim-2020' }, { id: 'gras', kind: 'receive', reason: 'lot', legs, lot });
  await carryOut(services, 'gras');
  await coordinator.says('mouvements');
  coordinator.seesNot(/(?<!\\)\*\*Gras/);
  expect(coordinator.lastMessage()).toMatch(/\\\[lien/);
});

test('an operation that was closed meanwhile receives a lot once that is seen', async () => {
  await coordinator.says('on a reçu 3 cartes de la Fondation Tardive');
  coordinator.seesNot(/est close/);
  await goes('sim-2020', 'closed');
  await coordinator.says('oui');
  coordinator.seesLast(/Cette opération est close/);
  await goes('sim-2020', 'open');
  await coordinator.says('annuler');
});
