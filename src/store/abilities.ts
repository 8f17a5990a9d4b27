/** What a database can do, by its own words: settled here, whatever its address says. */
import type { ConnectOptions, mongo } from 'mongoose';

/** What is read of an answer to `hello`. */
export interface Hello {
  /** Of a member of a replica set, which keeps an order of its writes. */
  setName?: unknown;
  lastWrite?: unknown;
  /** `isdbgrid`: the front of a sharded cluster. MongoDB's own counts its states; those that only speak its protocol do not. */
  msg?: unknown;
  topologyVersion?: unknown;
}

/**
 * A MongoDB cluster takes a retried write once, and answers reads with what no failover takes back. A standalone, and what only speaks the
 * protocol, does neither: Azure DocumentDB's own pages ask for `retryWrites=false`. Whichever it is, `repeatable` is behind each operation,
 * writes are acknowledged by a majority, and what decides is a conditional write, never a read. (MongoDB manual: "Retryable Writes", "Read
 * Concern"; the fields are those of its `hello`.)
 */
export function abilitiesOf({ setName, lastWrite, msg, topologyVersion }: Hello) {
  const isCluster =
    (typeof setName === 'string' && lastWrite !== undefined) || (msg === 'isdbgrid' && topologyVersion !== undefined);
  return {
    retryWrites: isCluster,
    retryReads: isCluster,
    readConcernLevel: isCluster ? 'majority' : 'local',
    w: 'majority',
    readPreference: 'primary',
  } as const satisfies ConnectOptions;
}

/** Asks it. @throws what the driver throws where it is away */
export async function hello(client: mongo.MongoClient): Promise<Hello> {
  try {
    return await (await client.connect()).db('admin').command({ hello: 1 });
  } finally {
    await client.close();
  }
}
