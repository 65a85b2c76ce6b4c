import type { Deliveries } from '@amana/ports/deliveries';
import { isRetryable } from '@amana/ports/failures';
import type { Lease } from '@amana/ports/lease';
import type { ReadModelStore } from '@amana/ports/read-model-store';
import { createEngineCalls } from './engine-calls.ts';
import { databaseOf } from './mongo-client.ts';
import { createMongoDeliveries } from './mongo-deliveries.ts';
import { createMongoLease } from './mongo-lease.ts';
import { createMongoReadModelStore } from './mongo-read-model-store.ts';

export type MongoOptions = {
  /** `mongodb://user:password@host:27017/amana?tls=true`. Its concerns, time-outs and read preference are ours, whatever it says. */
  url: string;
  /** Default: the one in the path of the url, else `amana`. */
  database?: string;
  /** The longest that one call to the engine may take. Default 10,000. */
  callMs?: number;
};

export type MongoStores = {
  rows: ReadModelStore;
  deliveries: Deliveries;
  lease: Lease;
  /** Resolves where the engine answers and lets this user in; rejects with what is wrong. */
  ping(): Promise<void>;
  /** Twice is safe; a call after it is refused. */
  close(): Promise<void>;
};

/**
 * Read models, deliveries and leases in one database of MongoDB, or of FerretDB 1 for tests. An engine that is away at the start is
 * like one that goes away later: the stores are there, and their calls fail (retryable) until it is back. What nobody but an operator
 * can mend (a wrong url, user or certificate) rejects at once.
 */
export async function connectMongo({ url, database = databaseOf(url), callMs = 10_000 }: MongoOptions): Promise<MongoStores> {
  const engine = createEngineCalls({ url, database, callMs });
  try {
    await engine.ping();
  } catch (error) {
    if (!isRetryable(error)) {
      await engine.close();
      throw error;
    }
  }
  return {
    rows: createMongoReadModelStore(engine),
    deliveries: createMongoDeliveries(engine),
    lease: createMongoLease(engine),
    ping: () => engine.ping(),
    close: () => engine.close(),
  };
}
