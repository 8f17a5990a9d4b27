import fs from 'node:fs';

/** Writes a file so that it holds the old text or the new one, whenever the process ends. */
export function writeWhole(file: string, text: string): void {
  fs.writeFileSync(`${file}.new`, text, { mode: 0o600 });
  fs.renameSync(`${file}.new`, file);
}
