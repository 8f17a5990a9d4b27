/** Rows of a CSV file as they come, however large it is: the national file has 68,000. Read as the chat reads what is sent: any delimiter, UTF-8 or Windows-1252. */
import { parse } from 'csv-parse';
import fs from 'node:fs';
import { TextDecoderStream } from 'node:stream/web';
import { Readable } from 'node:stream';
import type { FileRow } from '../services/operations/importInstitutions';
import { delimiterOf } from './readTable';

/** No line of the national file is a tenth of it; in characters. */
const LONGEST_LINE = 20_000;
/** Bytes that tell how a file is written. */
const BEGINNING = 65_536;

function beginningOf(file: string): Buffer {
  const opened = fs.openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(BEGINNING);
    return bytes.subarray(0, fs.readSync(opened, bytes, 0, BEGINNING, 0));
  } finally {
    fs.closeSync(opened);
  }
}

function encodingOf(beginning: Buffer): 'utf-8' | 'windows-1252' {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(beginning, { stream: true }); // its last letter may be cut
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

/** @throws what the file system throws; csv-parse's own of a file that is no CSV */
export async function* streamTable(file: string): AsyncGenerator<FileRow> {
  const beginning = beginningOf(file);
  const encoding = encodingOf(beginning);
  const text = Readable.toWeb(fs.createReadStream(file)).pipeThrough(new TextDecoderStream(encoding) as never);
  const reader = Readable.fromWeb(text as never).pipe(
    parse({
      ...{ delimiter: delimiterOf(new TextDecoder(encoding).decode(beginning)), bom: true, info: true },
      ...{ skip_empty_lines: true, relax_column_count: true, relax_quotes: true, max_record_size: LONGEST_LINE },
    }),
  );
  for await (const { record, info } of reader as AsyncIterable<{ record: string[]; info: { lines: number } }>)
    yield { line: info.lines, cells: record };
}
