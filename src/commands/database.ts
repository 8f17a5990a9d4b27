/** What the commands beside the bot share: the database of the environment, the running bot's own when it holds the embedded one. */
import { databaseConfig, systemLanguage } from '../config';
import { openDatabase } from '../database';
import { RelaisError, StoreAway } from '../domain/errors';
import { explainStart } from '../explainStart';
import { explainTable } from '../files/explainTable';
import { BadTable } from '../files/readTable';
import { createLog } from '../log';
import { createIndexes } from '../store/indexes';
import type { Store } from '../store/open';
import { loadTexts } from '../texts';

/** The command was not understood: its own words say how it is used. */
export class Misuse extends Error {}

/** Runs a command on the store and closes it; what goes wrong is said in a sentence, and the exit code is 1. */
export async function withStore(run: (store: Store) => Promise<void>): Promise<void> {
  try {
    const database = await openDatabase(databaseConfig(), { attach: true });
    try {
      await createIndexes(database.store);
      await run(database.store);
    } finally {
      await database.close();
    }
  } catch (error) {
    const log = createLog({ write: (line: string) => void process.stderr.write(line) });
    const t = loadTexts()(systemLanguage());
    const refused = error instanceof RelaisError && !(error instanceof StoreAway);
    const said =
      error instanceof Misuse
        ? error.message
        : error instanceof BadTable
          ? explainTable(t, error)
          : refused
            ? t(`errors:${error.code}`, { contact: '' })
            : explainStart(error, t, log);
    process.stderr.write(`${said}\n`);
    process.exitCode = 1;
  }
}
