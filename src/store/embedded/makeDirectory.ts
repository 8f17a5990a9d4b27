import fs from 'node:fs';
import path from 'node:path';

/**
 * Makes a directory and those above it, for this user alone. (Node's own `recursive` takes a read-only folder for a missing one, and
 * goes round for ever where the kernel makes no folders, as in /proc.)
 * @throws what the file system throws, by its true name
 */
export function makeDirectory(dir: string): void {
  if (fs.statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return fs.accessSync(dir, fs.constants.W_OK);
  const parent = path.dirname(dir);
  if (!fs.existsSync(parent)) makeDirectory(parent);
  try {
    fs.mkdirSync(dir, { mode: 0o700 });
  } catch (error) {
    const isThere = fs.statSync(dir, { throwIfNoEntry: false })?.isDirectory();
    if (!isThere) throw error; // else another process was quicker
  }
}
