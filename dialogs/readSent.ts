/** Reads a file that somebody sent, once: what each kind makes of its rows is its own. */
import { explainTable } from '../src/files/explainTable';
import { FileAway, FilesBusy, type SentTable } from '../src/files/fileSource';
import { BadTable } from '../src/files/readTable';
import type { Turn } from './turn';

export interface Sent extends SentTable {
  url: string;
}

/** @returns what is wrong with it, in a sentence, where it cannot be read */
export async function readSent({ t, files, actor, log }: Turn, url: string): Promise<Sent | { problem: string }> {
  try {
    return { url, ...(await files.read(url, actor.id)) };
  } catch (error) {
    if (error instanceof BadTable) {
      log.warn({ turn: actor.activity, member: actor.id, problem: error.problem }, 'a file could not be read');
      return { problem: explainTable(t, error) };
    }
    if (error instanceof FilesBusy) return { problem: error.isOwn ? t('people:file.busyOwn') : t('people:file.busy') };
    if (error instanceof FileAway) return { problem: t('people:file.away') };
    throw error;
  }
}
