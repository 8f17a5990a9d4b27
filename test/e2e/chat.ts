/// <reference lib="dom" />
/** The local chat in headless Chromium, as a person uses it. */
import axe from 'axe-core';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import fs from 'node:fs';
import path from 'node:path';

const SCREENSHOTS = path.join(__dirname, 'screenshots');
const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

export const DESKTOP = { width: 1280, height: 860 };
export const PHONE = { width: 390, height: 844 };

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-sync',
    ],
  });

export class Chat {
  /** What the page complained of. */
  readonly problems: string[] = [];

  private constructor(readonly page: Page) {}

  static async open(browser: Browser, url: string, viewport = DESKTOP): Promise<Chat> {
    const context = await browser.newContext({ viewport, locale: 'fr-FR', timezoneId: 'Europe/Paris' });
    const chat = new Chat(await context.newPage());
    chat.page.on('pageerror', (error) => chat.problems.push(error.message));
    chat.page.on('console', (line) => line.type() === 'error' && chat.problems.push(line.text()));
    chat.page.setDefaultTimeout(60_000);
    await chat.page.goto(url);
    await chat.page.locator('.person').first().waitFor({ state: 'attached' }); // drawn by its script
    return chat;
  }

  get pane(): Locator {
    return this.page.locator('.pane').last();
  }

  async becomes(search: string): Promise<void> {
    const menu = this.page.locator('#menu');
    if ((await menu.isVisible()) && !(await this.page.locator('#people').isVisible())) await menu.click();
    await this.page.fill('#search', search);
    await this.page.locator('.person').first().click();
    await this.pane.locator('.row.bot').first().waitFor();
  }

  async says(text: string): Promise<void> {
    await this.pane.locator('.composer textarea').fill(text);
    await this.answered(() => this.pane.locator('.composer textarea').press('Enter'));
  }

  async clicks(title: string): Promise<void> {
    await this.answered(() => this.pane.getByRole('button', { name: title, exact: true }).last().click());
  }

  /** Fills a field of the last form by its label. */
  async fills(label: string, value: string): Promise<void> {
    const field = this.pane.getByLabel(label).last();
    if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption({ label: value });
    else await field.fill(value);
  }

  /** Waits for the bot's HTTP answer to what is done: by then all it says has arrived. */
  async answered(act: () => Promise<void>): Promise<void> {
    const answer = this.page.waitForResponse((response) => response.url().endsWith('/say'));
    await act();
    await (await answer).finished();
    await this.page.waitForTimeout(100);
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.pane.locator('.log').getByText(text).last().waitFor();
  }

  /** A state to be looked at, kept as a picture: nothing in it is cut off, and axe finds nothing against it. */
  async looksGood(name: string): Promise<void> {
    fs.mkdirSync(SCREENSHOTS, { recursive: true });
    await this.page.waitForTimeout(150);
    await this.page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });
    await this.nothingIsCutOff();
    expect(await this.violations()).toEqual([]);
  }

  /** What axe-core finds against the page, with all its rules: WCAG A to AA and its own best practices. */
  async violations(): Promise<string[]> {
    if (!(await this.page.evaluate(() => 'axe' in window))) await this.page.evaluate(axe.source);
    return this.page.evaluate(async () => {
      const { violations } = await (window as unknown as { axe: typeof import('axe-core') }).axe.run();
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
      );
    });
  }

  /** Where the focus is: the element's name, or the message it stands in. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      const { activeElement: at } = document;
      return [at?.tagName, at?.getAttribute('aria-label') ?? at?.textContent?.trim().slice(0, 40)].join(' ');
    });
  }

  /** Nothing is wider than its screen. */
  async nothingIsCutOff(): Promise<void> {
    const wide = await this.page.evaluate(() => {
      const panes = [...document.querySelectorAll('.pane')];
      return panes.flatMap((pane) => {
        const edge = pane.getBoundingClientRect().right + 1;
        const shown = [...pane.querySelectorAll('.card *, .bubble')];
        return shown
          .filter((element) => element.getBoundingClientRect().right > edge)
          .map((element) => element.textContent ?? '');
      });
    });
    expect(wide).toEqual([]);
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}
