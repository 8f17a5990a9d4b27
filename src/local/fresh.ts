import fs from 'node:fs';
import path from 'node:path';
import type { Config } from '../config';
import { eraseFiles } from '../store/embedded/erase';
import { CHATS, isChatFile } from './chats';
import { SECRET } from './startLocal';

/** Empties what Relais keeps on this machine, and nothing else that lies in the folder. @throws DirectoryInUse */
export async function startAfresh({ dataDir, databaseDir }: Config): Promise<void> {
  await eraseFiles(databaseDir); // first: it asks whether somebody else is using it
  const chats = path.join(dataDir, CHATS);
  if (fs.existsSync(chats)) {
    for (const file of fs.readdirSync(chats)) if (isChatFile(file)) fs.rmSync(path.join(chats, file));
    if (!fs.readdirSync(chats).length) fs.rmdirSync(chats);
  }
  fs.rmSync(path.join(dataDir, SECRET), { force: true });
}
