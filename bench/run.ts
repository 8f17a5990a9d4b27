/**
 * `npm run bench`: turns of Relais against a bare echo bot, a whole nomination against a bare waterfall, side by side in one
 * run, with 1 and with 32 in flight. Ratios carry over to other machines; milliseconds do not.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { sentences, understand } from '../test/understanding/table';
import { daysBefore, type PlainDate } from '../src/domain/plainDate';

const TURNS = 384;
const HEADS = 130;
const WIDTHS = [1, 32];
const PATIENCE_MS = 10_000;
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
const lines: string[] = [];
const say = (line: string): void => void (lines.push(line), process.stdout.write(`${line}\n`));

/** The last card of each conversation, as the bot sent or replaced it. */
const cards = new Map<string, { id: string; text: string }>();
let sent = 0;
const connector = http.createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    const [, conversation = '', id = `a${++sent}`] =
      /conversations\/([^/]+)\/activities(?:\/([^/?]+))?/.exec(req.url ?? '') ?? [];
    const text = Buffer.concat(chunks).toString();
    const made = req.method === 'PUT' ? id : `a${++sent}`;
    if (text.includes('AdaptiveCard')) cards.set(conversation, { id: made, text });
    res.writeHead(200, { 'Content-Type': 'application/json' });
    res.end(JSON.stringify({ id: made }));
  });
});

class Target {
  private constructor(
    private readonly child: ChildProcess,
    private readonly port: number,
  ) {}

  static async start(kind: string, uri?: string): Promise<Target> {
    const child = fork(path.join(__dirname, 'target.js'), [kind, ...(uri ? [uri] : [])]);
    const { port } = await new Promise<{ port: number }>((resolve) => child.once('message', resolve as never));
    return new Target(child, port);
  }

  post(conversation: string, person: string, about: object): Promise<void> {
    const { port: connectorPort } = connector.address() as AddressInfo;
    const activity = {
      ...{ type: 'message', id: randomUUID(), channelId: 'msteams', locale: 'fr-FR' },
      ...{ serviceUrl: `http://127.0.0.1:${connectorPort}`, recipient: { id: 'bot' } },
      ...{
        from: { id: person, aadObjectId: person },
        conversation: { id: conversation, conversationType: 'personal' },
      },
      ...about,
    };
    return new Promise((resolve, reject) => {
      const options = {
        port: this.port,
        path: '/api/messages',
        method: 'POST',
        agent,
        headers: { 'Content-Type': 'application/json' },
      };
      const request = http.request(options, (response) => {
        response.resume();
        response.on('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(String(response.statusCode))),
        );
      });
      request.on('error', reject);
      request.end(JSON.stringify(activity));
    });
  }

  async operations(): Promise<number> {
    const counted = new Promise<{ operations: number }>((resolve) => this.child.once('message', resolve as never));
    this.child.send('count');
    return (await counted).operations;
  }

  /** Resolves when its process is gone: one that does not go by itself is ended. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const exited = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.connected) this.child.send('stop');
    const impatient = setTimeout(() => this.child.kill('SIGKILL'), PATIENCE_MS);
    await exited;
    clearTimeout(impatient);
  }
}

/** Milliseconds a job, with so many in flight. */
async function timed(width: number, jobs: (() => Promise<void>)[]): Promise<number> {
  const queue = [...jobs];
  const start = performance.now();
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let job = queue.shift(); job; job = queue.shift()) await job();
    }),
  );
  return (performance.now() - start) / jobs.length;
}

const letters = (n: number): string =>
  [...n.toString(26)].map((c) => String.fromCharCode(97 + parseInt(c, 26)).repeat(2)).join('');
let pupils = 0;
/** Few of a département's pupils are born on the same day. */
const birthDate = (n: number): string => daysBefore('2015-12-31' as PlainDate, n % 1_800);

const yesterday = daysBefore(new Date().toISOString().slice(0, 10) as PlainDate, 1);

const open = (relais: Target, conversation: string, head: string) =>
  relais.post(conversation, head, { text: 'nommer' });

