/** What is written changes nothing by itself: every command, by every example of both languages, by those who may do most; only a yes to the card below does. */
import { en, fr, type CommandName } from '../../src/catalogue';
import { nominate } from '../../src/services/nominate';
import { handOver } from '../../src/services/articles/handOver';
import type { PlainDate } from '../../src/domain/plainDate';
import type { Institution } from '../../src/domain/institution';
import { nominatesByCard, Relais } from '../support/relais';
import type { Speaker } from '../support/speaker';
import type { KnownMember } from '../support/world';

let relais: Relais;
let people: Record<'principal' | 'coordinator' | 'proposer', Speaker>;
let college: Institution;
let principal: KnownMember;
let proposed: string;

const MEMBERS = ['Marie Blanc', 'Hector Malo'] as const;

beforeAll(async () => {
  relais = await Relais.start();
  const { world, store } = relais;
  ({ college, principal } = await relais.aCollege({ name: 'Collège Barbara', commune: 'Stains', quota: 5 }));
  people = {
    principal: relais.speaker(principal),
    coordinator: await relais.aCoordinator(),
    proposer: relais.speaker(await world.member('proposer', [college], 'Yasmine Haddou')),
  };
  for (const name of MEMBERS) await world.member('reader', [], name);
  await store.members.model.updateOne({ name: 'Hector Malo' }, { $set: { suspended: true } });
  await nominatesByCard(people.principal); // Diallo
  await nominatesByCard(people.proposer, { lastName: 'Sow', birthDate: '2013-01-02' });
  proposed = (await store.nominations.model.findOne({ state: 'proposed' }).lean())!._id;
  const about = { need: 'noAccess' as const, told: { on: '2026-03-12' as PlainDate, how: 'phone' as const } };
  const pupil = { lastName: 'Keita', firstName: 'Ali', birthDate: '2013-03-04' as PlainDate, className: '4EB' };
  await nominate(world.services, principal, { id: 'keita', institution: college.uai, pupil, ...about });
  await handOver(world.services, principal, { form: 'f', nomination: 'keita', proof: 'signature', language: 'fr' });
});
afterAll(() => relais.close());

/** All that is kept, but for conversations and what a person chose for themself. */
async function kept(): Promise<string> {
  const { nominations, units, members, deliveries, serials, leads, movements, campaigns, institutions } = relais.store;
  const all = await Promise.all(
    [nominations, units, members, deliveries, serials, leads, movements, campaigns, institutions].map(({ model }) =>
      (model as typeof nominations.model).find().sort({ _id: 1 }).lean(),
    ),
  );
  return JSON.stringify(all, (key, value: unknown) =>
    ['language', 'campaign', 'journal', 'uncarried'].includes(key) ? undefined : value,
  );
}

/** Whom a sentence is about, so that it has something to act on. */
const NAMES: Partial<Record<CommandName, string>> = {
  accept: 'Sow',
  decline: 'Sow',
  suspendPerson: 'Marie Blanc',
  restorePerson: 'Hector Malo',
  undoHandOver: 'Keita',
  activate: 'Keita',
};

const filled = (example: string, name = 'Diallo'): string =>
  example
    .replaceAll('{name}', name)
    .replaceAll('{place}', 'Barbara')
    .replaceAll('{class}', '4EB')
    .replace(/ ?\{\w+\}/g, '');

const COMMANDS = Object.keys(fr.examples) as CommandName[];

test.each([
  ['principal', [fr]],
  ['coordinator', [fr, en]],
] as const)('no sentence of a %s does anything', async (role, languages) => {
  const before = await kept();
  const failed: string[] = [];
  for (const command of COMMANDS)
    for (const { examples } of languages)
      for (const example of examples[command].split(' | ')) {
        const speaker = relais.speaker(people[role].person); // a conversation of its own: nothing is open
        await speaker.says(filled(example, NAMES[command]));
        if (speaker.last.status !== 200 || !speaker.lastMessage()) failed.push(example);
      }
  expect(failed).toEqual([]);
  expect(await kept()).toBe(before);
});

test.each([
  ['principal', 'faut-il accepter Sow ?'],
  ['principal', 'tu as refusé Sow ?'],
  ['principal', 'j’ai remis la carte à Keita hier'],
  ['coordinator', 'faut-il suspendre Marie Blanc ?'],
  ['coordinator', 'j’ai préparé les bons hier'],
] as const)('a %s who wrote « %s » and was misheard has done nothing', async (role, sentence) => {
  const before = await kept();
  await people[role].saysAll('annuler', 'en français');
  await people[role].says(sentence);
  expect(await kept()).toBe(before);
});

