/** Connects to the database, now or as soon as it is there: neither the driver nor mongoose tries a first connection again. */
import { type Connection, ConnectionStates, type ConnectOptions, mongo } from 'mongoose';
import { abilitiesOf, hello } from './abilities';
import { isAway } from './retry';

/** The address cannot be read, or names a file that cannot. Its text is never shown: it may hold a password. */
export class BadDatabaseAddress extends Error {
  constructor() {
    super('the database address is malformed');
  }
}

/** The database is there and refuses the user or the password. */
export class DatabaseRefused extends Error {
  constructor() {
    super('the database refused the credentials of its address');
  }
}

/** The database that an address names: `mongodb://user:password@host,host/name?options` (MongoDB manual, "Connection Strings"). */
export function databaseIn(uri: string): string | undefined {
  const named = /^mongodb(?:\+srv)?:\/\/[^/?]*\/([^?]+)/.exec(uri)?.[1];
  return named === undefined ? undefined : decodeURIComponent(named);
}

const AGAIN_MS = 1_000;
/** AuthenticationFailed, Unauthorized, and Atlas' own. */
const CREDENTIALS_REFUSED = new Set<unknown>([18, 13, 8000]);

/**
 * Tries once; while the database is away, goes on trying in the background until the connection is closed. What is asked
 * meanwhile fails as `StoreAway`.
 * @throws BadDatabaseAddress, DatabaseRefused
 */
export async function connect(connection: Connection, uri: string, options: ConnectOptions): Promise<void> {
  try {
    void new mongo.MongoClient(uri);
  } catch {
    throw new BadDatabaseAddress();
  }
  connection.on('error', () => undefined); // each operation that fails says so itself
  if (await isConnected(connection, uri, options)) return;
  const timer = setInterval(() => {
    if (connection.readyState === ConnectionStates.disconnected)
      isConnected(connection, uri, options).then(
        (done) => done && clearInterval(timer),
        () => clearInterval(timer), // refused now: whoever asks is told that it is away
      );
  }, AGAIN_MS).unref();
  connection.once('close', () => clearInterval(timer));
}

async function isConnected(connection: Connection, uri: string, options: ConnectOptions): Promise<boolean> {
  try {
    const { bufferCommands: _mongooseOwn, autoCreate: _too, autoIndex: _as, dbName: _well, ...ofDriver } = options;
    const abilities = abilitiesOf(await hello(new mongo.MongoClient(uri, ofDriver)));
    await connection.openUri(uri, { ...options, ...abilities });
    return true;
  } catch (error) {
    if (CREDENTIALS_REFUSED.has((error as { code?: unknown }).code)) throw new DatabaseRefused();
    if (isAway(error)) return false;
    if ((error as { syscall?: string }).syscall !== undefined) throw new BadDatabaseAddress(); // a certificate that it names
    throw error;
  }
}
