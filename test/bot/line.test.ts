/** More turns than run at once: who waits is told, who waits too long is turned away, and a card's answer goes first. */
import { Line } from '../../src/bot/line';
import { createLog } from '../../src/log';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const MOST = 2;
const settles = () => jest.advanceTimersByTimeAsync(0);

function aLine() {
  const logged: { msg: string; turnedAway?: number }[] = [];
  const log = createLog({ write: (line: string) => void logged.push(JSON.parse(line) as (typeof logged)[number]) });
  const line = new Line(log, MOST);
  const began: string[] = [];
  const told: string[] = [];
  const ends = new Map<string, () => void>();
  const arrive = (who: string, isClick = false, conversation = who): Promise<string> => {
    const tell = async (): Promise<void> => void told.push(who);
    const work = (): Promise<void> => {
      began.push(who);
      return new Promise((resolve) => ends.set(who, resolve));
    };
    return line.run({ conversation, what: who, isClick, tell }, work).then(
      () => 'done',
      (error: { code: string }) => error.code,
    );
  };
  const end = async (who: string): Promise<void> => {
    ends.get(who)!();
    await settles();
  };
  return { arrive, end, began, told, logged };
}

test('first come, first served; an answer to a card before the others', async () => {
  const { arrive, end, began, told } = aLine();
  for (const who of ['a', 'b', 'c', 'd']) void arrive(who);
  void arrive('click', true);
  await settles();
  expect(began).toEqual(['a', 'b']);
  await end('a');
  await end('b');
  await end('click');
  expect(began).toEqual(['a', 'b', 'click', 'c', 'd']);
  await jest.advanceTimersByTimeAsync(2_000);
  expect(told).toEqual([]);
});

test('whoever waits is told once, and turned away before the turn is too late; the place is the next one’s', async () => {
  const { arrive, end, began, told, logged } = aLine();
  void arrive('a');
  void arrive('b');
  const c = arrive('c');
  await jest.advanceTimersByTimeAsync(1_300);
  expect(told).toEqual(['c']);
  await jest.advanceTimersByTimeAsync(1_800);
  expect(await c).toBe('tooManyAtOnce');
  const d = arrive('d');
  await end('a');
  await end('d');
  await end('b');
  expect(await d).toBe('done');
  expect(began).toEqual(['a', 'b', 'd']);
  expect(told).toEqual(['c']);
  expect(logged.map(({ msg, turnedAway }) => [msg, turnedAway])).toEqual([
    ['turns wait in line', undefined],
    ['nobody waits in line any more', 1],
  ]);
});

test('messages of a conversation run one after the other, in their order; one that comes twice runs once', async () => {
  const { arrive, end, began } = aLine();
  const turns = ['first', 'second', 'second', 'third'].map((who) => arrive(who, false, 'c'));
  void arrive('other');
  await settles();
  expect(began).toEqual(['first', 'other']);
  await end('first');
  await end('second');
  await end('third');
  expect(began).toEqual(['first', 'other', 'second', 'third']);
  expect(await Promise.all(turns)).toEqual(['done', 'done', 'done', 'done']);
});

test('whoever waits too long behind a message of their own is told so, and the next still comes after that one', async () => {
  const { arrive, end, began } = aLine();
  void arrive('slow', false, 'c');
  const second = arrive('second', false, 'c');
  await jest.advanceTimersByTimeAsync(2_000);
  void arrive('third', false, 'c');
  await jest.advanceTimersByTimeAsync(1_100);
  expect(await second).toBe('conversationBusy');
  expect(began).toEqual(['slow']);
  await end('slow');
  expect(began).toEqual(['slow', 'third']);
});

test('however many click, whoever wrote comes in after three of them', async () => {
  const { arrive, end, began } = aLine();
  for (const who of ['a', 'b']) void arrive(who);
  await settles();
  void arrive('wrote');
  for (const who of ['1', '2', '3', '4']) void arrive(who, true);
  await settles();
  for (const who of ['a', 'b', '1', '2', '3']) await end(who);
  expect(began).toEqual(['a', 'b', '1', '2', '3', 'wrote', '4']);
});

test('a turn that never ends gives its place up, once', async () => {
  const { arrive, end, began } = aLine();
  void arrive('lost');
  void arrive('b');
  await jest.advanceTimersByTimeAsync(8_000);
  void arrive('c');
  await jest.advanceTimersByTimeAsync(1_100);
  expect(began).toEqual(['lost', 'b', 'c']);
  await end('lost');
  void arrive('d');
  await end('c');
  expect(began).toEqual(['lost', 'b', 'c', 'd']);
  void arrive('e');
  void arrive('f');
  await settles();
  expect(began).toEqual(['lost', 'b', 'c', 'd', 'e']);
});

test('a turn that fails gives its place up as well', async () => {
  const line = new Line(createLog({ write: () => undefined }), 1);
  const arrival = { conversation: 'c', what: 'x', isClick: false, tell: () => Promise.resolve() };
  const fails = line.run(arrival, () => Promise.reject(new Error('x')));
  await expect(fails).rejects.toThrow('x');
  await expect(line.run(arrival, () => Promise.resolve())).resolves.toBeUndefined();
});

test('who stands behind more than come in in time is told at once; a card’s answer, which goes first, still waits', async () => {
  const { arrive, end, began, told } = aLine();
  for (const who of ['a', 'b', 'c', 'd', 'e', 'f']) void arrive(who);
  expect(await arrive('g')).toBe('tooManyAtOnce');
  void arrive('click', true);
  await end('a');
  await end('b');
  expect(began).toEqual(['a', 'b', 'click', 'c']);
  expect(told).toEqual([]);
});
