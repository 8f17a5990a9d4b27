/**
 * Rows of a file as people keep lists: CSV with `;`, `,` or tabs, in UTF-8, UTF-16 or Windows-1252, or the first sheet of an XLSX. Each file
 * is read by a worker of its own (`tableWorker.mjs`), with so much memory and time: a file that is made to harm ends its worker, and nobody
 * else notices (ADR 23).
 */
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { projectRoot } from '../projectRoot';

export interface TableRow {
  /** As a spreadsheet numbers it, from 1. */
  line: number;
  cells: string[];
}

export type TableProblem = 'tooLarge' | 'tooHeavy' | 'unreadable' | 'empty' | 'openQuote' | 'longLine';

/** The file as a whole cannot be read. */
export class BadTable extends Error {
  constructor(
    readonly problem: TableProblem,
    /** Where a quote opens that nothing closes; the line that is too long. */
    readonly line?: number,
  ) {
    super(problem);
  }
}

/** Bytes; a list of 5,000 people is a tenth of it. */
export const LARGEST_FILE = 2_000_000;
/** A lot of tablets for a département has 15,000. */
const MOST_ROWS = 20_000;
/** All cells of a file together; 20,000 rows of a national file have as many. */
const MOST_CHARACTERS = 16_000_000;
/** A spreadsheet of 20,000 rows takes 120 MB. */
const HEAP_MB = 256;
/** What somebody waits for, within the 7 s of a turn: 20,000 rows take a second. */
const PATIENCE_MS = 3_500;
/** Of a batch of rows, where nobody waits. */
const PATIENCE_BESIDE_MS = 60_000;

/** What a worker answers to each request. */
type Told =
  { rows: TableRow[] } | { done: true } | { problem: TableProblem; line?: number } | { failed: NodeJS.ErrnoException };

type Source = { bytes: Uint8Array } | { path: string };

/** Batches of rows as the worker reads them. @throws BadTable, what the file system throws */
async function* batchesOf(source: Source, patience: () => number): AsyncGenerator<TableRow[]> {
  const worker = new Worker(path.join(projectRoot(), 'src/files/tableWorker.mjs'), {
    workerData: source,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: 32 },
    stdout: true,
    stderr: true, // what it prints of its end is ours to tell
  });
  const next = (): Promise<Told> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => resolve({ problem: 'tooHeavy' }), patience());
      worker.removeAllListeners().once('message', (told: Told) => {
        clearTimeout(timer);
        resolve(told);
      });
      worker.once('error', () => {
        clearTimeout(timer);
        resolve({ problem: 'tooHeavy' });
      });
      worker.postMessage('more');
    });
  try {
    for (;;) {
      const told = await next();
      if ('failed' in told) throw Object.assign(new Error(told.failed.message), told.failed);
      if ('problem' in told) throw new BadTable(told.problem, told.line);
      if ('done' in told) return;
      yield told.rows;
    }
  } finally {
    worker.removeAllListeners().on('error', () => undefined); // ended by us: it has nothing more to tell
    await worker.terminate();
  }
}

/** What somebody has sent: all of it, within what a list may have. @throws BadTable */
export async function readTable(bytes: Uint8Array): Promise<TableRow[]> {
  if (bytes.length > LARGEST_FILE) throw new BadTable('tooLarge');
  const until = performance.now() + PATIENCE_MS;
  const rows: TableRow[] = [];
  let characters = 0;
  for await (const batch of batchesOf({ bytes }, () => until - performance.now())) {
    for (const { cells } of batch) for (const cell of cells) characters += cell.length;
    rows.push(...batch);
    if (rows.length > MOST_ROWS || characters > MOST_CHARACTERS) throw new BadTable('tooLarge');
  }
  if (!rows.length) throw new BadTable('empty');
  return rows;
}

/** Rows of a file on this machine as they come, however large it is: the national file has 68,000. @throws BadTable, what the file system throws */
export async function* streamTable(file: string): AsyncGenerator<TableRow> {
  for await (const batch of batchesOf({ path: file }, () => PATIENCE_BESIDE_MS)) yield* batch;
}

/** All of such a file. @throws BadTable, what the file system throws */
export async function readWhole(file: string): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const row of streamTable(file)) rows.push(row);
  if (!rows.length) throw new BadTable('empty');
  return rows;
}
