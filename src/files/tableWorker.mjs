// @ts-check
/**
 * Reads one file that somebody sent, in a thread of its own: whatever the file does to a parser, it does to this thread alone, which has
 * so much memory and time (`readTable.ts`). Plain JavaScript: it is loaded as it stands.
 * Rows leave in batches, each when it is asked for: a file of any length is read in constant memory.
 */
import { parse } from 'csv-parse';
import { Unzip, UnzipInflate, zipSync } from 'fflate';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';

/** @typedef {{ line: number, cells: string[] }} Row */

/** @type {{ bytes?: Uint8Array, path?: string }} */
const { bytes, path } = workerData;

/** Bytes of an XLSX once it is unpacked: a list of 20,000 people is a tenth of it. */
const LARGEST_UNPACKED = 40_000_000;
/** The ministry's national file has 72 columns. */
const MOST_CELLS = 100;
/** In characters. */
const LONGEST_CELL = 300;
/** No line of the national file is a tenth of it; in characters. */
const LONGEST_LINE = 20_000;
const ROWS_A_BATCH = 500;
/** As `visible` of `src/domain/words.ts`. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;

/** The file as a whole cannot be read. */
class Refused extends Error {
  /** @param {string} problem @param {number} [line] */
  constructor(problem, line) {
    super(problem);
    this.problem = problem;
    this.line = line;
  }
}

/** @returns {AsyncGenerator<Uint8Array>} */
async function* chunks() {
  if (bytes) yield bytes;
  else yield* createReadStream(/** @type {string} */ (path));
}

/** Bytes that tell how a file is written. */
const BEGINNING = 4_096;
const UTF16_LE = [0xff, 0xfe];
const UTF16_BE = [0xfe, 0xff];
const ZIP = [0x50, 0x4b]; // `PK`

/** @param {Uint8Array} beginning @param {number[]} mark */
const beginsWith = (beginning, mark) => mark.every((byte, i) => beginning[i] === byte);

/** @returns {Promise<Uint8Array>} */
async function beginningOf() {
  for await (const chunk of chunks()) return chunk.subarray(0, BEGINNING);
  return new Uint8Array();
}

/**
 * UTF-16 by its mark, or by the zero in nearly every pair that Latin letters have in it; what is no UTF-8 is what Excel writes in Western
 * Europe.
 * @param {Uint8Array} beginning
 */
async function encodingOf(beginning) {
  const zeros = { even: 0, odd: 0 };
  beginning.forEach((byte, i) => (zeros[i % 2 ? 'odd' : 'even'] += byte === 0 ? 1 : 0));
  const isHalf = (/** @type {number} */ count) => beginning.length > 3 && count > beginning.length / 4;
  if (beginsWith(beginning, UTF16_LE) || (isHalf(zeros.odd) && !zeros.even)) return 'utf-16le';
  if (beginsWith(beginning, UTF16_BE) || (isHalf(zeros.even) && !zeros.odd)) return 'utf-16be';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of chunks()) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

const DELIMITERS = [';', '\t', ','];

/** The one that the first line has most of. @param {string} text */
function delimiterOf(text) {
  const [head = ''] = text.split(/\r?\n/, 1);
  const counts = DELIMITERS.map((delimiter) => head.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))];
}

/** @param {string} encoding @returns {AsyncGenerator<string>} */
async function* textIn(encoding) {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks()) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** The first line behind another that has anything on it: csv-parse passes blank ones over. @param {number} last @param {string} encoding */
async function nextLine(last, encoding) {
  let line = 1;
  for await (const text of textIn(encoding))
    for (const letter of text) {
      if (letter === '\n') line++;
      else if (line > last && letter.trim() !== '') return line;
    }
  return line;
}

