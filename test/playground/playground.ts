/// <reference lib="dom" />
/** Microsoft's Agents Playground, as a person uses it: the judge from outside. */
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { freePort, ROOT, until } from '../process/bot';

/** It shows an answer within this, in milliseconds; it tells nobody when it is done. */
const SETTLED_MS = 1_500;

export class Playground {
  private constructor(
    private readonly process: ChildProcess,
    readonly page: Page,
  ) {}

  static async open(browser: Browser, botPort: number): Promise<Playground> {
    const port = await freePort();
    const started = spawn(process.execPath, [path.join(ROOT, 'test/playground/start.mjs')], {
      env: { ...process.env, PORT: String(botPort), PLAYGROUND_PORT: String(port) },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const url = `http://127.0.0.1:${port}/`;
    await until(
      () =>
        fetch(url).then(
          ({ ok }) => ok,
          () => false,
        ),
      'the Playground',
    );
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'fr-FR' });
    page.setDefaultTimeout(15_000);
    await page.goto(url);
    const playground = new Playground(started, page);
    await playground.sees(/Bonjour|Hello/);
    return playground;
  }

  async close(): Promise<void> {
    await this.page.close();
    this.process.kill('SIGTERM');
  }

  get card(): Locator {
    return this.page.locator('.ac-adaptiveCard').last();
  }

  async says(text: string): Promise<void> {
    await this.page.locator('[role=textbox][data-lexical-editor]').click();
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Enter');
    await this.#settles();
  }

  async clicks(title: string): Promise<void> {
    await this.page.getByRole('button', { name: title, exact: true }).last().click();
    await this.#settles();
  }

  async fills(label: string, value: string): Promise<void> {
    await this.card.getByLabel(label).fill(value);
  }

  async chooses(label: string, value: string): Promise<void> {
    await this.card.getByRole('combobox', { name: label }).click();
    await this.page.getByRole('option', { name: value }).click();
  }

  /** The last day before today that its calendar offers. */
  async choosesToday(label: string): Promise<void> {
    await this.card.getByRole('combobox', { name: label }).click();
    await this.page
      .getByRole('button', { name: /go to today/i })
      .or(this.page.locator('[aria-current=date]'))
      .last()
      .click();
  }

  async sees(text: RegExp): Promise<void> {
    await this.page.getByText(text).last().waitFor();
  }

  /** Cards with a button that sends a form. */
  async liveForms(): Promise<number> {
    const cards = this.page.locator('.ac-adaptiveCard');
    return cards.filter({ has: this.page.getByRole('button', { name: /^(Vérifier|Confirmer)$/ }) }).count();
  }

  /** What the bot has said, message by message. */
  said(): Promise<string[]> {
    return this.page.locator('.fai-OutputCard').allInnerTexts();
  }

  /** What its log says of the bot's messages, with their HTTP status. */
  async refused(): Promise<string[]> {
    const log = await this.page.locator('body').innerText();
    return log.match(/\b(?:message|invoke|conversationUpdate) (?:202|4\d\d|5\d\d)[^\n]*/g) ?? [];
  }

  async #settles(): Promise<void> {
    await this.page.waitForTimeout(SETTLED_MS);
  }
}
