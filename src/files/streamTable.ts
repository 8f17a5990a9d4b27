/** Rows of a CSV file as they come, however large it is: the national file has 68,000. */
import { parse } from 'csv-parse';
import fs from 'node:fs';
import type { FileRow } from '../services/operations/importInstitutions';

/** No line of the national file is a tenth of it; in characters. */
const LONGEST_LINE = 20_000;

/** @param file with `;` between its cells, in UTF-8. @throws what the file system throws; csv-parse's own of a file that is no CSV */
export async function* streamTable(file: string): AsyncGenerator<FileRow> {
  const reader = fs.createReadStream(file).pipe(
    parse({
      ...{ delimiter: ';', bom: true, info: true, skip_empty_lines: true },
      ...{ relax_column_count: true, relax_quotes: true, max_record_size: LONGEST_LINE },
    }),
  );
  for await (const { record, info } of reader as AsyncIterable<{ record: string[]; info: { lines: number } }>)
    yield { line: info.lines, cells: record };
}
