/** A command that is quicker than a bot that starts again is waited for; another bot is not. */
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DirectoryInUse } from '../../../src/store/embedded/lock';
import { startEmbeddedMongo } from '../../../src/store/embedded/server';

const freshDir = (): string => mkdtempSync(path.join(os.tmpdir(), 'relais-quick-'));

test('the bot starts once the command has ended', async () => {
  const dir = freshDir();
  const command = await startEmbeddedMongo({ dir, attach: true });
  let isUp = false;
  const starting = startEmbeddedMongo({ dir }).then((bot) => {
    isUp = true;
    return bot;
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(isUp).toBe(false);
  await command.close();
  const bot = await starting;
  expect(bot.engine).not.toBeNull();
  expect(existsSync(path.join(dir, 'command'))).toBe(false);
  const beside = await startEmbeddedMongo({ dir, attach: true }); // and the next command attaches
  expect(beside.engine).toBeNull();
  await bot.close();
});

test('a second bot is told at once, also where a command that was killed has left its mark', async () => {
  const dir = freshDir();
  writeFileSync(path.join(dir, 'command'), '');
  const bot = await startEmbeddedMongo({ dir });
  await expect(startEmbeddedMongo({ dir })).rejects.toBeInstanceOf(DirectoryInUse);
  await bot.close();
});
