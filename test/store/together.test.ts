import { Together } from '../../src/store/together';

/** Readings that end when they are told to, and say which they were. */
function readings() {
  const ends: (() => void)[] = [];
  let begun = 0;
  const read = (): Promise<number> => {
    const mine = ++begun;
    return new Promise((resolve) => ends.push(() => resolve(mine)));
  };
  return { ends, read, begun: () => begun };
}
const moment = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('whoever asks meanwhile shares the next reading, never the one that began before they asked', async () => {
  const together = new Together<number>();
  const { ends, read, begun } = readings();
  const first = together.ask('a', read);
  const others = [together.ask('a', read), together.ask('a', read), together.ask('a', read)];
  expect(begun()).toBe(1);
  ends.shift()!();
  expect(await first).toBe(1);
  await moment();
  const later = together.ask('a', read);
  ends.shift()!();
  expect(await Promise.all(others)).toEqual([2, 2, 2]);
  await moment();
  ends.shift()!();
  expect(await later).toBe(3);
  const alone = together.ask('a', read);
  ends.shift()!();
  expect(await alone).toBe(4);
});

test('what is asked of one thing does not wait for another, and a reading that fails is told to those who share it alone', async () => {
  const together = new Together<number>();
  const { ends, read } = readings();
  const away = (): Promise<number> => Promise.reject(new Error('away'));
  const a = together.ask('a', read);
  await expect(together.ask('b', away)).rejects.toThrow('away');
  const next = together.ask('a', away);
  ends.shift()!();
  expect(await a).toBe(1);
  await expect(next).rejects.toThrow('away');
  const again = together.ask('a', read);
  ends.shift()!();
  expect(await again).toBe(2);
});
