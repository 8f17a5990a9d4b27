/** A turn ends in time; one that has answered may save what it did. */
import type { TurnContext } from 'botbuilder';
import { DeadlineMiddleware } from '../../src/bot/deadlineMiddleware';
import { arrives } from '../../src/bot/lineMiddleware';
import { createLog } from '../../src/log';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** Runs a turn that answers, or shows typing, at once and lasts so long. @returns how it ended */
async function ends(sends: 'message' | 'typing', lastsMs: number, afterMs: number, waitedMs = 0): Promise<string> {
  let sending = (_activities: object[]): Promise<unknown> => Promise.resolve();
  const context = {
    activity: { id: 'a' },
    turnState: new Map(),
    onSendActivities: (
      handler: (context: unknown, activities: object[], send: () => Promise<unknown>) => Promise<unknown>,
    ) => (sending = (activities) => handler(context, activities, () => Promise.resolve())),
    onUpdateActivity: () => undefined,
  } as unknown as TurnContext;
  let how = 'still running';
  const deadline = new DeadlineMiddleware(createLog({ write: () => undefined }));
  arrives(context);
  await jest.advanceTimersByTimeAsync(waitedMs);
  const turn = deadline.onTurn(context, async () => {
    await sending([{ type: sends }]);
    await new Promise((resolve) => setTimeout(resolve, lastsMs));
  });
  turn.then(
    () => (how = 'done'),
    (error: { code: string }) => (how = error.code),
  );
  await jest.advanceTimersByTimeAsync(afterMs);
  return how;
}

test.each([
  ['message', 7_500, 7_600, 'done'],
  ['typing', 7_500, 7_600, 'turnTooLong'],
  ['message', 60_000, 7_900, 'still running'],
  ['message', 60_000, 8_100, 'turnTooLong'],
] as const)('a turn that sent a %s and lasts %i ms, after %i ms: %s', async (sends, lastsMs, afterMs, how) => {
  expect(await ends(sends, lastsMs, afterMs)).toBe(how);
});

test('what was waited in line, the turn has less', async () => {
  expect(await ends('typing', 60_000, 2_100, 6_000)).toBe('turnTooLong');
  expect(await ends('typing', 1_900, 2_100, 6_000)).toBe('done');
});
