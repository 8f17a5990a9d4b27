/** Rows of a CSV file as they come, however large it is: the national file has 68,000. Read as the chat reads what is sent: any delimiter, UTF-8 or Windows-1252. */
import { parse } from 'csv-parse';
import fs from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { delimiterOf, type TableRow } from './readTable';

/** No line of the national file is a tenth of it; in characters. */
const LONGEST_LINE = 20_000;
/** Bytes that tell how a file is written. */
const BEGINNING = 65_536;

type Encoding = 'utf-8' | 'windows-1252';

function beginningOf(file: string): Buffer {
  const opened = fs.openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(BEGINNING);
    return bytes.subarray(0, fs.readSync(opened, bytes, 0, BEGINNING, 0));
  } finally {
    fs.closeSync(opened);
  }
}

function encodingOf(beginning: Buffer): Encoding {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(beginning, { stream: true }); // its last letter may be cut
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

async function* textOf(file: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of fs.createReadStream(file)) yield decoder.decode(chunk as Buffer, { stream: true });
  yield decoder.decode();
}

/** @throws what the file system throws; csv-parse's own of a file that is no CSV */
export async function* streamTable(file: string): AsyncGenerator<TableRow> {
  const beginning = beginningOf(file);
  const encoding = encodingOf(beginning);
  const parser = parse({
    ...{ delimiter: delimiterOf(new TextDecoder(encoding).decode(beginning)), bom: true, info: true },
    ...{ skip_empty_lines: true, relax_column_count: true, relax_quotes: true, max_record_size: LONGEST_LINE },
  });
  pipeline(Readable.from(textOf(file, encoding)), parser, () => undefined); // the parser throws what went wrong
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>)
    yield { line: info.lines, cells: record };
}
