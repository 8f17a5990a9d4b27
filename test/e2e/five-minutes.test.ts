/** Five minutes as a new user would have them, on a phone and at a desk; the screenshots are kept to be looked at. */
import { Chat, DESKTOP, PHONE } from './chat';
import { aSession } from './session';

const QUOTA = 6; // Collège Pierre-André Houël, Romainville

const session = aSession();

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

async function fillsForm(chat: Chat, lastName: string): Promise<void> {
  await chat.fills('Nom de famille', lastName);
  await chat.fills('Prénom', 'Inès');
  await chat.fills('Date de naissance', '2013-05-12');
  await chat.fills('Classe', '4EB');
  await chat.fills('Besoin', 'Seulement le téléphone d’un parent');
  await chat.fills('Famille informée le', daysAgo(1));
  await chat.fills('Famille informée par', 'Par téléphone');
}

test('on a phone: three pupils, by card, by typing, with a wrong date; the quota runs out; one is withdrawn', async () => {
  const chat = await Chat.open(session.browser, session.bot.url, PHONE);
  await chat.looksGood('phone-00-people');
  await chat.becomes('romainville houel');
  await chat.looksGood('phone-01-welcome');
  await chat.says('nommer');
  await chat.looksGood('phone-02-form');
  await fillsForm(chat, 'Diallo');
  await chat.fills('Classe', 'CM2');
  await chat.clicks('Vérifier');
  await chat.sees(/C’est une classe d’école/);
  await chat.looksGood('phone-03-problem');
  await chat.fills('Classe', '4EB');
  await chat.clicks('Vérifier');
  await chat.looksGood('phone-04-review');
  await chat.clicks('Confirmer');
  await chat.sees(`Il reste ${QUOTA - 1} places au Collège Pierre-André Houël.`);
  await chat.looksGood('phone-05-recorded');

  for (const said of ['nommer', 'Traoré', 'Moussa', '31/02/2012']) await chat.says(said);
  await chat.sees(/Cette date n’existe pas/);
  await chat.looksGood('phone-06-wrong-date');
  for (const said of ['3 novembre 2012', '3EA', '1', 'hier', 'par téléphone']) await chat.says(said);
  await chat.looksGood('phone-07-review-typed');
  await chat.says('oui');
  await chat.sees(`Il reste ${QUOTA - 2} places au Collège Pierre-André Houël.`);

  for (const lastName of ['Ba', 'Cissé', 'Doumbia', 'Fofana', 'Gomis', 'Kanté']) {
    await chat.says('nommer');
    await fillsForm(chat, lastName);
    await chat.clicks('Vérifier');
    await chat.clicks('Confirmer');
  }
  await chat.sees(/Inès Kanté est au 2e rang/);
  await chat.looksGood('phone-08-waiting');
  await chat.says('mes élèves');
  await chat.sees('8 élèves nommés');
  await chat.looksGood('phone-09-pupils');
  await chat.says('retirer diallo');
  await chat.looksGood('phone-10-withdraw');
  await chat.clicks('Retirer');
  await chat.sees(/Inès Gomis a maintenant une place/);
  await chat.looksGood('phone-11-withdrawn');
  await chat.says('reste');
  await chat.sees(/Il ne reste aucune place sur 6/);
  await chat.looksGood('phone-12-remaining');
  expect(chat.problems).toEqual([]);
  await chat.close();
});

test('at a desk: the coordinator asks for the total, a commune, a homonym, a typo', async () => {
  const chat = await Chat.open(session.browser, session.bot.url, DESKTOP);
  await chat.becomes('claire fontaine');
  await chat.looksGood('desk-01-welcome');
  await chat.says('reste');
  await chat.sees(/Il reste .* places sur 1.800/);
  await chat.looksGood('desk-02-operation');
  await chat.says('reste Saint-Denis');
  await chat.looksGood('desk-03-commune');
  await chat.says('reste Jean Moulin');
  await chat.sees(/peut désigner plusieurs endroits/);
  await chat.looksGood('desk-04-homonym');
  await chat.clicks('Collège Jean Moulin, Aubervilliers');
  await chat.says('reste Gustav Courbay');
  await chat.sees(/Vouliez-vous dire/);
  await chat.looksGood('desk-05-typo');
  await chat.page.locator('#dark').click();
  await chat.looksGood('desk-06-dark');
  expect(chat.problems).toEqual([]);
  await chat.close();
});

test('on a phone: the coordinator asks ten questions in a row, with follow-ups', async () => {
  const chat = await Chat.open(session.browser, session.bot.url, PHONE);
  await chat.becomes('claire fontaine');
  for (const [says, sees] of TEN_QUESTIONS) {
    await chat.says(says);
    await chat.sees(sees);
    await chat.looksGood(
      `phone-ask-${String(TEN_QUESTIONS.findIndex(([each]) => each === says) + 1).padStart(2, '0')}`,
    );
  }
  expect(chat.problems).toEqual([]);
  await chat.close();
});

const TEN_QUESTIONS: readonly [string, RegExp][] = [
  ['combien de cartes ont été distribuées ?', /places? (?:est|sont) prises? sur 1.800/],
  ['combien à Bondy et Bobigny ?', /Places restantes, Bondy et Bobigny/],
  ['et à Stains ?', /Places restantes, Stains/],
  ['par collège', /Places restantes, Stains/],
  ['et les circos ?', /Places restantes, Stains, Circonscriptions/],
  ['qui n’a encore rien nommé ?', /structures n’ont encore nommé personne/],
  ['les 10 collèges qui ont le plus de places', /les 10 premiers/],
  ['nominations cette semaine par jour', /Élèves nommés/],
  ['fiche du collège Jean Moulin à Montreuil', /Qui agit pour elle/],
  ['reste Marseille', /Je n’ai pas bien compris/],
];

test('on a phone: the coordinator reads charts and tables', async () => {
  const chat = await Chat.open(session.browser, session.bot.url, PHONE);
  await chat.becomes('claire fontaine');
  await chat.says('reste');
  await chat.looksGood('phone-13-operation');
  await chat.says('reste Montreuil');
  await chat.looksGood('phone-14-commune');
  await chat.says('reste Jean Jaurès');
  await chat.looksGood('phone-15-homonym');
  await chat.close();
});

test('side by side: the coordinator asks while the head nominates; a reload keeps both; a stranger sees nothing', async () => {
  const chat = await Chat.open(session.browser, session.bot.url, DESKTOP);
  await chat.page.locator('#beside').click();
  await chat.becomes('claire fontaine');
  await chat.says('reste Romainville');
  await chat.becomes('romainville courbet');
  await chat.says('nommer');
  await chat.looksGood('desk-07-side-by-side');
  await chat.page.reload();
  await chat.page.locator('.pane').nth(1).waitFor();
  expect(await chat.page.locator('.pane').count()).toBe(2);
  await chat.sees(/Quel est le/);
  await chat.page.locator('#beside').click();
  await chat.page.locator('#phone').click();
  await chat.becomes('alex martin');
  await chat.sees(/Je ne vous connais pas encore/);
  await chat.looksGood('desk-08-stranger-phone-width');
  await chat.close();
});
