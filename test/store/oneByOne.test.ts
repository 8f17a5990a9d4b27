import { OneByOne } from '../../src/store/oneByOne';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('one key after the other, in order; another key at once; a failure holds nobody back', async () => {
  const turns = new OneByOne(10_000);
  const said: string[] = [];
  const work = (name: string, ms: number) => async (): Promise<string> => {
    said.push(`${name} begins`);
    await pause(ms);
    said.push(`${name} ends`);
    return name;
  };
  const failing = turns.run('a', () => Promise.reject(new Error('x')));
  const all = [turns.run('a', work('first', 20)), turns.run('a', work('second', 1)), turns.run('b', work('other', 1))];
  await expect(failing).rejects.toThrow('x');
  expect(await Promise.all(all)).toEqual(['first', 'second', 'other']);
  expect(said.filter((each) => !each.startsWith('other'))).toEqual([
    'first begins',
    'first ends',
    'second begins',
    'second ends',
  ]);
  expect(said.indexOf('other ends')).toBeLessThan(said.indexOf('first ends'));
});

test('what never ends is not waited for longer than the patience', async () => {
  const turns = new OneByOne(30);
  void turns.run('a', () => new Promise(() => undefined));
  expect(await turns.run('a', () => Promise.resolve('goes on'))).toBe('goes on');
});