/** @param {Uint8Array} beginning @returns {AsyncGenerator<Row>} */
async function* csvRows(beginning) {
  const encoding = await encodingOf(beginning);
  let last = 0;
  /** Here, as records that were parsed are not all taken out before it fails. @param {string[]} record @param {{ lines: number }} info */
  const keep = (record, { lines }) => {
    last = lines;
    return record;
  };
  const parser = parse(
    /** @type {import('csv-parse').Options} */ ({
      ...{ delimiter: delimiterOf(new TextDecoder(encoding).decode(beginning)), bom: true, info: true },
      ...{ skip_empty_lines: true, relax_column_count: true, relax_quotes: true, max_record_size: LONGEST_LINE },
      on_record: keep,
    }),
  );
  pipeline(Readable.from(textIn(encoding)), parser, () => undefined); // the parser throws what went wrong
  try {
    for await (const { record, info } of parser) yield { line: info.lines, cells: record };
  } catch (error) {
    // A quote that nothing closes runs on to the end of the file, or of what a record may hold.
    const { code, lines } = /** @type {{ code?: string, lines: number }} */ (error);
    if (code !== 'CSV_QUOTE_NOT_CLOSED' && code !== 'CSV_MAX_RECORD_SIZE') throw error;
    const line = await nextLine(last, encoding);
    throw new Refused(code === 'CSV_MAX_RECORD_SIZE' && lines === line ? 'longLine' : 'openQuote', line);
  }
}

/**
 * The parts of a spreadsheet, unpacked by ourselves within so many bytes, and packed again as they are: the library sees only what was
 * measured, whatever the zip's directory, or its headers, said of it.
 * @param {Uint8Array} zip
 * @returns {Record<string, Uint8Array>}
 */
function measured(zip) {
  let unpacked = 0;
  /** @type {Record<string, Uint8Array>} */
  const parts = Object.create(null);
  const unzip = new Unzip((file) => {
    /** @type {Uint8Array[]} */
    const pieces = [];
    file.ondata = (error, piece, isLast) => {
      if (error) throw error;
      if ((unpacked += piece.length) > LARGEST_UNPACKED) throw new Refused('tooLarge');
      pieces.push(piece);
      if (isLast) parts[file.name] = Buffer.concat(pieces);
    };
    if (/\.(?:xml|rels)$/i.test(file.name)) file.start();
  });
  unzip.register(UnzipInflate);
  const STEP = 16_384; // a step unpacks to 16 MB at most: deflate's best is 1 to 1,032
  for (let at = 0; at < zip.length; at += STEP) unzip.push(zip.subarray(at, at + STEP), at + STEP >= zip.length);
  return parts;
}

/**
 * Which sheet is the first that whoever sent it sees, from 1. ECMA-376, part 1, 18.2.19 and 18.18.68: `state`.
 * @param {Record<string, Uint8Array>} parts
 */
function firstVisible(parts) {
  const sheets = new TextDecoder().decode(parts['xl/workbook.xml']).match(/<(?:\w+:)?sheet\s[^>]*>/g) ?? [];
  const first = sheets.findIndex((sheet) => !/\sstate\s*=\s*["'](?:hidden|veryHidden)["']/.test(sheet));
  return Math.max(first, 0) + 1;
}

/** @returns {AsyncGenerator<Row>} */
async function* sheetRows() {
  const zip = bytes ?? (await readFile(/** @type {string} */ (path)));
  const parts = measured(zip);
  const { readSheet } = await import('read-excel-file/node'); // not needed for most files
  const sheet = await readSheet(Buffer.from(zipSync(parts, { level: 0 })), firstVisible(parts));
  for (const [i, row] of sheet.entries())
    yield { line: i + 1, cells: row.map((cell) => (cell === null ? '' : String(cell))) };
}

/** @returns {AsyncGenerator<Row[]>} */
async function* batches() {
  const beginning = await beginningOf();
  /** @type {Row[]} */
  let batch = [];
  for await (const { line, cells } of beginsWith(beginning, ZIP) ? sheetRows() : csvRows(beginning)) {
    const trimmed = cells.slice(0, MOST_CELLS).map((cell) => cell.replace(UNSEEN, '').trim().slice(0, LONGEST_CELL));
    if (trimmed.every((cell) => cell === '')) continue;
    batch.push({ line, cells: trimmed });
    if (batch.length < ROWS_A_BATCH) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

/** @param {unknown} error @returns {error is NodeJS.ErrnoException} */
const isOfDisk = (error) => error instanceof Error && 'syscall' in error;

const reading = batches();
const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
port.on('message', async () => {
  try {
    const { value, done } = await reading.next();
    port.postMessage(done ? { done: true } : { rows: value });
  } catch (error) {
    if (error instanceof Refused) port.postMessage({ problem: error.problem, line: error.line });
    else if (isOfDisk(error)) port.postMessage({ failed: { ...error, message: error.message } });
    else port.postMessage({ problem: 'unreadable' }); // what is wrong may quote the file, and so a pupil
  }
});
