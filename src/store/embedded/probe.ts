/**
 * Opens a LevelDB and reads all of it in a process of its own: on some damage LevelDB's assertions end the process that reads,
 * and ours has a sentence to say instead.
 */
import { spawn } from 'node:child_process';

/** The child's program: it stands alone, as it is handed over as text. */
const READ_ALL = `
  const { ClassicLevel } = require(process.argv[1]);
  const level = new ClassicLevel(process.argv[2], { keyEncoding: 'utf8', valueEncoding: 'view' });
  (async () => {
    const entries = level.iterator();
    while ((await entries.nextv(1000)).length);
    await level.close();
  })().catch(() => process.exit(1));
`;

/** @param copy its files may be changed by being read. @returns false when they cannot be read to the end */
export const canBeRead = (copy: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['-e', READ_ALL, require.resolve('classic-level'), copy], {
      stdio: 'ignore',
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
