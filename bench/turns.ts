/** What a turn costs: those of Relais against a bare echo bot, a whole nomination against a bare waterfall that keeps nothing. */
import { randomUUID } from 'node:crypto';
import { sentences, understand } from '../test/understanding/table';
import { confirm, fill, open } from './nomination';
import { type Profile, sharesOf } from './profile';
import { type Holding, Target } from './target';

/** Rounds of half a second and more that take turns, so that what else the machine does falls on all alike. */
const ROUNDS = 7;
const TURNS = 400;
const HEADS = 130;
const WIDTHS = [1, 32];
const QUOTA = 150; // more than a run nominates
/** A server runs for days: what it costs before V8 has compiled it is the start's. */
const WARMING = 3;

type Job = () => Promise<void>;

/** Runs the jobs with so many in flight. */
export async function inFlight(width: number, jobs: Job[]): Promise<void> {
  const queue = [...jobs];
  const worker = async (): Promise<void> => {
    for (let job = queue.shift(); job; job = queue.shift()) await job();
  };
  await Promise.all(Array.from({ length: width }, worker));
}

interface Cost {
  /** Milliseconds of the clock, and of the server's CPU. */
  wall: number;
  cpu: number;
}

async function costOf(target: Target, width: number, jobs: Job[]): Promise<Cost> {
  await target.usage();
  const start = performance.now();
  await inFlight(width, jobs);
  const wall = performance.now() - start;
  return { wall, cpu: (await target.usage()).cpu };
}

const conversations = () =>
  Array.from({ length: TURNS }, (_, i) => ({ id: randomUUID(), head: `head-${(i * 7) % HEADS}` }));
const over = (run: (id: string, head: string) => Promise<void>): Job[] =>
  conversations().map(
    ({ id, head }) =>
      () =>
        run(id, head),
  );

/** The turns that are measured. A round's first part is not: it brings the conversations where the turn begins. */
const MEASURED: Record<string, (t: Targets) => { of: keyof Targets; first?: Job[]; jobs: Job[] }> = {
  'echo turn': ({ echo }) => ({ of: 'echo', jobs: over((id, head) => echo.post(id, head, { text: 'hello' })) }),
  help: ({ relais }) => ({ of: 'relais', jobs: over((id, head) => relais.post(id, head, { text: 'aide' })) }),
  confirmation({ relais }) {
    const all = conversations();
    const brings = all.map(({ id, head }) => async () => {
      await open(relais, id, head);
      await fill(relais, id, head);
    });
    return {
      of: 'relais',
      first: brings,
      jobs: all.map(
        ({ id, head }) =>
          () =>
            confirm(relais, id, head),
      ),
    };
  },
  summary: ({ relais }) => ({
    of: 'relais',
    jobs: over((id) => relais.post(id, 'coordinator', { text: 'reste' })),
  }),
  waterfall: ({ waterfall }) => ({
    of: 'waterfall',
    jobs: over(async (id, head) => {
      for (const step of [1, 2, 3, 4, 5, 6]) await waterfall.post(id, head, { text: `answer ${step}` });
    }),
  }),
  'whole nomination': ({ relais }) => ({
    of: 'relais',
    jobs: over(async (id, head) => {
      await open(relais, id, head);
      await fill(relais, id, head);
      await confirm(relais, id, head);
    }),
  }),
};

interface Targets {
  echo: Target;
  waterfall: Target;
  relais: Target;
}

/** One row a kind of turn: its cost in turns that are bare. */
export async function compareTurns(database: string, where: Holding): Promise<string[]> {
  const [echo, waterfall, relais] = await Promise.all([
    Target.start('echo'),
    Target.start('waterfall'),
    Target.start('relais', { ...where, quota: QUOTA }),
  ]);
  const targets: Targets = { echo, waterfall, relais };
  const rows: string[] = [];
  try {
    for (let i = 0; i < WARMING; i++) for (const name of Object.keys(MEASURED)) await round(targets, name, 32);
    for (const width of WIDTHS) {
      const costs = new Map<string, Cost[]>(Object.keys(MEASURED).map((name) => [name, []]));
      for (let i = 0; i < ROUNDS; i++)
        for (const [name, rounds] of costs) rounds.push(await round(targets, name, width));
      rows.push(...told(database, width, costs));
    }
  } finally {
    await Promise.all([echo, waterfall, relais].map((target) => target.stop()));
  }
  return rows;
}

