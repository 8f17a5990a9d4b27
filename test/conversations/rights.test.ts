/** A family asks: a coordinator finds one pupil by name and birth date, tells what is kept, and erases it when asked. */
import { nominatesByCard, Relais } from '../support/relais';

let relais: Relais;
beforeAll(async () => void (relais = await Relais.start()));
afterAll(() => relais.close());

test('told by card or by typing, then erased behind a question', async () => {
  const { head } = await relais.aCollege({ name: 'Collège Rosa Parks' });
  await nominatesByCard(head, { lastName: 'Demandée' });
  const coordinator = await relais.aCoordinator();
  await coordinator.says('une famille demande ses données');
  coordinator.seesLast(/Données d’un élève/);
  await coordinator.saysAll('Demandee', 'ines', '12/05/2013');
  coordinator.seesLast(
    /Ce qui est gardé : 1 nomination[^]*Demandée[^]*Collège Rosa Parks[^]*nomination par l’établissement/,
  );
  await coordinator.clicks('Corriger');
  await coordinator.saysAll('classe 5EA', 'oui');
  coordinator.seesLast(/C’est corrigé/);
  const [corrected] = await relais.store.nominations.model.find({ 'pupil.lastName': 'Demandée' }).lean();
  expect(corrected!.pupil.className).toBe('5EA');
  await coordinator.says('données d’un élève');
  await coordinator.saysAll('Demandée', 'Inès', '12/05/2013');
  await coordinator.clicks('Effacer');
  coordinator.seesLast(/Effacer les données de Inès Demandée/);
  await coordinator.clicks('Effacer pour toujours');
  coordinator.seesLast(/Les données sont effacées/);
  await head.says('mes élèves');
  head.seesLast(/Vous n’avez pas encore nommé/);
  await head.says('journal');
  head.seesLast(/Claire Fontaine a effacé les données d’un élève[^]*a consulté, pour une famille/);
  expect(relais.logged.join('')).not.toMatch(/Demand|Inès|ines/);
});

test('of a pupil nobody knows nothing is kept; a head is told that it is not theirs', async () => {
  const coordinator = await relais.aCoordinator();
  await coordinator.says('données d’un élève');
  await coordinator.clicks('Chercher', {
    filling: { lastName: 'Personne', firstName: 'Inconnue', birthDate: '2012-02-03' },
  });
  coordinator.seesLast(/Rien n’est gardé de cet élève/);
  const { head } = await relais.aCollege();
  await nominatesByCard(head, { lastName: 'Gardée', birthDate: '2011-04-05' });
  const [kept] = await relais.store.nominations.model.find({ 'pupil.lastName': 'Gardée' }).lean();
  for (const value of [{ act: 'rights' }, { act: 'erase', nomination: kept!._id, name: 'sim-2020', sure: 'yes' }]) {
    await head.posts(head.activity({ value }));
    head.seesLast(/Votre rôle ne permet pas cette action/);
  }
  expect((await relais.store.nominations.model.findById(kept!._id))!.erased).toBeUndefined();
});

test('forms that are open about an erased pupil forget them', async () => {
  const { head } = await relais.aCollege({ quota: 3 });
  const coordinator = await relais.aCoordinator();
  await nominatesByCard(head, { lastName: 'Formulaire', birthDate: '2012-09-08' });
  await head.says('corriger Formulaire');
  await coordinator.says('données d’un élève');
  await coordinator.clicks('Chercher', {
    filling: { lastName: 'Formulaire', firstName: 'Inès', birthDate: '2012-09-08' },
  });
  await coordinator.clicks('Effacer');
  await coordinator.clicks('Effacer pour toujours');
  const kept = await relais.store.conversations.model.find().lean();
  expect(JSON.stringify(kept)).not.toContain('Formulaire');
  await head.says('mes élèves');
  head.seesLast(/Vous n’avez pas encore nommé/);
});
