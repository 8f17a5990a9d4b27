/** The Playground as judge: at every step one live form at most, nothing said twice, nothing refused. */
import type { Browser } from 'playwright-core';
import path from 'node:path';
import { launch } from '../e2e/chat';
import { Bot, freshDir, ROOT } from '../process/bot';
import { Playground } from './playground';

let bot: Bot;
let browser: Browser;
let playground: Playground;
beforeAll(async () => {
  bot = await Bot.local({ RELAIS_DATA: freshDir() });
  browser = await launch();
  playground = await Playground.open(browser, bot.port);
});
afterAll(async () => {
  await playground.close();
  await browser.close();
  await bot.kill('SIGTERM');
});

let shots = 0;
afterEach(async () => {
  const file = path.join(ROOT, `test/e2e/screenshots/playground-${String(++shots).padStart(2, '0')}.png`);
  await playground.page.screenshot({ path: file });
});

/** Does one thing, and looks at what stands then. */
async function step(act: () => Promise<void>): Promise<void> {
  await act();
  expect(await playground.liveForms()).toBeLessThanOrEqual(1);
  expect(await playground.refused()).toEqual([]);
  const [before, last] = (await playground.said()).slice(-2);
  expect(last).not.toEqual(before);
}

const says = (...texts: string[]) =>
  texts.reduce((done, text) => done.then(() => step(() => playground.says(text))), Promise.resolve());
const clicks = (title: string) => step(() => playground.clicks(title));

test('greeting, in French', async () => {
  await playground.sees(/Je suis.*Relais/); // no language is told with its first event
  await says('hello', 'français', 'bonjour', 'aide');
  await playground.sees(/Ce que vous pouvez écrire/);
});

test('an empty form that is sent twice', async () => {
  await says('nommer');
  await clicks('Vérifier');
  await clicks('Vérifier');
  await playground.sees(/Prénom\s: cette réponse est obligatoire/);
});

test('a nomination: begun in writing, ended by card', async () => {
  await says('Diallo', 'Inès', '12/05/2013', 'nommer');
  await playground.fills('Classe (obligatoire)', '4EB');
  await playground.chooses('Besoin (obligatoire)', 'Seulement le téléphone d’un parent');
  await playground.choosesToday('Famille informée le (obligatoire)');
  await playground.chooses('Famille informée par (obligatoire)', 'Par téléphone');
  await clicks('Vérifier');
  await playground.sees(/Vérifiez avant de confirmer/);
  await clicks('Confirmer');
  await playground.sees(/Inès Diallo a une place/);
});

test('a nomination in writing, with a wrong date', async () => {
  await says('nommer', 'Traoré', 'Moussa', '31/02/2012');
  await playground.sees(/Cette date n’existe pas/);
  await says('3 novembre 2012', '3EA', '1', 'hier', 'par téléphone', 'oui');
  await playground.sees(/Moussa Traoré a une place/);
});

test('the list, a correction, a withdrawal', async () => {
  await says('mes élèves', 'corriger traoré', 'classe 3EB', 'oui');
  await playground.sees(/C’est corrigé/);
  await says('retirer diallo');
  await clicks('Retirer');
  await playground.sees(/Inès Diallo ne figure plus sur la liste/);
});

test('what remains', async () => {
  await says('reste');
  await playground.sees(/Il reste/);
});
