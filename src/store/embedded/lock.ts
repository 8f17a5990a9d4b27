/** One process a directory: a pid file, taken over only when its process (same pid, same start time) is gone. */
import fs from 'node:fs';
import path from 'node:path';

/** Another live process holds the directory. */
export class DirectoryInUse extends Error {
  readonly code = 'EMBEDDED_LOCKED';

  constructor(
    readonly dir: string,
    readonly pid: number,
  ) {
    super(`The data directory ${dir} is in use by process ${pid}. Stop it, or set another directory.`);
  }
}

/** Takes the directory's lock and returns what gives it back. @throws DirectoryInUse */
export function lockDirectory(dir: string): () => void {
  const file = path.join(dir, 'lock');
  const mine = `${process.pid} ${startTime(process.pid)}`;
  for (let attempt = 0; ; attempt++) {
    try {
      fs.writeFileSync(file, mine, { flag: 'wx', mode: 0o600 });
      return () => {
        if (read(file) === mine) fs.unlinkSync(file);
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 2) throw error;
      takeOver(dir, file);
    }
  }
}

/** Removes a lock whose process is gone. */
function takeOver(dir: string, file: string): void {
  const held = read(file);
  if (held === null) return;
  const [pid = '', start = ''] = held.split(' ');
  if (isAlive(Number(pid)) && startTime(Number(pid)) === start) throw new DirectoryInUse(dir, Number(pid));
  const stale = `${file}.${process.pid}.stale`; // renamed, so that of two takers only one removes it
  try {
    fs.renameSync(file, stale);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = read(stale);
  try {
    if (moved !== held) {
      fs.linkSync(stale, file); // not the stale one: a rival was quicker
      throw new DirectoryInUse(dir, Number((moved ?? '').split(' ')[0]));
    }
  } finally {
    fs.unlinkSync(stale);
  }
}

function read(file: string): string | null {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** In clock ticks since boot; '-' where /proc does not say. A pid that was given again has another one. */
function startTime(pid: number): string {
  const stat = read(`/proc/${pid}/stat`);
  return stat?.split(') ').pop()?.split(' ')[19] ?? '-';
}
