/** Who finds a pupil, who decides, who deputises, who answers for it all: on a phone, each card looked at. */
import { Chat, PHONE } from './chat';
import { aSession } from './session';

const session = aSession();

async function speakingAs(search: string): Promise<Chat> {
  const chat = await Chat.open(session.browser, session.bot.url, PHONE);
  await chat.becomes(search);
  return chat;
}

test('proposed by a CPE who writes for the first time, accepted, delegated, and read in the journal', async () => {
  const cpe = await speakingAs('Yasmine Haddou');
  await cpe.sees('Bonjour Yasmine Haddou');
  await cpe.looksGood('roles-01-greeting');
  await cpe.says('DIALLO Fatou, 5e B, née le 12 mars 2013, hôtel social');
  await cpe.says('hier');
  await cpe.says('par téléphone');
  await cpe.clicks('Confirmer');
  await cpe.sees('Proposition transmise : Fatou DIALLO');
  await cpe.says('mes propositions');
  await cpe.looksGood('roles-02-own-proposals');

  const head = await speakingAs('Nadia Bensaïd Jean de Beaumont');
  await head.says('bonjour');
  await head.clicks('Les propositions');
  await head.sees('DIALLO Fatou');
  await head.looksGood('roles-03-proposals');
  await head.clicks('Accepter');
  await head.sees(/proposition acceptée, une place lui est réservée/);
  await head.says('je délègue à mon adjoint pendant deux semaines');
  await head.looksGood('roles-04-delegation');
  await head.clicks('Confirmer');
  await head.says('mes délégations');
  await head.looksGood('roles-05-delegations');
  await head.says('journal');
  await head.looksGood('roles-06-journal');

  const deputy = await speakingAs('Direction adjointe');
  await deputy.says('mes élèves');
  await deputy.sees('1 élève nommé');
  await head.says('mes délégations');
  await head.clicks('Mettre fin');
  await deputy.says('mes élèves');
  await deputy.sees('Vous n’avez encore proposé aucun élève');
  for (const chat of [cpe, head, deputy]) {
    expect(chat.problems).toEqual([]);
    await chat.close();
  }
});

test('a coordinator imports a list, keeps the people, and answers a family; a reader and a suspended person', async () => {
  const coordinator = await speakingAs('Claire Fontaine');
  const chosen = coordinator.page.waitForEvent('filechooser');
  await coordinator.pane.locator('.attach').click();
  const buffer = Buffer.from(
    'adresse;nom;rôle;UAI\nune@relais.example;Une Première;DSDEN;\nrien;Deux;CPE;\n',
    'latin1',
  );
  await coordinator.answered(async () => (await chosen).setFiles({ name: 'liste.csv', mimeType: 'text/csv', buffer }));
  await coordinator.sees('Voici ce que ce fichier changerait');
  await coordinator.looksGood('roles-07-import');
  await coordinator.clicks('Faire ce changement');
  await coordinator.says('personne Une Première');
  await coordinator.looksGood('roles-08-person');
  await coordinator.says('données d’un élève');
  await coordinator.looksGood('roles-09-rights');
  await coordinator.says('annuler');

  const reader = await speakingAs('Hugo Lemaire');
  await reader.says('reste');
  await reader.sees(/places sur/);
  await reader.says('mes élèves');
  await reader.sees(/Les élèves ne sont vus que de leur établissement/);
  const suspended = await speakingAs('Paul Renard');
  await suspended.sees(/Votre accès à Relais est suspendu/);
  for (const chat of [coordinator, reader, suspended]) {
    expect(chat.problems).toEqual([]);
    await chat.close();
  }
});
