/** A day as it is lived by all roles, with what goes wrong in it: afterwards no name that was used is in the log. */
import { GOOD_FORM, nominatesByCard, Relais } from '../support/relais';
import { StoreAway } from '../../src/domain/errors';
import { unitsAddUp } from '../support/world';

let relais: Relais;
beforeAll(async () => void (relais = await Relais.start()));
afterAll(() => relais.close());

const NAMES = ['Abadie', 'Bouvreuil', 'Cormoran', 'Dunlin', 'Echasse', 'Fuligule'];
const [first, second, third, fourth, fifth, sixth] = NAMES as [string, string, string, string, string, string];

test('a whole day', async () => {
  const { head, college, principal } = await relais.aCollege({ name: 'Collège Volière', quota: 2 });
  const coordinator = await relais.aCoordinator();
  const cpe = relais.speaker(await relais.world.member('proposer', [college], 'Léa Perche'));
  const deputy = relais.speaker(await relais.world.member('deputy', [college], 'Marc Roy'));
  const stranger = relais.speaker({ aadObjectId: '00000000-0000-4000-8000-0000000000aa', name: 'Qui' });

  await head.addsTheApp();
  await stranger.says(`nomme ${first} Zoé, 5e B`);
  await head.says(`nomme ${first} Zoé, 5e B, née le 12 mars 2013, hôtel social`);
  await head.saysAll('hier', 'par téléphone', 'oui');
  await nominatesByCard(head, { lastName: second, birthDate: '2012-03-04' });
  await nominatesByCard(head, { lastName: third, birthDate: '2011-05-06' });
  head.sees(/1er rang/);
  await nominatesByCard(cpe, { lastName: fourth, birthDate: '2012-07-08' });
  await nominatesByCard(cpe, { lastName: fifth, birthDate: '2013-09-10' });
  await head.saysAll(`accepter ${fourth}`, 'oui', `refuser ${fifth}`, 'oui');
  await head.says('je délègue à Marc Roy jusqu’au 15 mai');
  await head.says('oui');
  await nominatesByCard(deputy, { lastName: sixth, birthDate: '2011-11-12' });
  await deputy.says(`corriger ${sixth}`);
  await deputy.saysAll('prénom Lou', 'oui');
  await head.says('nommer'); // the same pupil, nearly
  await head.clicks('Vérifier', { filling: { ...GOOD_FORM, lastName: `${second}x`, birthDate: '2012-03-04' } });
  await head.says('annuler');
  await head.says(`retirer ${first}`);
  await head.clicks('Retirer');
  head.sees(new RegExp(`${third} a maintenant une place`));

  // What goes wrong: the channel, the database, a forged card, a pasted page.
  relais.connector.failures.push({ method: 'POST', status: 400, conversation: head.conversation });
  await head.says(`voir ${second}`);
  const { openOf } = relais.store.nominations;
  relais.store.nominations.openOf = () => Promise.reject(new StoreAway(`lost with ${second}`));
  await head.says(`où en est ${second} ?`);
  relais.store.nominations.openOf = () => Promise.reject(new Error(`broken with ${third}`));
  await head.says(`où en est ${third} ?`);
  relais.store.nominations.openOf = openOf;
  await head.posts(head.activity({ value: { act: 'pupil', nomination: { $ne: second }, name: third } }));
  await head.says(`${fourth} `.repeat(200));
  await coordinator.saysAll(`voir ${second}`, 'reste', 'journal', 'qui n’a rien nommé');
  await coordinator.says('données d’un élève');
  await coordinator.clicks('Chercher', { filling: { lastName: second, firstName: 'Inès', birthDate: '2012-03-04' } });
  await coordinator.clicks('Effacer');
  await coordinator.clicks('Effacer pour toujours');
  await coordinator.saysAll(`suspendre ${principal.name}`, 'oui');

  const log = relais.logged.join('');
  expect(relais.logged.length).toBeGreaterThan(10);
  for (const name of [...NAMES, 'Zoé', 'Inès', 'Lou"']) expect(log).not.toContain(name);
  await unitsAddUp(relais.store, 2);
});
