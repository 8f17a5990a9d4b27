/** By keyboard alone, enlarged, in the dark: the whole path, and where the focus is after each thing that is done. */
import { Chat, DESKTOP, PHONE } from './chat';
import { aSession } from './session';

const session = aSession();

const yesterday = new Date(Date.now() - 86_400_000).toLocaleDateString('en-US', {
  ...{ month: '2-digit', day: '2-digit', year: 'numeric', timeZone: 'Europe/Paris' },
});

/** Presses Tab until the thing of this name has the focus. */
async function tabsTo(chat: Chat, name: RegExp, key = 'Tab'): Promise<void> {
  for (let i = 0; i < 60; i++) {
    await chat.page.keyboard.press(key);
    if (name.test(await chat.focused())) return;
  }
  throw new Error(`never reached ${name}; the focus is on ${await chat.focused()}`);
}

test('the whole path by keyboard: a person is chosen, a pupil nominated by card, the list read', async () => {
  const chat = await Chat.open(session.browser, session.bot.url, DESKTOP);
  const { keyboard } = chat.page;
  await tabsTo(chat, /INPUT Nom, établissement ou commune/);
  await keyboard.type('romainville houel');
  await tabsTo(chat, /BUTTON .*Benali/);
  await keyboard.press('Enter');
  await chat.pane.locator('.row.bot').first().waitFor();
  expect(await chat.focused()).toMatch(/TEXTAREA Écrivez à Relais/);
  await keyboard.type('nommer');
  await chat.answered(() => keyboard.press('Enter'));
  expect(await chat.focused()).toMatch(/TEXTAREA/);

  await tabsTo(chat, /BUTTON Annuler/, 'Shift+Tab');
  await tabsTo(chat, /BUTTON Vérifier/, 'Shift+Tab');
  await keyboard.press('Enter'); // empty: the client itself says what is missing, and goes to the first line
  await chat.sees('Prénom : cette réponse est obligatoire.');
  await chat.looksGood('everyone-01-missing');
  const answers = ['Diallo', 'Inès', '05122013', '4EB', 'Aucun', yesterday.replaceAll('/', ''), 'Par t'];
  for (const [i, answer] of answers.entries()) {
    if (i > 0) await tabsTo(chat, /^(?:INPUT|SELECT)/);
    // A date's own parts are three stops.
    await keyboard.type(answer);
    if (/^\d+$/.test(answer)) await keyboard.press('Tab');
  }
  await tabsTo(chat, /BUTTON Vérifier/);
  await chat.answered(() => keyboard.press('Enter'));
  await chat.sees('Vérifiez avant de confirmer');
  expect(await chat.focused()).toMatch(/ARTICLE/); // the card that took the form's place
  await tabsTo(chat, /BUTTON Confirmer/);
  await chat.answered(() => keyboard.press('Space'));
  await chat.sees('Inès Diallo a une place : une carte SIM lui revient.');
  expect(await chat.focused()).toMatch(/ARTICLE/);
  await tabsTo(chat, /BUTTON Mes élèves/);
  await chat.answered(() => keyboard.press('Enter'));
  await chat.sees('1 élève nommé');
  expect(await chat.focused()).toMatch(/BUTTON Mes élèves/);
  await chat.clicks('Voir');
  await chat.looksGood('everyone-02-pupil');
  await chat.clicks('Corriger');
  await chat.looksGood('everyone-03-correct');
  expect(chat.problems).toEqual([]);
  await chat.close();
});

/** WCAG 1.4.4 and 1.4.10: a desk of 1280 pixels at 200 % is 640 of them, at 400 % 320. */
test.each([
  ['200 %', { width: 640, height: 430 }],
  ['400 %', { width: 320, height: 256 }],
])('at %s nothing is cut off, and all of it can be reached', async (name, viewport) => {
  const chat = await Chat.open(session.browser, session.bot.url, viewport);
  const at = name.replace(/\D/g, '');
  await chat.looksGood(`zoom-${at}-people`);
  await chat.becomes('bondy');
  await chat.says('nommer');
  await chat.looksGood(`zoom-${at}-form`);
  await chat.clicks('Annuler');
  await chat.sees(/C’est annulé/);
  await chat.says('mes élèves');
  await chat.looksGood(`zoom-${at}-pupils`);
  await chat.becomes('claire fontaine');
  await chat.says('reste Montreuil');
  await chat.looksGood(`zoom-${at}-commune`);
  await chat.close();
});

test('in the dark, on a phone: every kind of card', async () => {
  const chat = await Chat.open(session.browser, session.bot.url, PHONE);
  await chat.becomes('pantin lavoisier');
  await chat.page.locator('#dark').click();
  await chat.looksGood('dark-01-welcome');
  await chat.says('nommer');
  await chat.fills('Nom de famille', 'Petit');
  await chat.page.locator('#dark').click();
  await chat.page.locator('#dark').click();
  expect(await chat.pane.getByLabel('Nom de famille').last().inputValue()).toBe('Petit'); // nobody updated the card
  await chat.looksGood('dark-02-form');
  await chat.says('Petit');
  for (const said of ['Léa', '12/05/2008', '4EB', '6', 'hier', '1']) await chat.says(said);
  await chat.looksGood('dark-03-review-with-warnings');
  await chat.says('oui');
  await chat.looksGood('dark-04-recorded');
  await chat.says('nommer');
  for (const said of ['Petite', 'Léa', '12/05/2008', '4EB', '6', 'hier', '1']) await chat.says(said);
  await chat.looksGood('dark-05-near');
  await chat.says('même');
  await chat.says('mes élèves petit');
  await chat.looksGood('dark-06-pupil');
  await chat.says('retirer petit');
  await chat.looksGood('dark-07-withdraw');
  await chat.becomes('claire fontaine');
  await chat.says('reste Montreuil');
  await chat.looksGood('dark-08-commune');
  expect(chat.problems).toEqual([]);
  await chat.close();
});
