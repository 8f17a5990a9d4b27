/** `npm run bench -- --grow`: the same things at 1,800 and at 180,000 units, and how many times as long they take. */
import { fork } from 'node:child_process';
import path from 'node:path';
import type { Grown } from './grown';

const SIZES = [1_800, 180_000];

const grown = (units: number, uri?: string): Promise<Grown> =>
  new Promise((resolve, reject) => {
    const execArgv = ['--expose-gc'];
    const child = fork(path.join(__dirname, 'grown.js'), [JSON.stringify({ units, uri })], { execArgv });
    child.once('message', resolve as never);
    child.once('exit', (code) => reject(new Error(`it ended with ${String(code)}`)));
  });

export async function compareSizes(database: string, uri?: string): Promise<string[]> {
  const [small, large] = [await grown(SIZES[0]!, uri), await grown(SIZES[1]!, uri)];
  const cell = (value: number): string => value.toFixed(2).padStart(10);
  return Object.entries(small.costs).map(([what, cost]) => {
    const grew = large.costs[what]!;
    return `${database.padEnd(9)} ${what.padEnd(28)} ${cell(cost)} ${cell(grew)} ${(grew / cost).toFixed(1).padStart(7)} x`;
  });
}
