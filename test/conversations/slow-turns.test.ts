/** A turn that is slow, or never ends: typing is shown, the person is told in time, and the bot lives on. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { GOOD_FORM, Relais } from '../support/relais';
import type { Speaker } from '../support/speaker';

let relais: Relais;
beforeAll(async () => void (relais = await Relais.start()));
afterAll(() => relais.close());
beforeEach(() => relais.clears());

test('a connector that never answers does not hold the turn, nor end the process when it fails at last', async () => {
  const { head } = await relais.aCollege();
  const waiting: http.ServerResponse[] = [];
  const silent = http.createServer((_req, res) => void waiting.push(res));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const serviceUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const rejections: unknown[] = [];
  const note = (error: unknown): void => void rejections.push(error);
  process.on('unhandledRejection', note);

  const answer = head.posts(head.activity({ text: 'nommer', serviceUrl }));
  const ended = await Promise.race([
    answer.then(() => true),
    new Promise((resolve) => setTimeout(() => resolve(false), 8_000)),
  ]);
  waiting.forEach((res) => res.socket?.destroy());
  silent.close();
  silent.closeAllConnections();
  if (!ended) await answer;
  expect(relais.logged.some((line) => line.includes('a turn did not end in time'))).toBe(true);

  await relais.leasesRunOut(); // the lost turn's
  await head.says('aide');
  head.sees(/Ce que vous pouvez écrire/);
  await new Promise((resolve) => setTimeout(resolve, 100));
  process.off('unhandledRejection', note);
  expect(rejections).toEqual([]);
});

test.each(['while the person is being told', 'after that'])(
  'a turn that goes on past its deadline sends nothing more: %s',
  async (when) => {
    const { head } = await relais.aCollege();
    const { openOf } = relais.store.nominations;
    let goOn = (): void => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    relais.store.nominations.openOf = async (...args) => {
      await held;
      return openOf(...args);
    };
    const { calls, failures } = relais.connector;
    const told = (): boolean => calls.some(({ method, type }) => method === 'POST' && type === 'message');
    if (when !== 'after that')
      failures.push({ method: 'POST', status: 'hang', conversation: head.conversation, type: 'message' });
    calls.length = 0;
    const turn = head.says('mes élèves');
    if (when === 'after that') await turn;
    while (!told()) await new Promise((resolve) => setTimeout(resolve, 20));
    goOn();
    await turn;
    await new Promise((resolve) => setTimeout(resolve, 500));
    relais.store.nominations.openOf = openOf;
    expect(calls.filter(({ type }) => type === 'message')).toHaveLength(1);
    if (when === 'after that') head.seesLast(/C’est plus long que prévu/);
    head.seesNot(/Vous n’avez pas encore nommé/);
  },
  20_000,
);

test.each(['Confirmer', 'oui', 'annuler'])(
  'a confirmation that is recorded past its deadline, then %s: the pupil is told of by name',
  async (next) => {
    const { head } = await relais.aCollege();
    await head.says('nommer');
    await head.clicks('Vérifier', { filling: { ...GOOD_FORM, lastName: 'Lent' } });
    const { mark } = relais.store.nominations;
    let goOn = (): void => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    relais.store.nominations.mark = async (...args) => {
      await held;
      return mark(...args);
    };
    const { calls, failures } = relais.connector;
    failures.push({ method: 'POST', status: 'hang', conversation: head.conversation, type: 'message' });
    calls.length = 0;
    const turn = head.clicks('Confirmer');
    while (!calls.some(({ method, type }) => method === 'POST' && type === 'message'))
      await new Promise((resolve) => setTimeout(resolve, 20));
    goOn(); // while the person is being told that it takes too long
    await turn;
    relais.store.nominations.mark = mark;
    head.seesNot(/a une place/);
    await relais.leasesRunOut();
    if (next === 'Confirmer') await head.clicks(next);
    else await head.says(next);
    head.sees(/Inès Lent.* a une place/);
    head.seesNot(/rien n’a été enregistré/);
  },
  20_000,
);

test('a click on the review of a form that was recorded and never said so shows the pupil', async () => {
  const { head } = await relais.aCollege();
  await head.says('nommer');
  await head.clicks('Vérifier', { filling: { ...GOOD_FORM, lastName: 'Jamais', birthDate: '2012-01-02' } });
  const confirm = head.click('Confirmer');
  const key = `msteams/conversations/${head.conversation}/`;
  await head.clicks('Confirmer');
  const card = relais.connector.messages(head.conversation).find(({ id }) => id === confirm.replyToId)!;
  const { state } = (await relais.store.conversations.read(key))!;
  expect(state).not.toContain('Jamais'); // closed and saved
  card.activity = { type: 'message', attachments: [] }; // as if the answer had never come
  await head.posts({ ...confirm, id: 'again' });
  head.sees(/Inès Jamais a une place/);
});

test('typing is shown when an answer takes more than a moment, and its failure harms nothing', async () => {
  const { head } = await relais.aCollege();
  const { byPerson } = relais.store.members;
  relais.store.members.byPerson = async (id) => {
    await new Promise((resolve) => setTimeout(resolve, 900));
    return byPerson(id);
  };
  relais.connector.calls.length = 0;
  await head.says('aide');
  expect(relais.connector.calls.map(({ type }) => type)).toEqual(['typing', 'message']);
  relais.connector.failures.push({ method: 'POST', status: 400 });
  relais.clock.advance(60_000);
  await head.says('aide');
  relais.store.members.byPerson = byPerson;
  head.seesNot(/Quelque chose n’a pas fonctionné/);
});

test('messages that wait for one another show typing once, and all are answered within the channel’s limit', async () => {
  const { head } = await relais.aCollege();
  const { byPerson } = relais.store.members;
  relais.store.members.byPerson = async (id) => {
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    return byPerson(id);
  };
  relais.connector.calls.length = 0;
  await Promise.all(['aide', 'aide', 'aide', 'aide'].map((text) => head.says(text)));
  relais.store.members.byPerson = byPerson;
  const types = relais.connector.calls.map(({ type }) => type);
  expect(types.filter((type) => type === 'message')).toHaveLength(4);
  expect(types.filter((type) => type === 'typing').length).toBeLessThanOrEqual(4);
  expect(types[0]).toBe('typing');
  expect(types[1]).toBe('message');
});

test('a confirmation delivered 20 times at once to a slow database counts once, and the channel’s limit leaves room to say so', async () => {
  const { head, college } = await relais.aCollege({ quota: 20 });
  await head.says('nommer');
  await head.clicks('Vérifier', { filling: GOOD_FORM });
  const { conversations, nominations } = relais.store;
  const { take } = conversations;
  const { add } = nominations;
  const later = () => new Promise((resolve) => setTimeout(resolve, 800));
  conversations.take = (...args) => later().then(() => take(...args));
  nominations.add = (...args) => later().then(() => add(...args));
  const confirm = head.click('Confirmer');
  await Promise.all(Array.from({ length: 20 }, () => head.posts(confirm)));
  Object.assign(conversations, { take });
  Object.assign(nominations, { add });
  head.seesTimes(/Inès Diallo a une place/, 1);
  expect(await relais.store.nominations.openOf('sim-2020', [college.uai])).toHaveLength(1);
});

test('a click that is repeated while its turn is slow is one click: nobody is asked to send it again', async () => {
  const { head, college } = await relais.aCollege({ quota: 2 });
  await head.says('nommer');
  await head.clicks('Vérifier', { filling: { ...GOOD_FORM, lastName: 'Lenteur' } });
  const { nominations } = relais.store;
  const { add } = nominations;
  nominations.add = async (...args) => {
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    return add(...args);
  };
  const confirm = head.click('Confirmer');
  await Promise.all(['a', 'b', 'c'].map((id) => head.posts({ ...confirm, id })));
  Object.assign(nominations, { add });
  head.seesTimes(/Inès Lenteur a une place/, 1);
  head.seesNot(/Je termine encore/);
  expect(await nominations.openOf('sim-2020', [college.uai])).toHaveLength(1);
});

test('a turn that waits long for the one before it was let in: it is answered, and no server error is told', async () => {
  const { head } = await relais.aCollege();
  await relais.store.conversations.take(`msteams/conversations/${head.conversation}/`, { token: 'x', activity: 'y' });
  await head.says('aide');
  expect(head.last.status).toBe(200);
  head.seesLast(/Je termine encore votre message précédent/);
  expect(relais.logged.join('')).not.toMatch(/an activity was not answered/);
});

/** Turns at once, so that few are enough to fill the line. */
const FEW = 4;

