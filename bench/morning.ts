/**
 * `npm run bench -- --morning`: the hours after an operation is opened. Two bot processes on one database; heads arrive in bursts,
 * from a tenth of what the machine does at most to well past it.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { nominates, type TurnSeen } from './person';
import { type Holding, Target } from './target';
import { inFlight } from './turns';

/** As one operation has thousands: no two people write for one school at once. */
const SCHOOLS = 3_000;
const HEADS = SCHOOLS + 130;
const LOADS = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 4];
const LASTS_S = 12;
/** How many heads at once show what the machine does at most, and for how many nominations. */
const AT_ONCE = 64;
const CALIBRATING = 600;
const QUOTA = 10;

/** Arrivals come in bursts (a bell rings, a meeting ends): in one second of four, as many as in the other three. */
const burst = (second: number): number => (second % 4 === 0 ? 2 : 2 / 3);

let heads = 0;
const nextHead = (): string => `head-${heads++ % HEADS}`;

interface Level {
  arrived: number;
  seen: TurnSeen[];
  told: number;
  /** The longest that the load itself was held, in milliseconds: no turn is known better than that. */
  held: number;
}

async function atLoad(processes: Target[], perSecond: number): Promise<Level> {
  const seen: TurnSeen[] = [];
  const people: Promise<boolean>[] = [];
  const loop = monitorEventLoopDelay();
  loop.enable();
  const start = performance.now();
  for (let at = 0; ;) {
    // Poisson: the time to the next arrival is exponential.
    at += -Math.log(1 - Math.random()) / (perSecond * burst(Math.floor(at)));
    if (at > LASTS_S) break;
    const ahead = start + at * 1_000 - performance.now();
    if (ahead > 1) await pause(ahead);
    people.push(nominates(processes, nextHead(), seen));
  }
  const ends = await Promise.all(people);
  loop.disable();
  return { arrived: people.length, seen, told: ends.filter(Boolean).length, held: loop.max / 1e6 };
}

/** Nominations a second, with as many heads at once as keep both processes busy. */
async function most(processes: Target[]): Promise<number> {
  const seen: TurnSeen[] = [];
  const jobs = (count: number) =>
    Array.from({ length: count }, () => async (): Promise<void> => void (await nominates(processes, nextHead(), seen)));
  await inFlight(AT_ONCE, jobs(CALIBRATING)); // warm
  await inFlight(AT_ONCE * 4, jobs(CALIBRATING));
  const start = performance.now();
  await inFlight(AT_ONCE * 4, jobs(CALIBRATING * 2));
  return (CALIBRATING * 2_000) / (performance.now() - start);
}

export async function morning(database: string, where: Holding): Promise<string[]> {
  const named = { database: `relais_morning_${process.pid}` };
  const first = await Target.start('relais', { ...where, ...named, quota: QUOTA, schools: SCHOOLS });
  const second = await Target.start('relais', { ...named, uri: first.address!, joins: true });
  const processes = [first, second];
  const rows: string[] = [];
  try {
    for (const each of processes) await each.connects();
    const capacity = await most(processes);
    for (const load of LOADS) {
      const before = await recorded(first);
      const level = await atLoad(processes, load * capacity);
      rows.push(rowOf(database, load, level, (await recorded(first)) - before));
    }
  } finally {
    await second.stop();
    await first.stop();
  }
  return rows;
}

const recorded = async (server: Target): Promise<number> =>
  (await server.asks<{ nominations: number }>('recorded')).nominations;

function rowOf(database: string, load: number, { arrived, seen, told, held }: Level, kept: number): string {
  const took = seen.map((turn) => turn.took).sort((a, b) => a - b);
  const at = (share: number): string =>
    took[Math.min(took.length - 1, Math.floor(share * took.length))]!.toFixed(0).padStart(6);
  const share = (test: (turn: TurnSeen) => boolean): string =>
    `${((100 * seen.filter(test).length) / seen.length).toFixed(1)} %`.padStart(8);
  return [
    `${database.padEnd(9)} ${`${load * 100} %`.padStart(6)} ${String(arrived).padStart(6)} ${at(0.5)} ${at(0.95)} ${at(0.99)} ${at(1)}`,
    share(({ wasTold }) => wasTold),
    share(({ isTurnedAway }) => isTurnedAway),
    share(({ isRefused }) => isRefused),
    String(told).padStart(6),
    String(told - kept).padStart(6),
    String(seen.filter(({ answers, isTurnedAway }) => answers + Number(isTurnedAway) > 1).length).padStart(6),
    held.toFixed(0).padStart(6),
  ].join(' ');
}

export const MORNING_HEAD =
  'database    load  heads    50 %   95 %   99 %    all     told     away  refused   done   lost  twice   held';
