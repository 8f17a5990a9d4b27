import type { Uai } from '../../src/domain/uai';
import { GOOD_ANSWERS, GOOD_FORM, nominatesByCard, Relais } from '../support/relais';

let relais: Relais;
beforeAll(async () => void (relais = await Relais.start()));
afterAll(() => relais.close());
beforeEach(() => relais.clears());

const count = (uai: Uai): Promise<number> => relais.store.nominations.model.countDocuments({ institution: uai });

test('a confirmation delivered 20 times at once counts once', async () => {
  const { head, college } = await relais.aCollege({ quota: 20 });
  await head.says('nommer');
  await head.clicks('Vérifier', { filling: GOOD_FORM });
  const confirm = head.click('Confirmer');
  const statuses = await Promise.all(Array.from({ length: 20 }, () => head.posts(confirm)));
  expect(statuses.every(({ status }) => status === 200)).toBe(true);
  expect(await count(college.uai)).toBe(1);
  head.seesTimes(/Inès Diallo a une place/, 1);
});

test('a confirmation sent again under new ids, one after the other and at once, counts once', async () => {
  const { head, college } = await relais.aCollege({ quota: 20 });
  await head.saysAll('nommer', 'Sow', ...GOOD_ANSWERS.slice(1));
  const confirm = head.click('Confirmer');
  await Promise.all(['x1', 'x2', 'x3', 'x4'].map((id) => head.posts({ ...confirm, id })));
  await head.saysAll('oui', 'oui');
  expect(await count(college.uai)).toBe(1);
});

test('an answer delivered twice is taken once', async () => {
  const { head } = await relais.aCollege();
  await head.says('nommer');
  await Promise.all([head.says('Diallo', { id: 'same' }), head.says('Diallo', { id: 'same' })]);
  await head.says('Diallo', { id: 'same' });
  head.seesLast(/prénom/);
  head.seesTimes(/Quel est son prénom/, 1);
});

test('two fast messages lose neither, and no error reaches anyone', async () => {
  const { head } = await relais.aCollege();
  await head.says('nommer');
  await Promise.all([head.says('Diallo'), head.says('Diallo')]);
  head.seesLast(/date de naissance/);
  head.seesNot(/Quelque chose n’a pas fonctionné/);
});

test('a restart in the middle goes on where it was', async () => {
  const { head } = await relais.aCollege();
  await head.saysAll('nommer', 'Cissé');
  await relais.restarts();
  await head.says('Mariam');
  head.seesLast(/date de naissance/);
  await head.clicks('Vérifier', { filling: { ...GOOD_FORM, lastName: '', firstName: '' } });
  await relais.restarts();
  await head.says('oui');
  head.sees(/Mariam Cissé a une place/);
});

test('a position that another version left is taken back: the person is told, what was given stays', async () => {
  const { head } = await relais.aCollege();
  await head.saysAll('nommer', 'Ancien', 'Paul');
  const key = `msteams/conversations/${head.conversation}/`;
  const { state, v } = (await relais.store.conversations.read(key))!;
  const old = JSON.parse(state) as { version: number };
  await relais.store.conversations.write(key, JSON.stringify({ ...old, version: 0 }), v);
  await head.says('12/05/2013');
  head.sees(/Relais vient d’être mis à jour/);
  head.seesLast(/classe/); // and what was just answered is taken
  await head.clicks('Vérifier', { filling: { ...GOOD_FORM, lastName: '', firstName: '' } });
  head.seesLast(/Ancien\nPrénom\nPaul/);
});

test('a dialog that no longer exists leaves nobody stuck', async () => {
  const { head } = await relais.aCollege();
  const key = `msteams/conversations/${head.conversation}/`;
  const position = { dialogStack: [{ id: 'tablets', state: { stepIndex: 4 } }] };
  await relais.store.conversations.write(key, JSON.stringify({ version: 1, position }), null);
  await head.says('bonjour');
  head.sees(/la question en cours n’existe plus/);
  head.seesLast(/Bonjour/);
  await head.says('aide');
  head.seesLast(/Ce que vous pouvez écrire/);
});

