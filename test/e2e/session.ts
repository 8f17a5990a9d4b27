/** A bot of its own and a browser, for a file of tests. */
import type { Browser } from 'playwright-core';
import { Bot, freshDir } from '../process/bot';
import { launch } from './chat';

export interface Session {
  bot: Bot;
  browser: Browser;
}

/** Starts both before the tests of the file that calls it, and ends them after. @returns what they are, once they have started */
export function aSession(): Session {
  const session = {} as Session;
  beforeAll(async () => {
    session.bot = await Bot.local({ RELAIS_DATA: freshDir() });
    session.browser = await launch();
  });
  afterAll(async () => {
    await session.browser.close();
    await session.bot.kill('SIGTERM');
  });
  return session;
}
