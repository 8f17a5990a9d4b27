/** One turn at a time, each activity once, state saved where it still stands; and botbuilder's own storage contract. */
import { ConversationStorage } from '../../src/bot/conversationStorage';
import { LEASE_MS } from '../../src/store/conversations';
import { aDatabase, type TestDatabase } from '../support/database';

let database: TestDatabase;
let storage: ConversationStorage;
beforeAll(async () => {
  database = await aDatabase();
  storage = new ConversationStorage(database.store.conversations);
});
afterAll(() => database.close());

/** Makes a lease so many milliseconds old by the database's clock; below zero, as if that clock was set back since. */
async function leftFor(_id: string, age: number): Promise<void> {
  await database.store.conversations.model.updateOne({ _id }, { $set: { 'lease.since': new Date(Date.now() - age) } });
}

test('an activity is taken once, and once more only when its turn never ended', async () => {
  const token = await storage.take('a', '1');
  await storage.finish('a', token!);
  expect(await storage.take('a', '1')).toBeNull();
  await database.store.conversations.take('a', { token: 't', activity: '2' });
  await leftFor('a', LEASE_MS + 1_000); // a turn that crashed
  expect(await storage.take('a', '2')).not.toBeNull();
});

test('twenty deliveries at once: one is taken, the others wait and find it done', async () => {
  const turns = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const mine = new ConversationStorage(database.store.conversations);
      const token = await mine.take('b', 'same');
      if (token) await mine.finish('b', token);
      return token;
    }),
  );
  expect(turns.filter((token) => token !== null)).toHaveLength(1);
});

test('two turns with different activities: one after the other, both effects stay', async () => {
  const turn = async (activity: string): Promise<void> => {
    const mine = new ConversationStorage(database.store.conversations);
    const token = await mine.take('c', activity);
    const { c = { done: [] } } = (await mine.read(['c'])) as { c?: { done: string[] } };
    await new Promise((resolve) => setTimeout(resolve, 20));
    await mine.write({ c: { ...c, done: [...c.done, activity] } });
    await mine.finish('c', token!);
  };
  await Promise.all(['1', '2', '3', '4'].map(turn));
  const { c } = (await storage.read(['c'])) as { c: { done: string[] } };
  expect([...c.done].sort()).toEqual(['1', '2', '3', '4']);
});

test('a turn whose lease ran out cannot save over the next one', async () => {
  const late = await storage.take('d', '1');
  await leftFor('d', LEASE_MS + 1_000);
  const other = new ConversationStorage(database.store.conversations);
  const next = await other.take('d', '2');
  await other.write({ d: { kept: true } });
  await other.finish('d', next!);
  await storage.write({ d: { kept: false } });
  await expect(storage.finish('d', late!)).rejects.toMatchObject({ code: 'staleConversation' });
  expect(await storage.read(['d'])).toMatchObject({ d: { kept: true } });
});

test.each([
  ['is young', 1_000, 'busy'],
  ['is as old as a turn may get', LEASE_MS - 2_000, 'busy'],
  ['is older', LEASE_MS + 1_000, 'taken'],
  ['comes from a clock that was set back ten minutes since', -600_000, 'taken'],
  ['comes from a clock that was set back a moment', -1_000, 'busy'],
])('a lease that %s', async (_what, age, outcome) => {
  const { conversations } = database.store;
  const _id = `lease ${age}`;
  await conversations.take(_id, { token: 't1', activity: '1' });
  await leftFor(_id, age);
  expect((await conversations.take(_id, { token: 't2', activity: '2' })).outcome).toBe(outcome);
});

test('no clock of a bot process decides: one that is ten minutes ahead or behind neither breaks a lease nor keeps it', async () => {
  const { conversations } = database.store;
  const real = Date.now;
  for (const [_id, shift] of [
    ['ahead', 600_000],
    ['behind', -600_000],
  ] as const) {
    await conversations.take(_id, { token: 't1', activity: '1' });
    if (!database.embedded) Date.now = () => real() + shift; // beside the embedded database there is one clock
    expect((await conversations.take(_id, { token: 't2', activity: '2' })).outcome).toBe('busy');
    Date.now = real;
    await leftFor(_id, LEASE_MS + 1_000);
    expect((await conversations.take(_id, { token: 't2', activity: '2' })).outcome).toBe('taken');
  }
});

test('what is written outside a turn takes the lease away: the turn that runs cannot save over it', async () => {
  const token = await storage.take('g', '1');
  const outside = new ConversationStorage(database.store.conversations);
  await outside.write({ g: { from: 'outside' } });
  await storage.write({ g: { from: 'turn' } });
  await expect(storage.finish('g', token!)).rejects.toMatchObject({ code: 'staleConversation' });
  expect(await storage.read(['g'])).toMatchObject({ g: { from: 'outside' } });
});

test('a save whose answer was lost is recognised when it is repeated', async () => {
  const { conversations } = database.store;
  const lease = { token: 't1', activity: '1' };
  await conversations.take('e', lease);
  expect(await conversations.finish('e', 0, lease, '{}')).toBe(true);
  expect(await conversations.finish('e', 0, lease, '{}')).toBe(true);
  expect(await conversations.finish('e', 0, { ...lease, activity: '2' }, '{}')).toBe(false);
});

test('storage contract: write, read, eTag conflict, last writer with *, delete', async () => {
  await storage.write({ f: { n: 1 } });
  const { f } = (await storage.read(['f', 'none'])) as { f: { n: number; eTag: string } };
  expect(f.n).toBe(1);
  await storage.write({ f: { n: 2, eTag: f.eTag } });
  await expect(storage.write({ f: { n: 3, eTag: f.eTag } })).rejects.toThrow(/eTag conflict/);
  await storage.write({ f: { n: 4, eTag: '*' } });
  expect(await storage.read(['f'])).toMatchObject({ f: { n: 4 } });
  await storage.delete(['f']);
  expect(await storage.read(['f'])).toEqual({});
});
