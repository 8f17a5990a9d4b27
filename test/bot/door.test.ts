/** The door with credentials: who may enter once the token is good. (That tokens are checked is tested on the built program.) */
import { Door } from '../../src/bot/door';
import { createLog } from '../../src/log';

const CREDENTIALS = {
  appId: '11111111-1111-4111-8111-111111111111',
  type: 'SingleTenant' as const,
  password: 'not a real one',
  tenantId: '22222222-2222-4222-8222-222222222222',
};
const OTHER = '33333333-3333-4333-8333-333333333333';

/** A door whose adapter lets everything through, and how often a turn ran. */
function aDoor() {
  let turns = 0;
  const door = new Door(async () => undefined, createLog({ write: () => undefined }), CREDENTIALS);
  door.adapter.receive = (() => {
    turns++;
    return Promise.resolve(undefined);
  }) as never;
  const receive = async (about: object): Promise<number> => {
    const activity = {
      ...{ type: 'message', id: '1', channelId: 'msteams', serviceUrl: 'https://smba.trafficmanager.net/fr/' },
      ...{ from: { id: 'a' }, recipient: { id: 'b' }, conversation: { id: 'c' } },
      ...about,
    };
    return (await door.receive('', activity)).status;
  };
  return { receive, turns: () => turns };
}

test.each([
  ['in the conversation', { conversation: { id: 'c', tenantId: CREDENTIALS.tenantId } }],
  ['in the channel’s data, as some activities have it', { channelData: { tenant: { id: CREDENTIALS.tenantId } } }],
])('our own tenant, %s, enters', async (_where, about) => {
  const { receive, turns } = aDoor();
  expect(await receive(about)).toBe(200);
  expect(turns()).toBe(1);
});

test.each([
  ['another tenant', { conversation: { id: 'c', tenantId: OTHER } }],
  ['another tenant, in the channel’s data', { channelData: { tenant: { id: OTHER } } }],
  [
    'another tenant, with ours in the channel’s data',
    { conversation: { id: 'c', tenantId: OTHER }, channelData: { tenant: { id: CREDENTIALS.tenantId } } },
  ],
  ['no tenant', {}],
  [
    'our tenant in upper and lower case',
    { conversation: { id: 'c', tenantId: CREDENTIALS.tenantId.replaceAll('2', 'X') } },
  ],
  [
    'another channel of our tenant',
    { channelId: 'webchat', conversation: { id: 'c', tenantId: CREDENTIALS.tenantId } },
  ],
])('%s does not', async (_who, about) => {
  const { receive, turns } = aDoor();
  expect(await receive(about)).toBe(403);
  expect(turns()).toBe(0);
});

test.each([
  'https://evil.example/',
  'http://smba.trafficmanager.net/fr/',
  'https://smba.trafficmanager.net.evil.example/',
  'https://evil.example/smba.trafficmanager.net',
  'https://127.0.0.1/',
])('an answer to %s is refused in production', async (serviceUrl) => {
  const { receive, turns } = aDoor();
  expect(await receive({ serviceUrl, conversation: { id: 'c', tenantId: CREDENTIALS.tenantId } })).toBe(403);
  expect(turns()).toBe(0);
});

test.each(['smba.trafficmanager.net/emea', 'smba.infra.gcc.teams.microsoft.com/gcc'])(
  'one to %s is not',
  async (address) => {
    const { receive } = aDoor();
    const conversation = { id: 'c', tenantId: CREDENTIALS.tenantId };
    expect(await receive({ serviceUrl: `https://${address}/`, conversation })).toBe(200);
  },
);

describe('turns that do not end', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  test('a few do not close the door; with more, the next are refused until those have ended, which is logged', async () => {
    const logged: { msg: string; refused?: number }[] = [];
    const log = createLog({ write: (line: string) => void logged.push(JSON.parse(line) as (typeof logged)[number]) });
    const door = new Door(async () => undefined, log);
    const ends: (() => void)[] = [];
    door.adapter.receive = () => new Promise((resolve) => ends.push(() => resolve(undefined)));
    const arrive = (): Promise<number> =>
      door
        .receive('', {
          ...{ type: 'message', channelId: 'msteams', serviceUrl: 'http://127.0.0.1/' },
          ...{ from: { id: 'a' }, recipient: { id: 'b' }, conversation: { id: 'c' } },
        })
        .then(({ status }) => status);
    const slow = Array.from({ length: 19 }, arrive);
    await jest.advanceTimersByTimeAsync(100);
    slow.push(arrive());
    await jest.advanceTimersByTimeAsync(3_950);
    slow.push(arrive());
    expect(ends).toHaveLength(21);
    await jest.advanceTimersByTimeAsync(100);
    expect(await arrive()).toBe(429);
    expect(await arrive()).toBe(429);
    ends.splice(0).forEach((end) => end());
    expect(await Promise.all(slow)).toEqual(slow.map(() => 200));
    slow.push(arrive());
    await jest.advanceTimersByTimeAsync(0);
    ends.forEach((end) => end());
    expect(await slow.at(-1)).toBe(200);
    expect(logged.map(({ msg, refused }) => [msg, refused])).toEqual([
      ['too many at once: the door refuses', undefined],
      ['the door is open again', 2],
    ]);
  });

  test('however quick they are, so many at once are the most', async () => {
    const door = new Door(async () => undefined, createLog({ write: () => undefined }));
    door.adapter.receive = () => new Promise((resolve) => setTimeout(() => resolve(undefined), 100));
    const arrive = (): Promise<number> =>
      door
        .receive('', {
          ...{ type: 'message', channelId: 'msteams', serviceUrl: 'http://127.0.0.1/' },
          ...{ from: { id: 'a' }, recipient: { id: 'b' }, conversation: { id: 'c' } },
        })
        .then(({ status }) => status);
    const all = Array.from({ length: 401 }, arrive);
    await jest.advanceTimersByTimeAsync(200);
    expect((await Promise.all(all)).filter((status) => status === 429)).toHaveLength(1);
  });

  test.each([{ type: 'message' }, { type: 'invoke', name: 'fileConsent/invoke' }])(
    'a turn that never ends is answered before Teams sends it again: $type',
    async (about) => {
      const door = new Door(() => new Promise(() => undefined), createLog({ write: () => undefined }));
      const answering = door.receive('', {
        ...{ channelId: 'msteams', serviceUrl: 'http://127.0.0.1/' },
        ...{ from: { id: 'a' }, recipient: { id: 'b' }, conversation: { id: 'c' }, ...about },
      });
      await jest.advanceTimersByTimeAsync(10_000);
      expect((await answering).status).toBe(200);
    },
  );
});
