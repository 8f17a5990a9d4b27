/** A coordinator steers an operation beside a head who watches: preview, confirmation, progress, and the head's own count changed in the other pane. */
import { Chat, DESKTOP, PHONE } from './chat';
import { aSession } from './session';

const session = aSession();

test.each([
  ['desktop', DESKTOP],
  ['phone', PHONE],
] as const)('received, shared out, moved; the head sees it (%s)', async (width, viewport) => {
  const coordinator = await Chat.open(session.browser, session.bot.url, viewport);
  await coordinator.becomes('Claire Fontaine');
  const head = await Chat.open(session.browser, session.bot.url, viewport);
  await head.becomes('Nadia Bensaïd Jean de Beaumont');
  await head.says('combien il me reste');
  const before = await remaining(head);

  await coordinator.says('piloter');
  await coordinator.sees('Élèves en attente');
  await coordinator.looksGood(`steering-${width}-01-steer`);
  await coordinator.says('on a reçu 2 000 cartes de la Fondation SFR');
  await coordinator.sees('Recevoir ce lot ?');
  await coordinator.looksGood(`steering-${width}-02-lot`);
  await coordinator.clicks('Confirmer');
  await coordinator.sees('2 000 places reçues');

  await coordinator.says('répartis 1 400 cartes par IPS entre les collèges, au moins 3');
  await coordinator.sees('Répartir ainsi ?');
  await coordinator.looksGood(`steering-${width}-03-preview`);
  await coordinator.clicks('Tout voir (130)'); // the page of changes comes below, the preview stays
  await coordinator.looksGood(`steering-${width}-04-all`);
  await coordinator.clicks('Confirmer');
  await coordinator.sees('1 400 places réparties');
  await coordinator.looksGood(`steering-${width}-05-done`);
  await head.says('combien il me reste');
  expect(await remaining(head)).toBeGreaterThanOrEqual(before + 3);

  const held = await remaining(head);
  await coordinator.says('déplace 2 places de Jean de Beaumont vers la réserve');
  await coordinator.looksGood(`steering-${width}-06-move`);
  await coordinator.says('oui');
  await coordinator.sees('2 places déplacées');
  await head.says('combien il me reste');
  expect(await remaining(head)).toBe(held - 2);
  await head.says('journal');
  await head.sees('a repris 2 places');
  await head.looksGood(`steering-${width}-07-journal`);

  await coordinator.says('opérations');
  await coordinator.looksGood(`steering-${width}-08-operations`);
  await coordinator.says('mouvements');
  await coordinator.looksGood(`steering-${width}-09-movements`);

  await coordinator.says('on a reçu 60 000 cartes de la Fondation SFR');
  await coordinator.clicks('Confirmer');
  await coordinator.sees(/C’est en cours|60\s000 places reçues/);
  await coordinator.looksGood(`steering-${width}-10-progress`);
  while (await coordinator.pane.getByRole('button', { name: 'Où en est-ce ?' }).count())
    await coordinator.clicks('Où en est-ce ?');
  await coordinator.sees('60 000 places reçues');
  for (const chat of [coordinator, head]) {
    expect(chat.problems).toEqual([]);
    await chat.close();
  }
});

/** What remains, by the last answer. */
async function remaining(chat: Chat): Promise<number> {
  const said = await chat.pane.locator('.row.bot').last().innerText();
  return Number(/(?:reste|encore)\D{0,40}(\d+)/i.exec(said)?.[1]);
}