function click(relais: Target, conversation: string, head: string, press: 'submit' | 'confirm'): Promise<void> {
  const { id, text } = cards.get(conversation)!;
  const form = /"form":"([^"]+)"/.exec(text)![1];
  const given = {
    lastName: `Test ${letters(++pupils)}`,
    firstName: 'A',
    birthDate: birthDate(pupils),
    className: '4EB',
  };
  const rest = { need: 'noAccess', toldOn: yesterday, toldHow: 'phone' };
  const shown =
    press === 'submit'
      ? { ...given, ...rest }
      : (JSON.parse(/"data":(\{[^}]*"press":"confirm"[^}]*\})/.exec(text)![1]!) as object);
  return relais.post(conversation, head, {
    replyToId: id,
    value: { ...shown, form, step: press === 'submit' ? 'fill' : 'review', press },
  });
}

async function measure(name: string, uri?: string): Promise<void> {
  const targets = await Promise.all([Target.start('echo'), Target.start('waterfall'), Target.start('relais', uri)]);
  try {
    await compare(name, ...targets);
  } finally {
    await Promise.all(targets.map((target) => target.stop()));
  }
}

async function compare(name: string, echo: Target, waterfall: Target, relais: Target): Promise<void> {
  say(`\n${name}`);
  for (const width of WIDTHS) {
    const conversations = Array.from({ length: TURNS }, (_, i) => ({ id: randomUUID(), head: `head-${i % HEADS}` }));
    const over = (run: (id: string, head: string) => Promise<void>) =>
      conversations.map(
        ({ id, head }) =>
          () =>
            run(id, head),
      );
    const five = [1, 2, 3, 4, 5, 6];
    const echoed = over((id, head) => echo.post(id, head, { text: 'hello' }));
    const asked = over((id) => relais.post(id, 'coordinator', { text: 'reste' }));
    const asWaterfall = over(async (id, head) => {
      for (const step of five) await waterfall.post(id, head, { text: `answer ${step}` });
    });
    await timed(32, echoed); // warm
    await timed(
      32,
      over((id) => relais.post(`w${id}`, 'coordinator', { text: 'aide' })),
    );

    await timed(
      32,
      over((id, head) => open(relais, id, head)),
    );
    await timed(
      32,
      over((id, head) => click(relais, id, head, 'submit')),
    );
    const bare = await timed(width, echoed);
    await relais.operations();
    const confirmation = await timed(
      width,
      over((id, head) => click(relais, id, head, 'confirm')),
    );
    const perConfirmation = (await relais.operations()) / TURNS;
    const again = await timed(width, echoed);
    const summary = await timed(width, asked);
    const perSummary = (await relais.operations()) / TURNS;
    const five_step = await timed(width, asWaterfall);
    await relais.operations();
    const whole = await timed(
      width,
      over(async (id, head) => {
        await open(relais, `n${id}`, head);
        await click(relais, `n${id}`, head, 'submit');
        await click(relais, `n${id}`, head, 'confirm');
      }),
    );
    const perWhole = (await relais.operations()) / TURNS;
    const echoTurn = (bare + again) / 2;
    const ratio = (a: number, b: number): string => `${(a / b).toFixed(2)} x`;
    say(`  ${width} in flight: echo turn ${echoTurn.toFixed(2)} ms`);
    say(
      `    confirmation        ${ratio(confirmation, echoTurn)} the echo turn, ${perConfirmation.toFixed(1)} operations`,
    );
    say(`    understanding       ${ratio(understandingMs(), echoTurn)} the echo turn, of the same process's work`);
    say(`    summary             ${ratio(summary, echoTurn)} the echo turn, ${perSummary.toFixed(1)} operations`);
    say(
      `    a whole nomination  ${ratio(whole, five_step)} a bare waterfall of five questions, ${perWhole.toFixed(1)} operations`,
    );
  }
}

/** Milliseconds a sentence, once it is warm. */
function understandingMs(): number {
  const rounds = 20;
  for (const sentence of sentences) understand(sentence);
  const start = performance.now();
  for (let i = 0; i < rounds; i++) for (const sentence of sentences) understand(sentence);
  return (performance.now() - start) / rounds / sentences.length;
}

async function main(): Promise<void> {
  await new Promise<void>((resolve) => connector.listen(0, '127.0.0.1', resolve));
  await measure('embedded database');
  const uri = process.env.MONGODB_URI; // the benchmark's own: it is no part of the program
  if (uri) await measure('MONGODB_URI', uri);
  else say('\nMONGODB_URI is not set: not measured on another database');
  connector.close();
  agent.destroy();
}

void main();
