import { setTimeout as pause } from 'node:timers/promises';
import { within } from '../src/within';

test('what ends in time is told as it is, thrown or returned', async () => {
  await expect(within(60_000, Promise.resolve('done'), () => 'late')).resolves.toBe('done');
  await expect(within(60_000, Promise.reject(new Error('broken')), () => 'late')).rejects.toThrow('broken');
});

test('what does not end in time is told as late, and a failure after that goes nowhere', async () => {
  const fails = pause(30).then(() => Promise.reject(new Error('too late')));
  await expect(within(1, fails, () => 'late')).resolves.toBe('late');
  await expect(
    within(1, pause(30), () => {
      throw new Error('gave up');
    }),
  ).rejects.toThrow('gave up');
  await pause(60); // an unhandled rejection would end the run
});
