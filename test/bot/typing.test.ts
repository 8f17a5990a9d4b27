import type { TurnContext } from 'botbuilder';
import { TypingMiddleware } from '../../src/bot/typingMiddleware';
import { createLog } from '../../src/log';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const log = createLog({ write: () => undefined });
const forEver = (): Promise<never> => new Promise(() => undefined);

function aTurn(conversation: string) {
  const sendActivity = jest.fn(() => Promise.resolve());
  const activity = { type: 'message', id: 'a', conversation: { id: conversation } };
  return { sendActivity, context: { activity, responded: false, sendActivity } as unknown as TurnContext };
}

test('turns of one conversation show typing once, another’s of its own; a turn that never ends keeps no later one’s back', async () => {
  const typing = new TypingMiddleware(log);
  const [lost, waiting, other] = [aTurn('c'), aTurn('c'), aTurn('d')];
  for (const { context } of [lost, waiting, other]) void typing.onTurn(context, forEver);
  await jest.advanceTimersByTimeAsync(800);
  expect([lost, waiting, other].map(({ sendActivity }) => sendActivity.mock.calls.length)).toEqual([1, 0, 1]);
  await jest.advanceTimersByTimeAsync(10_000);
  const later = aTurn('c');
  void typing.onTurn(later.context, forEver);
  await jest.advanceTimersByTimeAsync(800);
  expect(later.sendActivity).toHaveBeenCalledTimes(1);
});

test('a turn that ended leaves the next one its own', async () => {
  const typing = new TypingMiddleware(log);
  for (const _turn of [1, 2]) {
    const { context, sendActivity } = aTurn('c');
    const turn = typing.onTurn(context, () => new Promise((resolve) => setTimeout(resolve, 1_000)));
    await jest.advanceTimersByTimeAsync(1_000);
    await turn;
    expect(sendActivity).toHaveBeenCalledTimes(1);
  }
});
