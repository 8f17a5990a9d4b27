/** Rows of a file as people keep lists: CSV with `;`, `,` or tabs, in UTF-8 or Windows-1252, or the first sheet of an XLSX. */
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';

export interface TableRow {
  /** As a spreadsheet numbers it, from 1. */
  line: number;
  cells: string[];
}

export type TableProblem = 'tooLarge' | 'unreadable' | 'empty';

/** The file as a whole cannot be read. */
export class BadTable extends Error {
  constructor(readonly problem: TableProblem) {
    super(problem);
  }
}

/** Bytes; a list of 5,000 people is a tenth of it. */
export const LARGEST_FILE = 2_000_000;
/** Bytes of an XLSX once it is unpacked, by its own directory: more is no list of people. */
const LARGEST_UNPACKED = 40_000_000;
/** A lot of tablets for a département has 15,000. */
const MOST_ROWS = 20_000;
/** The ministry's national file has 72 columns. */
const MOST_CELLS = 100;
const LONGEST_CELL = 300;

/** @throws BadTable */
export async function readTable(bytes: Uint8Array): Promise<TableRow[]> {
  if (bytes.length > LARGEST_FILE) throw new BadTable('tooLarge');
  const read = isZip(bytes) ? await sheetOf(bytes) : csvOf(textOf(bytes));
  const rows = read.slice(0, MOST_ROWS + 1).map(({ line, cells }) => ({
    line,
    cells: cells.slice(0, MOST_CELLS).map((cell) => cell.trim().slice(0, LONGEST_CELL)),
  }));
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (!filled.length) throw new BadTable('empty');
  if (filled.length > MOST_ROWS) throw new BadTable('tooLarge');
  return filled;
}

const isZip = ([first, second]: Uint8Array): boolean => first === 0x50 && second === 0x4b; // `PK`

/** What is no UTF-8 is what Excel writes in Western Europe. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const DELIMITERS = [';', '\t', ','];

/** The one that the first line has most of. */
export function delimiterOf(text: string): string {
  const [head = ''] = text.split(/\r?\n/, 1);
  const counts = DELIMITERS.map((delimiter) => head.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}

function csvOf(text: string): TableRow[] {
  try {
    const records = parse(text, {
      ...{ delimiter: delimiterOf(text), bom: true, info: true, skip_empty_lines: true, to: MOST_ROWS + 2 },
      ...{ relax_column_count: true, relax_quotes: true, max_record_size: 20_000 },
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return records.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch {
    throw new BadTable('unreadable');
  }
}

/** A cell's place, `XFD20000`: ECMA-376, part 1, 18.18.7. */
const PLACE = /<c r="([A-Z]{1,3})(\d{1,7})"/g;
const LETTERS = 26;
const columnOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * LETTERS + letter.charCodeAt(0) - 64, 0);

/** One cell far away makes a sheet of millions: its places are looked at before it is built. @throws BadTable */
function refuseLarge(bytes: Uint8Array): void {
  let unpacked = 0;
  const isSheet = (name: string): boolean => name.startsWith('xl/worksheets/');
  const sheets = unzipSync(bytes, {
    filter: ({ name, originalSize }) => (unpacked += originalSize) <= LARGEST_UNPACKED && isSheet(name),
  });
  if (unpacked > LARGEST_UNPACKED) throw new BadTable('tooLarge');
  for (const sheet of Object.values(sheets))
    for (const [, letters = '', row = ''] of new TextDecoder().decode(sheet).matchAll(PLACE))
      if (Number(row) > MOST_ROWS + 1 || columnOf(letters) > MOST_CELLS) throw new BadTable('tooLarge');
}

async function sheetOf(bytes: Uint8Array): Promise<TableRow[]> {
  try {
    refuseLarge(bytes);
    const sheet = await readSheet(Buffer.from(bytes));
    return sheet.map((row, i) => ({ line: i + 1, cells: row.map((cell) => (cell === null ? '' : String(cell))) }));
  } catch (error) {
    throw error instanceof BadTable ? error : new BadTable('unreadable');
  }
}
