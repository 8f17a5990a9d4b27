/** One card from the box to the family and back, on screens: two people who send and receive, files that are opened, at both widths. */
import { isLuhn } from '../../src/domain/serial';
import { textOf } from '../support/pdf';
import { Chat, DESKTOP, PHONE } from './chat';
import { aSession } from './session';

const session = aSession();

const serialOf = (n: number): string => {
  const digits = `8933109900${10 ** 7 + n * 7}`;
  return [...'0123456789'].map((each) => digits + each).find(isLuhn)!;
};

/** Accepts the file that is offered last, and opens it. */
async function opens(chat: Chat): Promise<string> {
  await chat.clicks('Accepter');
  const link = chat.pane.locator('.file-name a').last();
  const response = await chat.page.request.get((await link.getAttribute('href'))!);
  expect(response.headers()['content-type']).toBe('application/pdf');
  return textOf(await response.body());
}

test.each([
  ['desktop', DESKTOP, 'Nadia Bensaïd Jean de Beaumont', 100, 'DIALLO'],
  ['phone', PHONE, 'romainville houel', 200, 'KEITA'],
] as const)('sent, counted, handed over, lost, brought back (%s)', async (width, viewport, principal, first, name) => {
  const coordinator = await Chat.open(session.browser, session.bot.url, viewport);
  await coordinator.becomes('Claire Fontaine');
  const head = await Chat.open(session.browser, session.bot.url, viewport);
  await head.becomes(principal);
  const shows = (chat: Chat, step: string): Promise<void> => chat.looksGood(`family-${width}-${step}`);
  for (const pupil of [`${name} Fatou, 5e B, née le 12 mars 2013`, `${name}-SOW Ali, 4e A, né le 3 février 2012`])
    for (const said of [`${pupil}, hôtel social`, 'hier', 'par téléphone', 'oui']) await head.says(said);
  await head.sees(/Ali \S+-SOW a une place/);

  await coordinator.says('numéros de série');
  await shows(coordinator, '01-serials');
  await coordinator.says([1, 2].map((n) => serialOf(first + n)).join(' '));
  await coordinator.sees('Ajouter 2 numéros ?');
  await coordinator.says('oui');
  await coordinator.says('bons de livraison');
  await shows(coordinator, '02-deliveries');
  if (width === 'desktop') {
    await coordinator.clicks('Préparer 161 bons');
    await coordinator.sees('161 bons de livraison sont prêts');
    await coordinator.clicks('Les bons (PDF)');
    await shows(coordinator, '03-offer');
    expect(await opens(coordinator)).toMatch(/Bon de livraison BL-\d{4}-0001/);
    await shows(coordinator, '04-file');
    await coordinator.clicks('161 bons sont partis');
    await coordinator.clicks('Oui, c’est parti');
    await coordinator.sees('161 bons sont notés partis');
  }

  await head.says('mon stock');
  await shows(head, '05-stock');
  await head.says('reçu 9 cartes');
  await shows(head, '06-counted');
  await head.says('oui');
  await head.sees('L’écart est transmis');
  await head.says('remise');
  await shows(head, '07-next');
  await head.says('8,93E+18');
  await head.sees('Un tableur a abîmé');
  await shows(head, '08-damaged');
  await head.says(serialOf(first + 50));
  await head.sees(`Remettre à Fatou ${name} ?`);
  await shows(head, '09-review');
  await head.clicks('Remettre');
  await head.sees(`Remis à Fatou ${name}`);
  await head.sees('Suivant :');
  await shows(head, '10-in-a-row');
  await head.says('annuler');
  await head.says(`récépissé de ${name} Fatou`);
  await head.fills('Langue du récépissé', 'العربية – arabe');
  await head.clicks('Récépissé (PDF)');
  expect(await opens(head)).toContain(`${name} Fatou`);
  await shows(head, '11-receipt');
  await head.says(`la carte de ${name} Fatou est activée`);
  await head.says('oui');
  await head.sees(`La ligne de Fatou ${name} est active`);
  await head.says(`voir ${name} Fatou`);
  await shows(head, '12-pupil');
  await head.says(`${name} Fatou a perdu sa carte`);
  await shows(head, '13-lost');
  await head.says('oui');
  await head.sees(`Un autre article revient à Fatou ${name}`);

  await coordinator.says('écarts');
  await shows(coordinator, '14-differences');
  await coordinator.says('chiffres publics');
  await shows(coordinator, '15-figures');
  await coordinator.clicks('La page à imprimer (PDF)');
  expect(await opens(coordinator)).toMatch(/Chiffres publics/);
  for (const chat of [coordinator, head]) {
    expect(chat.problems).toEqual([]);
    await chat.close();
  }
});