test('a step that fails apologises once, in the person’s language, and keeps what was given', async () => {
  const { head } = await relais.aCollege();
  await head.saysAll('nommer', 'Durand');
  relais.connector.failures.push({ method: 'POST', status: 400 });
  await head.says('Zoé');
  head.seesTimes(/Quelque chose n’a pas fonctionné/, 1);
  expect(head.last.status).toBe(200);
  const failed = relais.logged.find((line) => line.includes('a turn failed'))!;
  expect(failed).not.toMatch(/Durand|Zoé/);
  await head.says('Zoé');
  head.seesLast(/date de naissance/);
  const english = relais.speaker(head.person);
  await english.says('hello there');
  relais.connector.failures.push({ method: 'POST', status: 400 });
  await english.says('help');
  english.seesLast(/Something went wrong on our side/);
});

test('no pupil’s data are logged', async () => {
  const { head } = await relais.aCollege();
  await nominatesByCard(head, { lastName: 'Introuvable' });
  await head.saysAll('retirer introuvable', 'oui', 'n’importe quoi');
  const logged = relais.logged.join('');
  expect(logged).toMatch(/"outcome":"held","msg":"nominated"/);
  expect(logged).toMatch(/"msg":"withdrawn"/);
  expect(logged).not.toMatch(/Introuvable|Inès|2013-05-12/i);
});

test('a conversation’s state stays small, however long it gets', async () => {
  const { head } = await relais.aCollege();
  for (let i = 0; i < 40; i++) await head.saysAll('nommer', 'Diallo', 'aide', 'mes élèves', 'annuler');
  const { state, seen } = (await relais.store.conversations.read(`msteams/conversations/${head.conversation}/`))!;
  expect(state.length).toBeLessThan(2_000);
  expect(seen.length).toBeLessThanOrEqual(50);
});

test.each([
  ['no object', 5],
  ['no type', { id: '1' }],
  ['a type that is a number', { type: 5 }],
  [
    'no conversation',
    {
      type: 'message',
      channelId: 'msteams',
      serviceUrl: 'http://127.0.0.1',
      from: { id: 'a' },
      recipient: { id: 'b' },
    },
  ],
])('the door refuses %s', async (_what, body) => {
  const { head } = await relais.aCollege();
  expect((await head.posts(body as never)).status).toBe(400);
});

test('the door refuses what it could not answer in place, and answers only this machine without credentials', async () => {
  const { head } = await relais.aCollege();
  expect((await head.posts(head.activity({ text: 'aide', deliveryMode: 'expectReplies' }))).status).toBe(400);
  expect((await head.posts(head.activity({ text: 'aide', serviceUrl: 'https://example.org' }))).status).toBe(403);
  const tooLarge = await head.posts(head.activity({ text: 'x'.repeat(300_000) }));
  expect(tooLarge.status).toBe(413);
});

test('a review that was shown and never saved, as the bot was killed, is confirmed all the same', async () => {
  const { head, college } = await relais.aCollege();
  await head.says('nommer');
  const key = `msteams/conversations/${head.conversation}/`;
  const { state } = (await relais.store.conversations.read(key))!;
  await head.clicks('Vérifier', { filling: { ...GOOD_FORM, lastName: 'Perdu' } });
  await relais.store.conversations.write(key, state, null);
  await head.clicks('Confirmer');
  head.seesLast(/Inès Perdu a une place/);
  expect(await count(college.uai)).toBe(1);
});

test('an old review does not undo a correction', async () => {
  const { head, college } = await relais.aCollege();
  await head.says('nommer');
  await head.clicks('Vérifier', { filling: { ...GOOD_FORM, lastName: 'Avant' } });
  const old = head.click('Confirmer');
  await head.saysAll('corriger', 'nom', 'Après');
  await head.posts({ ...old, id: 'late' });
  await head.clicks('Confirmer');
  const [nomination] = await relais.store.nominations.model.find({ institution: college.uai }).lean();
  expect(nomination?.pupil.lastName).toBe('Après');
});
