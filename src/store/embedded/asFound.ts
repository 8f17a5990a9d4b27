/** The files as they were before a start: opening a LevelDB rewrites its log, and a damaged one may hold more than it kept. */
import fs from 'node:fs';
import path from 'node:path';
import { makeDirectory } from './makeDirectory';

export const AS_FOUND = 'as-found';

export class AsFound {
  private constructor(readonly dir: string) {}

  /** What an earlier start kept and could not prove stays as it is. */
  static keep(dir: string, database: string): AsFound {
    const kept = path.join(dir, AS_FOUND);
    if (!fs.existsSync(kept)) linkAll(path.join(dir, database), kept);
    return new AsFound(kept);
  }

  /** The files are proven. */
  forget(): void {
    fs.rmSync(this.dir, { recursive: true, force: true });
  }
}

/** A copy that costs nothing: hard links. LevelDB never writes into a file that is there, it makes others. */
export function linkAll(from: string, to: string): void {
  makeDirectory(to);
  for (const entry of fs.readdirSync(from, { withFileTypes: true }))
    if (entry.isFile() && !NOT_DATA.test(entry.name)) link(path.join(from, entry.name), path.join(to, entry.name));
}

/** LevelDB's lock, and what it notes for people. */
const NOT_DATA = /^(?:LOCK|LOG|LOG\.old)$/;

function link(file: string, copy: string): void {
  try {
    fs.linkSync(file, copy);
  } catch {
    fs.copyFileSync(file, copy); // a file system without links
  }
}