test.each([
  ['a moment', /Je vous réponds dans un instant/, /1 élève nommé|Vous n’avez pas encore nommé/],
  ['too long', /très nombreux à m’écrire/, /très nombreux à m’écrire/],
])(
  'more turns than run at once, for %s: whoever waits is told so, and each is answered once',
  async (_how, until, end) => {
    const { head, college } = await relais.aCollege();
    await relais.restarts({ mostRunning: FEW });
    const before = relais.logged.length;
    const crowd = Array.from({ length: FEW + 3 }, () => relais.speaker(head.person));
    await Promise.all(crowd.slice(FEW).map((waiting) => waiting.says('nommer')));
    const { openOf } = relais.store.nominations;
    let running = 0;
    const held: (() => void)[] = [];
    relais.store.nominations.openOf = async (...args) => {
      if (++running <= FEW) await new Promise<void>((resolve) => held.push(resolve));
      return openOf(...args);
    };
    relais.connector.calls.length = 0;
    const first = crowd.slice(0, FEW).map((each) => each.says('mes élèves'));
    const soon = () => new Promise((resolve) => setTimeout(resolve, 20));
    while (running < FEW) await soon();
    const [clicks, ...write] = crowd.slice(FEW);
    const filling = { ...GOOD_FORM, lastName: 'Attente' };
    const others = [clicks!.clicks('Vérifier', { filling }), ...write.map((each) => each.says('mes élèves'))];
    while (!write.every((each) => until.test(each.screen().join('\n')))) await soon();
    for (const goOn of held.splice(0, 3)) goOn(); // as many places as wait
    await Promise.all(others);
    for (const goOn of held.splice(0)) goOn();
    await Promise.all(first);
    relais.store.nominations.openOf = openOf;
    for (const each of write) {
      each.seesTimes(/nombreux à m’écrire en ce moment. Je vous réponds/, 1);
      each.seesTimes(end, 1);
    }
    // Where the machine is slow the first are asked to come back, once, after their turn's end: instead of the answer, or
    // beside it where what was said could not be saved in time (deadlineMiddleware). As often as the log says so, and no more.
    const answer = /Vous n’avez pas encore nommé|1 élève nommé/g;
    const late = /C’est plus long que prévu/g;
    const seen = (each: Speaker, what: RegExp): number => each.screen().join('\n').match(what)?.length ?? 0;
    const atOnce = crowd.slice(0, FEW);
    while (!atOnce.every((each) => seen(each, answer) + seen(each, late) > 0)) await soon();
    for (const each of atOnce) {
      expect(seen(each, answer)).toBeLessThanOrEqual(1);
      expect(seen(each, late)).toBeLessThanOrEqual(1);
    }
    const told = crowd.reduce((sum, each) => sum + seen(each, late), 0);
    const logged = relais.logged.slice(before).filter((line) => line.includes('a turn did not end in time'));
    expect(told).toBeLessThanOrEqual(logged.length);
    expect(await relais.store.nominations.openOf('sim-2020', [college.uai])).toEqual([]);
  },
);
