import { ClassicLevel } from 'classic-level';
import fs from 'node:fs';
import path from 'node:path';
import { ACKNOWLEDGED } from './acknowledged';
import { AS_FOUND } from './asFound';
import { DOCUMENTS, PROBE } from './disk';
import { LOCK, lockDirectory } from './lock';

/** Removes what this store made in a directory, and nothing else that lies there. @throws DirectoryInUse */
export async function eraseFiles(dir: string): Promise<void> {
  if (!fs.existsSync(dir)) return;
  const unlock = await lockDirectory(dir);
  for (const made of [DOCUMENTS, AS_FOUND, PROBE]) await ClassicLevel.destroy(path.join(dir, made));
  fs.rmSync(path.join(dir, ACKNOWLEDGED), { force: true });
  await unlock();
  await ClassicLevel.destroy(path.join(dir, LOCK));
  if (!fs.readdirSync(dir).length) fs.rmdirSync(dir);
}
