/** The production entry behind a key set that the SDK fetches: what is not signed for it runs no turn and leaves one line. */
import { createHmac, createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Bot, freePort, freshDir, SERVED, until } from './bot';

const ISSUER = 'https://api.botframework.com'; // of the Bot Connector: Microsoft Learn, "Authenticate requests from the Bot Connector"
const SERVICE_URL = 'https://smba.trafficmanager.net/fr/';
const ours = generateKeyPairSync('rsa', { modulusLength: 2048 });
const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 });
const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = Math.floor(Date.now() / 1000);
const CLAIMS = { iss: ISSUER, aud: SERVED.MicrosoftAppId, serviceurl: SERVICE_URL, nbf: now - 60, exp: now + 3600 };

const signed = (claims: object, { key = ours.privateKey, header = {} } = {}): string => {
  const text = `${base64({ typ: 'JWT', alg: 'RS256', kid: 'known', ...header })}.${base64({ ...CLAIMS, ...claims })}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`;
};
const GOOD = signed({});
const unsigned = `${base64({ typ: 'JWT', alg: 'none', kid: 'known' })}.${base64(CLAIMS)}.`;
const publicPem = ours.publicKey.export({ type: 'spki', format: 'pem' });
const confused = `${base64({ typ: 'JWT', alg: 'HS256', kid: 'known' })}.${base64(CLAIMS)}`;

let keys: http.Server;
let bot: Bot;
beforeAll(async () => {
  keys = http.createServer((req, res) => {
    const { port } = keys.address() as AddressInfo;
    const jwk = { ...ours.publicKey.export({ format: 'jwk' }), kid: 'known', use: 'sig', endorsements: ['msteams'] };
    const body = req.url === '/keys' ? { keys: [jwk] } : { issuer: ISSUER, jwks_uri: `http://127.0.0.1:${port}/keys` };
    res.setHeader('Content-Type', 'application/json');
    res.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => keys.listen(0, '127.0.0.1', resolve));
  const BotOpenIdMetadata = `http://127.0.0.1:${(keys.address() as AddressInfo).port}/`;
  bot = Bot.spawn([], { ...SERVED, BotOpenIdMetadata, RELAIS_DATA: freshDir() }, await freePort());
  await until(
    () =>
      fetch(`${bot.url}/readyz`)
        .then(({ ok }) => ok)
        .catch(() => false),
    'the bot to be ready',
  );
});
afterAll(async () => {
  await bot.kill('SIGTERM');
  keys.close();
});

const post = async (token: string | null, about: object = {}): Promise<number> => {
  const activity = {
    ...{ type: 'conversationUpdate', id: 'a', channelId: 'msteams', serviceUrl: SERVICE_URL },
    ...{ from: { id: 'a' }, recipient: { id: 'b' } },
    conversation: { id: 'c', conversationType: 'personal', tenantId: SERVED.MicrosoftAppTenantId },
    ...about,
  };
  const headers = { 'Content-Type': 'application/json', ...(token !== null && { Authorization: `Bearer ${token}` }) };
  return (await fetch(`${bot.url}/api/messages`, { method: 'POST', headers, body: JSON.stringify(activity) })).status;
};

test('a token that is signed for this bot enters', async () => {
  expect(await post(GOOD)).toBe(200);
});

test.each([
  ['no token', null],
  ['no token at all in its header', ''],
  ['not a token', 'x'],
  ['three parts that are nothing', 'a.b.c'],
  ['another’s key under our kid', signed({}, { key: theirs.privateKey })],
  ['a changed signature', `${GOOD.slice(0, -8)}AAAAAAAA`],
  ['a changed claim', GOOD.replace(/\.[^.]*\./, `.${base64({ ...CLAIMS, extra: 1 })}.`)],
  ['no signature', GOOD.slice(0, GOOD.lastIndexOf('.') + 1)],
  ['claims that are nothing', `${base64({ typ: 'JWT', alg: 'RS256', kid: 'known' })}.bnVsbA.AAAA`],
  ['alg none', unsigned],
  [
    'the public key used as a secret',
    `${confused}.${createHmac('sha256', publicPem).update(confused).digest('base64url')}`,
  ],
  ['an unknown key', signed({}, { header: { kid: 'unknown' } })],
  ['no kid', signed({}, { header: { kid: undefined } })],
  ['another bot’s audience', signed({ aud: randomUUID() })],
  ['another issuer', signed({ iss: 'https://sts.example' })],
  ['expired', signed({ exp: now - 3600 })],
  ['not yet valid', signed({ nbf: now + 3600 })],
  ['another serviceUrl', signed({ serviceurl: 'https://elsewhere.example/' })],
])('%s: 401 and one line, without key material', async (_what, token) => {
  const before = bot.output.length;
  const id = randomUUID();
  expect(await post(token, { id })).toBe(401);
  await until(() => bot.output.includes(id), 'a line in the log');
  const lines = bot.output.slice(before).trim().split('\n');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'warn', msg: 'a token was refused' });
  expect(lines[0]).not.toMatch(/KEY|eyJ|Available/);
});

test('a managed identity has no password: the same tokens enter, the others do not', async () => {
  const { MicrosoftAppPassword: _none, ...identity } = SERVED;
  const BotOpenIdMetadata = `http://127.0.0.1:${(keys.address() as AddressInfo).port}/`;
  const environment = { ...identity, MicrosoftAppType: 'UserAssignedMSI', BotOpenIdMetadata, RELAIS_DATA: freshDir() };
  const managed = Bot.spawn([], environment, await freePort());
  const answers = (): Promise<boolean> =>
    fetch(`${managed.url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until(answers, 'the bot to be ready');
  const own = bot;
  bot = managed;
  expect(await post(GOOD)).toBe(200);
  for (const token of [null, unsigned, signed({ exp: now - 3600 }), signed({ aud: randomUUID() })])
    expect(await post(token)).toBe(401);
  bot = own;
  await managed.kill('SIGTERM');
});

test('a good token does not open the door to another tenant or channel', async () => {
  expect(await post(GOOD, { conversation: { id: 'c', conversationType: 'personal', tenantId: randomUUID() } })).toBe(
    403,
  );
  expect(await post(GOOD, { channelId: 'webchat' })).toBe(403);
  const elsewhere = 'https://elsewhere.example/';
  expect(await post(signed({ serviceurl: elsewhere }), { serviceUrl: elsewhere })).toBe(403);
  await until(() => (bot.output.match(/an activity was refused/g) ?? []).length >= 3, 'a line each');
});
