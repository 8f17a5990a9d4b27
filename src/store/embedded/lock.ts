/** One process a directory: the lock of an empty LevelDB, which is the kernel's. It ends with its process, and holds across containers. */
import { ClassicLevel } from 'classic-level';
import path from 'node:path';

/** Another live process holds the directory. */
export class DirectoryInUse extends Error {
  readonly code = 'EMBEDDED_LOCKED';

  constructor(readonly dir: string) {
    super(`The data directory ${dir} is in use by another process. Stop it, or set another directory.`);
  }
}

export const LOCK = 'lock';

/** The code that LevelDB gave, below what wraps it. */
export const levelCode = (error: unknown): string | undefined => {
  const { code, cause } = error as { code?: string; cause?: unknown };
  return cause === undefined ? code : (levelCode(cause) ?? code);
};

/** Takes the directory's lock and returns what gives it back. @throws DirectoryInUse, and what the file system throws */
export async function lockDirectory(dir: string): Promise<() => Promise<void>> {
  const location = path.join(dir, LOCK);
  for (let isWhole = true; ; isWhole = false) {
    const level = new ClassicLevel(location);
    try {
      await level.open();
      return () => level.close();
    } catch (error) {
      if (levelCode(error) === 'LEVEL_LOCKED') throw new DirectoryInUse(dir);
      if (levelCode(error) !== 'LEVEL_CORRUPTION' || !isWhole) throw error;
      await ClassicLevel.destroy(location); // it holds nothing but the lock
    }
  }
}