test.each([
  ['principal', 'accepter Sow', /Accepter la proposition pour Inès Sow \?/, /Inès Sow : proposition acceptée/],
  ['coordinator', 'suspendre Marie Blanc', /Suspendre l’accès de Marie Blanc \?/, /L’accès est suspendu/],
  ['coordinator', 'rétablir Hector Malo', /Rétablir l’accès de Hector Malo \?/, /L’accès est rétabli/],
  ['principal', 'la carte de Keita est activée', /La ligne de Ali Keita/, /La ligne de Ali Keita est active/],
  ['coordinator', 'prépare les bons', /Préparer 1 bon de livraison \?/, /1 bon de livraison est prêt/],
] as const)('%s: %s is shown with whom it is about, and a yes does it', async (role, sentence, asked, done) => {
  await people[role].saysAll('annuler', 'en français');
  const before = await kept();
  await people[role].says(sentence);
  people[role].seesLast(asked);
  people[role].seesLast(/Rien n’est encore fait/);
  expect(await kept()).toBe(before);
  await people[role].says('oui');
  people[role].seesLast(done);
  expect(await kept()).not.toBe(before);
});

test('a decision is taken back from its result, by its button or by « annuler » just after; ten minutes later it is not', async () => {
  const head = people.principal;
  const state = async (): Promise<string | null> =>
    relais.store.nominations.stateOf({ campaign: 'sim-2020', _id: proposed });
  expect(await state()).toBe('open');
  await head.says('propositions');
  await head.posts(head.activity({ value: { act: 'undo', nominations: proposed } }));
  head.seesLast(/C’est annulé[^]*Inès Sow attend de nouveau votre décision/);
  expect(await state()).toBe('proposed');
  await head.says('propositions');
  await head.clicks('Refuser');
  head.seesLast(/Inès Sow : proposition refusée/);
  await head.says('annuler');
  head.seesLast(/Revenir sur ce qui vient d’être fait \?/);
  await head.says('oui');
  head.seesLast(/Inès Sow attend de nouveau/);
  expect(await state()).toBe('proposed');
  await head.says('propositions');
  await head.clicks('Accepter');
  relais.clock.advance(11 * 60_000);
  await head.clicks('Revenir en arrière');
  head.seesLast(/Il est trop tard pour revenir en arrière/);
  expect(await state()).toBe('open');
});

test('what a button did to an article is taken back; not once something has followed', async () => {
  const head = people.principal;
  const unit = async () => (await relais.store.units.find({ campaign: 'sim-2020', nomination: 'keita' }))!;
  const before = await unit();
  await head.posts(head.activity({ value: { act: 'activate', nomination: 'keita' } }));
  head.seesLast(/La ligne de Ali Keita est active/);
  const back = head.click('Revenir en arrière');
  await head.posts(back);
  head.seesLast(/L’article est de nouveau comme avant/);
  expect(await unit()).toMatchObject({ state: before.state, endsOn: before.endsOn });
  await head.posts(head.activity({ value: { act: 'activate', nomination: 'keita' } }));
  const again = head.click('Revenir en arrière');
  await head.saysAll('Keita a perdu sa carte', 'oui');
  await head.posts(again);
  head.seesLast(/trop tard pour revenir en arrière/);
});

test('a delegation that was ended by mistake is in force again', async () => {
  const { world, store } = relais;
  const head = people.principal;
  const deputy = await world.member('deputy', [college], 'Paul Adjoint');
  await world.delegates(principal, deputy, college);
  await head.says('mes délégations');
  await head.clicks('Mettre fin');
  head.seesLast(/terminée|fin/i);
  await head.clicks('Revenir en arrière');
  head.seesLast(/La délégation est de nouveau en vigueur/);
  expect((await store.members.find(deputy.id))!.delegations![0]!.revokedAt).toBeUndefined();
});

test('what was done just now is taken back in one’s own words; a nomination by withdrawing the pupil, which is asked', async () => {
  const head = people.principal;
  await head.saysAll('annuler', 'la carte de Keita est perdue', 'annuler');
  await nominatesByCard(head, { lastName: 'Traoré', birthDate: '2013-05-06' });
  await head.says('défais ce que tu viens de faire');
  head.seesLast(/Retirer [^?]*Traoré \?/);
  await head.says('oui');
  head.seesLast(/Traoré ne figure plus sur la liste/);
});

test('what a button did is taken back in one’s own words', async () => {
  const { world, store } = relais;
  const head = people.principal;
  const deputy = await world.member('deputy', [college], 'Louise Petit');
  await world.delegates(principal, deputy, college);
  await head.says('mes délégations');
  await head.clicks('Mettre fin');
  await head.says('défais ce que tu viens de faire');
  head.seesLast(/Revenir sur ce qui vient d’être fait \?/);
  await head.says('oui');
  head.seesLast(/La délégation est de nouveau en vigueur/);
  expect((await store.members.find(deputy.id))!.delegations![0]!.revokedAt).toBeUndefined();
});
