/** Too many messages of one person: told so once, kindly; nobody else is kept waiting. */
import type { TurnContext } from 'botbuilder';
import { RateMiddleware } from '../../src/bot/rateMiddleware';
import { createLog } from '../../src/log';
import { loadTexts } from '../../src/texts';

test('past the limit one is told once, the others go on, and a minute later all is well', async () => {
  let now = 0;
  const logged: string[] = [];
  const log = createLog({ write: (line: string) => void logged.push(line) });
  const limit = new RateMiddleware(loadTexts(), log, 3, () => now);
  const said: string[] = [];
  let turns = 0;
  const writes = async (aadObjectId: string): Promise<void> => {
    const context = {
      activity: { id: 'a', from: { id: `29:${aadObjectId}`, aadObjectId } },
      turnState: new Map(),
      sendActivity: ({ text }: { text: string }) => Promise.resolve(void said.push(text)),
    } as unknown as TurnContext;
    await limit.onTurn(context, () => Promise.resolve(void turns++));
  };
  for (let i = 0; i < 6; i++) await writes('fast');
  expect(turns).toBe(3);
  expect(said).toEqual([expect.stringMatching(/plus vite que je ne peux répondre/)]);
  expect(logged).toHaveLength(1);
  await writes('other');
  expect(turns).toBe(4);
  now = 60_001;
  await writes('fast');
  expect(turns).toBe(5);
});