async function round(targets: Targets, name: string, width: number): Promise<Cost> {
  const { of, first = [], jobs } = MEASURED[name]!(targets);
  await inFlight(32, first);
  return costOf(targets[of], width, jobs);
}

const times = (a: number, b: number): string => (a / b).toFixed(2).padStart(6);
const line = (database: string, width: number, what: string, rest: string): string =>
  `${database.padEnd(9)} ${String(width).padStart(2)}  ${what.padEnd(34)} ${rest}`;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Half of the way from the least to the most of the middle rounds, to the median: two rounds at either end are the machine's. */
function spreadOf(ratios: readonly number[]): string {
  const middle = [...ratios].sort((a, b) => a - b).slice(2, -2);
  return `±${(((middle.at(-1)! - middle[0]!) / 2 / median(ratios)) * 100).toFixed(0)} %`.padStart(6);
}

function told(database: string, width: number, costs: Map<string, Cost[]>): string[] {
  const ratios = (name: string, base: string, of: keyof Cost): number[] =>
    costs.get(name)!.map((cost, i) => cost[of] / costs.get(base)![i]![of]);
  const against = (name: string, base: string): string => {
    const [wall, cpu] = [ratios(name, base, 'wall'), ratios(name, base, 'cpu')];
    const ratio = (of: number[]): string => median(of).toFixed(2).padStart(6);
    return line(
      database,
      width,
      `${name} / ${base}`,
      `${ratio(wall)} ${spreadOf(wall)} ${ratio(cpu)} ${spreadOf(cpu)}`,
    );
  };
  const echo = costs.get('echo turn')!;
  const [wall, cpu] = [median(echo.map((each) => each.wall)), median(echo.map((each) => each.cpu))];
  return [
    line(database, width, 'echo turn, ms', `${times(wall, TURNS)} ${' '.repeat(6)} ${times(cpu, TURNS)}`),
    ...['help', 'confirmation', 'summary'].map((name) => against(name, 'echo turn')),
    line(
      database,
      width,
      'understanding / echo turn',
      `${'-'.padStart(6)} ${' '.repeat(6)} ${times(understandingMs() * TURNS, cpu)}`,
    ),
    against('whole nomination', 'waterfall'),
  ];
}

/** Milliseconds a sentence, once it is warm. */
function understandingMs(): number {
  const rounds = 10;
  for (const sentence of sentences) understand(sentence);
  const start = performance.now();
  for (let i = 0; i < rounds; i++) for (const sentence of sentences) understand(sentence);
  return (performance.now() - start) / rounds / sentences.length;
}

/** Where the CPU of some kind of turn goes. */
export async function profileTurns(name: string, where: Holding): Promise<string[]> {
  const only = name === 'echo turn' ? 'echo' : 'relais';
  const targets = { [only]: await Target.start(only, { ...where, quota: QUOTA }) } as unknown as Targets;
  try {
    for (let i = 0; i < WARMING; i++) await round(targets, name, 32);
    await targets[only].asks('profile');
    for (let i = 0; i < ROUNDS; i++) await round(targets, name, 32);
    return [`${name}:`, ...sharesOf(await targets[only].asks<Profile>('profiled'))];
  } finally {
    await targets[only].stop();
  }
}

/** Database operations a turn, in a run of its own: counting them costs time. */
export async function countOperations(database: string, where: Holding): Promise<string[]> {
  const relais = await Target.start('relais', { ...where, quota: QUOTA, counting: true });
  const targets = { relais } as Targets;
  const rows: string[] = [];
  try {
    await round(targets, 'help', 1);
    for (const name of ['help', 'confirmation', 'summary', 'whole nomination']) {
      const { first = [], jobs } = MEASURED[name]!(targets);
      await inFlight(1, first);
      await relais.usage();
      await inFlight(1, jobs);
      const { operations } = await relais.usage();
      rows.push(line(database, 1, `${name}, operations`, (operations / TURNS).toFixed(1).padStart(6)));
    }
  } finally {
    await relais.stop();
  }
  return rows;
}
