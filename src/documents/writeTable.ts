/** A table as XLSX. A text stays a text there: no spreadsheet takes a serial for a number, or a name that begins with `=` for a formula. */
import writeExcelFile from 'write-excel-file/node';

/** Characters: wider columns are cut on a screen. */
const WIDEST = 40;
const NARROWEST = 8;

export async function writeTable(
  sheet: string,
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): Promise<Uint8Array> {
  const cell = (value: string | number) =>
    typeof value === 'number' ? { type: Number, value } : { type: String, value, format: '@' };
  const columns = head.map((title, i) => {
    const longest = rows.reduce((most, row) => Math.max(most, String(row[i] ?? '').length), title.length);
    return { width: Math.min(WIDEST, Math.max(NARROWEST, longest + 2)) };
  });
  const titles = head.map((value) => ({ type: String, value, fontWeight: 'bold' as const }));
  const file = writeExcelFile([titles, ...rows.map((row) => row.map(cell))], { columns, sheet, stickyRowsCount: 1 });
  return file.toBuffer();
}
