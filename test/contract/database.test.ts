/** How a database is spoken to, on each: settled by its hello whatever the address says; and the database that the address names. */
import { openStore } from '../../src/store/open';
import { abilitiesOf, type Hello } from '../../src/store/abilities';
import { aDatabase, type TestDatabase } from '../support/database';

let database: TestDatabase;
beforeAll(async () => {
  database = await aDatabase();
});
afterAll(() => database.close());

/** The address with a name and options of its own. */
function address(name: string, options: string): string {
  const [before = '', after = ''] = database.uri.split('?');
  const [scheme = '', rest = ''] = before.split('://');
  return `${scheme}://${rest.split('/')[0]!}/${name}?${[after, options].filter(Boolean).join('&')}`;
}

test('retries and concerns are those that the database can do, not those of the address', async () => {
  const store = await openStore(
    address(database.name, 'retryWrites=true&readConcernLevel=available&w=1&monitorCommands=true'),
  );
  const said = (await store.connection.db!.admin().command({ hello: 1 })) as Hello;
  const { retryWrites, readConcernLevel: level } = abilitiesOf(said);
  const client = store.connection.getClient();
  expect(client.options).toMatchObject({ retryWrites, retryReads: retryWrites, readConcern: { level } });
  expect(client.options.writeConcern).toMatchObject({ w: 'majority' });

  const commands: Record<string, unknown>[] = [];
  client.on('commandStarted', ({ command }) => void commands.push(command as Record<string, unknown>));
  await store.members.model.create({ _id: 'm', name: 'n', role: 'reader', institutions: [] });
  await store.nominations.find({ campaign: 'c', _id: 'none' }); // a hot command
  await store.members.all(); // by mongoose
  const [insert] = commands.filter((command) => 'insert' in command);
  const reads = commands.filter((command) => 'find' in command);
  expect(insert).toMatchObject({ writeConcern: { w: 'majority' } });
  expect('txnNumber' in insert!).toBe(retryWrites); // the mark of a write that the driver may try again
  expect(reads.length).toBeGreaterThanOrEqual(2);
  for (const read of reads) expect(read).toMatchObject({ readConcern: { level } });
  await store.members.model.deleteMany({});
  await store.close();
});

test('the address decides which database it is', async () => {
  const [one, other] = [`${database.name}_a`, `${database.name}_b`];
  const [first, second] = [await openStore(address(one, '')), await openStore(address(other, ''))];
  await first.members.model.create({ _id: 'm', name: 'n', role: 'reader', institutions: [] });
  expect([first.connection.name, second.connection.name]).toEqual([one, other]);
  expect([await first.members.model.countDocuments(), await second.members.model.countDocuments()]).toEqual([1, 0]);
  await first.connection.dropDatabase();
  await first.close();
  await second.close();
});
