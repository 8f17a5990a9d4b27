/**
 * Our own retry, for what is safe to repeat: the driver retries a write once on a replica set and never on a standalone.
 * What stays unreachable is a `StoreAway`, whatever the driver called it.
 */
import { isNativeError } from 'node:util/types';
import { StoreAway } from '../domain/errors';

const PAUSES_MS = [100, 500]; // short: a turn ends within 8 s

/** Codes of a server that is starting, stopping or changing its primary. */
const TRANSIENT_CODES = new Set([6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);
/** A socket that broke under the driver, which does not always wrap it. */
const BROKEN_SOCKET = new Set(['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'ETIMEDOUT']);
const TRANSIENT_NAMES = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoNotConnectedError',
  'MongooseServerSelectionError',
  'MongoOperationTimeoutError',
  'MongoTopologyClosedError',
  'MongoWaitQueueTimeoutError',
]);
/** mongoose's words before its first connection; the error has neither a name nor a code of its own. */
const NOT_CONNECTED_YET = /before initial connection/;
/** DNS, which a mongodb+srv:// address needs. */
const NAME_NOT_RESOLVED = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ESERVFAIL', 'ENODATA']);
const DUPLICATE_KEY = 11000;

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code;

export const isDuplicateKey = (error: unknown): boolean => codeOf(error) === DUPLICATE_KEY;

/** Whether this index refused it: DocumentDB names the index in the message alone. */
export const isDuplicateIn = (error: unknown, index: string): boolean =>
  isDuplicateKey(error) && (error as Error).message.includes(index);

/** What the driver wraps in an error of a bulk write, keeping neither its name nor its kind. */
const wrappedIn = (error: unknown): unknown => (error as { errorResponse?: unknown } | null)?.errorResponse;

export const isAway = (error: unknown): boolean =>
  error instanceof StoreAway ||
  (isNativeError(wrappedIn(error)) && isAway(wrappedIn(error))) ||
  (isNativeError(error) &&
    (TRANSIENT_NAMES.has(error.name) ||
      NOT_CONNECTED_YET.test(error.message) ||
      TRANSIENT_CODES.has(Number(codeOf(error))) ||
      BROKEN_SOCKET.has(String(codeOf(error))) ||
      NAME_NOT_RESOLVED.has(String(codeOf(error)))));

const WRITE_CONFLICT = 112;
const MOST_CONFLICTS = 8;
const LONGEST_STEP_ASIDE_MS = 60;

/** Two writers met and this one gave way: nothing was written. DocumentDB says so in PostgreSQL's words. */
export const isConflict = (error: unknown): boolean =>
  codeOf(error) === WRITE_CONFLICT ||
  (isNativeError(error) && /deadlock detected|could not serialize access/.test(error.message));

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A moment, never the same: those who met do not meet again. */
export const stepAside = (): Promise<void> => pause(Math.random() * LONGEST_STEP_ASIDE_MS);

/** Runs an operation that may be repeated; whoever calls has made it so. @throws StoreAway */
export async function repeatable<T>(operation: () => Promise<T>): Promise<T> {
  let away = 0;
  let conflicts = 0;
  for (;;) {
    try {
      return await operation();
    } catch (error) {
      if (isConflict(error) && conflicts++ < MOST_CONFLICTS) await stepAside();
      else if (!isAway(error)) throw error;
      else if (away === PAUSES_MS.length) throw new StoreAway('the database did not answer', { cause: error });
      else await pause(PAUSES_MS[away++]!);
    }
  }
}
