/** What is posted to the door from outside: bodies, sizes, shapes, channels, groups. */
import http from 'node:http';
import { gzipSync } from 'node:zlib';
import { nominatesByCard, Relais } from '../support/relais';

let relais: Relais;
beforeAll(async () => void (relais = await Relais.start()));
afterAll(() => relais.close());

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
}

/** A request byte by byte as a program would send it; a body may be many parts. */
const send = (headers: http.OutgoingHttpHeaders, ...parts: (string | Buffer)[]): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(relais.url);
    const request = http.request({ hostname, port, path: '/api/messages', method: 'POST', headers });
    request.on('response', (response) => {
      response.resume();
      resolve({ status: response.statusCode!, headers: response.headers });
    });
    request.on('error', reject);
    for (const part of parts) request.write(part);
    request.end();
  });

const JSON_BODY = { 'Content-Type': 'application/json' };

test.each([
  ['a garbled gzip', { ...JSON_BODY, 'Content-Encoding': 'gzip' }, 'x', 415],
  ['a good gzip', { ...JSON_BODY, 'Content-Encoding': 'gzip' }, gzipSync('{}'), 415],
  ['deflate', { ...JSON_BODY, 'Content-Encoding': 'deflate' }, 'x', 415],
  ['a form', { 'Content-Type': 'application/x-www-form-urlencoded' }, 'text=nommer', 415],
  ['plain text that is JSON', { 'Content-Type': 'text/plain' }, '{}', 415],
  ['a file', { 'Content-Type': 'multipart/form-data; boundary=x' }, '--x\r\n\r\nfile\r\n--x--', 415],
  ['another character set', { 'Content-Type': 'application/json; charset=utf-16' }, '{}', 415],
  ['no type', {}, '{}', 415],
  ['no JSON', JSON_BODY, '{"type":', 400],
  ['nothing', JSON_BODY, '', 400],
])('%s is refused, and the bot lives on', async (_what, headers, body, status) => {
  expect((await send(headers, body)).status).toBe(status);
  const { head } = await relais.aCollege();
  await head.says('aide');
  head.seesLast(/Ce que vous pouvez écrire/);
});

test('bytes are counted as they come, said beforehand or not', async () => {
  const piece = Buffer.alloc(64 * 1024, ' ');
  expect((await send({ ...JSON_BODY, 'Content-Length': 300_000 }, '{')).status).toBe(413);
  const chunked = await send({ ...JSON_BODY, 'Transfer-Encoding': 'chunked' }, ...Array<Buffer>(8).fill(piece));
  expect(chunked.status).toBe(413);
  expect(chunked.headers.connection).toBe('close');
});

test('a body that never ends is answered in time, and its connection closed', async () => {
  const { hostname, port } = new URL(relais.url);
  const request = http.request({ hostname, port, path: '/api/messages', method: 'POST' });
  request.setHeader('Content-Type', 'application/json');
  request.setHeader('Content-Length', 1_000);
  const answered = new Promise<number>((resolve) =>
    request.on('response', (response) => resolve(response.statusCode!)),
  );
  const closed = new Promise<void>((resolve) => request.on('close', () => resolve()));
  request.on('error', () => undefined); // closed under it, as it should be
  request.write('{');
  expect(await answered).toBe(408);
  await closed;
});

test('an activity at the limit of size is read', async () => {
  const { head } = await relais.aCollege();
  await head.says('x'.repeat(250_000));
  expect(head.last.status).toBe(200);
  head.seesLast(/trop long/);
});

test('every answer forbids framing, scripts and images from elsewhere, and guessing of types', async () => {
  const { headers } = await send(JSON_BODY, '{}');
  expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  expect(headers['x-frame-options']).toBe('DENY');
  expect(headers['x-content-type-options']).toBe('nosniff');
});

const LONG = 'i'.repeat(200_000);
test.each([
  ['activity id', { id: LONG }],
  ['conversation id', { conversation: { id: LONG, conversationType: 'personal' } }],
  ['person’s id', { from: { id: LONG } }],
  ['object id', { from: { id: 'a', aadObjectId: LONG } }],
  ['recipient', { recipient: { id: LONG } }],
  ['reply', { replyToId: LONG }],
  ['channel', { channelId: LONG }],
  ['address', { serviceUrl: `http://127.0.0.1/${LONG}` }],
  ['language', { locale: LONG }],
  ['type', { type: LONG }],
  ['time', { timestamp: LONG }],
])('an over-long %s is refused with 400, and is not logged', async (_what, about) => {
  const { head } = await relais.aCollege();
  relais.logged.length = 0;
  expect((await head.posts(head.activity({ text: 'aide', ...about } as never))).status).toBe(400);
  expect(relais.logged.join('').length).toBeLessThan(2_000);
});

test.each([
  ['no address', { serviceUrl: 'nowhere' }],
  ['an address that is no web address', { serviceUrl: 'mailto:a@b.c' }],
  ['a script', { serviceUrl: 'javascript:alert(1)' }],
  ['an empty id', { id: '' }],
  ['a time that does not exist', { timestamp: 'yesterday' }],
  ['an id that is a number', { id: 5 }],
  ['people who are none', { membersAdded: [{}] }],
  ['half a character as an id', { id: '\ud800' }],
  ['a NUL in the conversation’s id', { conversation: { id: 'a\0', conversationType: 'personal' } }],
  ['a group that is a word', { conversation: { id: 'a', conversationType: 'personal', isGroup: 'yes' } }],
  ['an address with a password', { serviceUrl: 'http://a:b@127.0.0.1/' }],
])('%s is refused with 400', async (_what, about) => {
  const { head } = await relais.aCollege();
  expect((await head.posts(head.activity({ text: 'aide', ...about } as never))).status).toBe(400);
});

test.each(['emulator', 'webchat', 'directline', 'email', 'MSTEAMS'])(
  'the channel %s is refused: no turn runs',
  async (channelId) => {
    const { head } = await relais.aCollege();
    await nominatesByCard(head, { lastName: 'Caché' });
    const before = head.screen().length;
    expect((await head.posts(head.activity({ text: 'mes élèves', channelId }))).status).toBe(403);
    expect(head.screen()).toHaveLength(before);
    await relais.clears();
  },
);

test.each([
  ['a group', { conversationType: 'groupChat' }],
  ['a channel', { conversationType: 'channel' }],
  ['a conversation of no type that says it is a group', { conversationType: undefined, isGroup: true }],
  ['a conversation of no type', { conversationType: undefined }],
  ['a personal one that says it is a group', { conversationType: 'personal', isGroup: true }],
  ['a type that nobody knows', { conversationType: 'Personal' }],
])('no pupil’s data in %s', async (_what, about) => {
  const { head } = await relais.aCollege();
  await nominatesByCard(head, { lastName: 'Caché' });
  const activity = head.activity({ text: 'mes élèves' });
  const conversation = { ...activity.conversation, id: `${head.conversation}-group`, ...about };
  await head.posts({ ...activity, conversation } as never);
  const shown = JSON.stringify(relais.connector.messages(conversation.id));
  expect(shown).toMatch(/qu’en conversation privée/);
  expect(shown).not.toMatch(/Caché/);
  await relais.clears();
});
