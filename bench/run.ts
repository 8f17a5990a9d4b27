/** `npm run bench`: ratios, side by side in one run; they carry over to other machines, milliseconds do not. What each line means: README.md. */
import { compareArticles } from './articles';
import * as connector from './connector';
import { compareSizes } from './grow';
import { morning, MORNING_HEAD } from './morning';
import { compareOperations } from './operations';
import { hangUp } from './target';
import { compareTurns, countOperations, profileTurns } from './turns';

const uri = process.env.MONGODB_URI; // the benchmark's own: it is no part of the program
const databases = [['embedded', {}] as const, ...(uri ? [['mongodb', { uri }] as const] : [])];

async function main(): Promise<void> {
  if (process.argv.includes('--profile')) return profile();
  if (process.argv.includes('--grow')) return grow();
  if (process.argv.includes('--morning')) return wholeMorning();
  if (process.argv.includes('--operations')) return operations();
  if (process.argv.includes('--articles')) return articles();
  const rows: string[] = [];
  for (const [name, where] of databases) {
    rows.push(...(await compareTurns(name, where)), ...(await countOperations(name, where)));
  }
  process.stdout.write(`database  in flight${' '.repeat(31)} wall spread    CPU spread\n${rows.join('\n')}\n`);
  if (!uri) process.stdout.write('MONGODB_URI is not set: not measured on another database\n');
}

async function grow(): Promise<void> {
  process.stdout.write(`${' '.repeat(38)}   at 1,800  at 180,000  growth\n`);
  for (const [name] of databases)
    process.stdout.write(`${(await compareSizes(name, name === 'embedded' ? undefined : uri)).join('\n')}\n`);
}

async function operations(): Promise<void> {
  for (const [name] of databases)
    process.stdout.write(`${(await compareOperations(name, name === 'embedded' ? undefined : uri)).join('\n')}\n`);
}

async function articles(): Promise<void> {
  for (const [name] of databases)
    process.stdout.write(`${(await compareArticles(name, name === 'embedded' ? undefined : uri)).join('\n')}\n`);
}

async function wholeMorning(): Promise<void> {
  process.stdout.write(`${MORNING_HEAD}\n`);
  for (const [name, where] of databases) process.stdout.write(`${(await morning(name, where)).join('\n')}\n`);
}

async function profile(): Promise<void> {
  for (const [database, where] of databases)
    for (const turn of ['echo turn', 'help', 'confirmation', 'summary'])
      process.stdout.write(`${database}, ${(await profileTurns(turn, where)).join('\n  ')}\n`);
}

void connector
  .listen()
  .then(main)
  .finally(() => {
    connector.close();
    hangUp();
  });
