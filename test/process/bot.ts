/** The built program, spawned as an operator would: `npm run build` comes first. */
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

export const ROOT = path.resolve(__dirname, '../..');
const MAIN = path.join(ROOT, 'dist/src/index.js');
const PATIENCE_MS = 90_000;

/** A bot registration of nobody. */
export const CREDENTIALS = {
  MicrosoftAppId: '11111111-1111-4111-8111-111111111111',
  MicrosoftAppPassword: 'not a real one',
  MicrosoftAppTenantId: '22222222-2222-4222-8222-222222222222',
};
/** All that the production entry needs. */
export const SERVED = { ...CREDENTIALS, RELAIS_PUPIL_SECRET: 'x'.repeat(32), RELAIS_CONTACT: 'the coordination' };

export const freshDir = (): string => fs.mkdtempSync(path.join(os.tmpdir(), 'relais-'));

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = net.createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });

export async function until(check: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const limit = Date.now() + PATIENCE_MS;
  while (!(await check())) {
    if (Date.now() > limit) throw new Error(`waited too long: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

const running = new Set<ChildProcess>();
/** A test that failed has not ended its bot. */
afterAll(() => running.forEach((child) => child.kill('SIGKILL')));

export class Bot {
  output = '';
  readonly #exited: Promise<number | null>;

  private constructor(
    readonly process: ChildProcess,
    readonly port: number,
  ) {
    const hear = (chunk: Buffer): void => void (this.output += chunk.toString().replaceAll('\u00a0', ' ')); // French's own
    process.stdout!.on('data', hear);
    process.stderr!.on('data', hear);
    running.add(process);
    process.once('exit', () => running.delete(process));
    this.#exited = new Promise((resolve) => process.once('exit', (code) => resolve(code)));
  }

  /** Starts it; the environment has nothing of ours but what is given. */
  static spawn(args: string[], environment: NodeJS.ProcessEnv, port: number): Bot {
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, PORT: String(port), ...environment };
    return new Bot(spawn(process.execPath, [MAIN, ...args], { env, cwd: ROOT }), port);
  }

  /** In local mode, ready to be spoken to. */
  static async local(environment: NodeJS.ProcessEnv, port?: number): Promise<Bot> {
    const bot = Bot.spawn(['--local'], environment, port ?? (await freePort()));
    const answered = (): Promise<boolean> =>
      fetch(`${bot.url}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until(async () => bot.process.exitCode !== null || (await answered()), `the bot to start: ${bot.output}`);
    if (bot.process.exitCode !== null) throw new Error(bot.output);
    return bot;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  exit(): Promise<number | null> {
    return this.#exited;
  }

  kill(signal: NodeJS.Signals): Promise<number | null> {
    this.process.kill(signal);
    return this.#exited;
  }
}
