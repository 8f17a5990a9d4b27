import { mongo } from 'mongoose';
import { repeatable } from '../../src/store/retry';

const failing = (times: number, error: Error) => {
  let tries = 0;
  const operation = (): Promise<string> => (++tries <= times ? Promise.reject(error) : Promise.resolve('done'));
  return { operation, tries: () => tries };
};
const named = (name: string, about: object = {}): Error => Object.assign(new Error('x'), { name }, about);

test.each([
  ['a lost connection', named('MongoNetworkError')],
  ['a socket that broke under the driver', named('Error', { code: 'EPIPE' })],
  [
    'a connection that was lost in a bulk write, which hides it',
    new mongo.MongoBulkWriteError(new mongo.MongoNetworkTimeoutError('connection 5 timed out'), {} as never),
  ],
  ['a server that stops', named('MongoServerError', { code: 91 })],
  ['a write conflict', named('MongoServerError', { code: 112 })],
  ['a deadlock, in the words of DocumentDB', named('MongoBulkWriteError', { code: 8, message: 'deadlock detected' })],
])('%s is tried again', async (_what, error) => {
  const { operation, tries } = failing(2, error);
  expect(await repeatable(operation)).toBe('done');
  expect(tries()).toBe(3);
});

test('what stays away is said so, with its cause; what is our own fault is not tried again', async () => {
  const away = failing(9, named('MongoServerSelectionError'));
  await expect(repeatable(away.operation)).rejects.toMatchObject({
    code: 'storeAway',
    cause: { name: 'MongoServerSelectionError' },
  });
  const ours = failing(9, named('TypeError'));
  await expect(repeatable(ours.operation)).rejects.toMatchObject({ name: 'TypeError' });
  expect([away.tries(), ours.tries()]).toEqual([3, 1]);
});
