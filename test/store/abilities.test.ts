/** What a database can do, and which one is meant: by its own words, and by the address. */
import { abilitiesOf } from '../../src/store/abilities';
import { databaseIn } from '../../src/store/connect';

const CLUSTER = { retryWrites: true, retryReads: true, readConcernLevel: 'majority' };
const PLAIN = { retryWrites: false, retryReads: false, readConcernLevel: 'local' };

test.each([
  ['a member of a replica set', { setName: 'rs0', lastWrite: { opTime: {} }, topologyVersion: {} }, CLUSTER],
  ['the front of a sharded cluster', { msg: 'isdbgrid', topologyVersion: { counter: 0 } }, CLUSTER],
  ['a standalone', { topologyVersion: { counter: 0 } }, PLAIN],
  ['what only says that it is a cluster', { msg: 'isdbgrid' }, PLAIN],
  ['what only bears the name of a set', { setName: 'rs0' }, PLAIN],
  ['one that says nothing of it', {}, PLAIN],
])('%s', (_what, hello, expected) =>
  expect(abilitiesOf(hello)).toMatchObject({
    ...{ ...expected, w: 'majority', readPreference: 'primary' },
  }),
);

test.each([
  ['mongodb://127.0.0.1:27017/relais_staging', 'relais_staging'],
  ['mongodb://a:b%2Fc@one:1,two:2,three:3/relais?replicaSet=rs0&tls=true', 'relais'],
  ['mongodb+srv://relais:x@cluster.example/pr%C3%A9prod?retryWrites=false', 'préprod'],
  ['mongodb://127.0.0.1:27017', undefined],
  ['mongodb://127.0.0.1:27017/', undefined],
  ['mongodb://127.0.0.1:27017/?directConnection=true', undefined],
  ['mongodb://%2Ftmp%2Frelais.sock/test', 'test'],
])('%s names %s', (uri, name) => expect(databaseIn(uri)).toBe(name));
