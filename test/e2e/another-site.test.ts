/** A page of another site, open in the same browser, cannot speak as anybody here, nor show the chat inside itself. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { Bot, freshDir } from '../process/bot';
import { launch } from './chat';

let browser: Browser;
let bot: Bot;
let site: http.Server;
beforeAll(async () => {
  browser = await launch();
  bot = await Bot.local({ RELAIS_DATA: freshDir() });
  site = http.createServer((_req, res) => {
    res.setHeader('Content-Type', 'text/html');
    res.end('<!doctype html><title>elsewhere</title><iframe name="sink"></iframe>');
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await browser.close();
  await bot.kill('SIGTERM');
  site.close();
});

test('forms, scripts and frames of another site', async () => {
  const people = (await (await fetch(`${bot.url}/local/people`)).json()) as { aadObjectId: string; role: string }[];
  const head = people.find(({ role }) => role === 'principal')!.aadObjectId;
  const page = await browser.newPage();
  const origin = `http://localhost:${(site.address() as AddressInfo).port}`;
  await page.goto(origin);
  const say = `${bot.url}/local/chats/${head}/say`;
  const answered = page.waitForResponse((response) => response.url() === say);
  await page.evaluate((action) => {
    const form = document.createElement('form');
    Object.assign(form, { method: 'POST', action, target: 'sink' });
    const input = document.createElement('input');
    Object.assign(input, { name: 'text', value: 'nommer' });
    form.append(input);
    document.body.append(form);
    form.submit();
  }, say);
  expect((await answered).status()).toBe(403);

  const fetched = await page.evaluate(async (url) => {
    const tries = [
      { mode: 'no-cors', headers: { 'Content-Type': 'text/plain' } },
      { mode: 'cors', headers: { 'Content-Type': 'application/json' } },
    ] as const;
    const results: string[] = [];
    for (const { mode, headers } of tries)
      results.push(
        await fetch(url, { method: 'POST', mode, headers, body: '{"text":"nommer"}' }).then(
          (response) => `answered ${response.status}`,
          () => 'blocked',
        ),
      );
    return results;
  }, say);
  expect(fetched).toEqual(['blocked', 'blocked']);

  await page.setContent(`<iframe src="${bot.url}/"></iframe>`);
  await page.waitForTimeout(500);
  const framed = page.frames().find((frame) => frame.url().startsWith(bot.url));
  expect(framed ? await framed.locator('#people').count() : 0).toBe(0);

  const chat = await fetch(`${bot.url}/local/chats/${head}/events`);
  const reader = chat.body!.getReader();
  const history = new TextDecoder().decode((await reader.read()).value);
  await reader.cancel();
  expect(history).not.toContain('nommer');
  await page.close();
});
