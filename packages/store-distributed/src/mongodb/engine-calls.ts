import type { Db, MongoClient } from 'mongodb';
import { mongoFailure, NoAnswer, storeClosed } from './mongo-failure.ts';

/** The engine behind the three adapters: each of their calls to the driver goes through `read` or `write`. */
export type EngineCalls = {
  readonly database: Db;
  /** False until the engine has said that it is one that filters and writes in one step. */
  readonly isAtomic: boolean;
  /** Resolves where the engine answers and lets this user in; rejects with what is wrong. */
  ping(): Promise<void>;
  read<T>(call: () => Promise<T>): Promise<T>;
  write<T>(call: () => Promise<T>): Promise<T>;
  /** Later calls are refused; those under way fail. Twice is safe. */
  close(): Promise<void>;
};

/**
 * Bounds every call in time (the driver tries some of them twice) and puts its failures into the words of the ports. Before the first
 * one it asks what engine this is: FerretDB 1 names itself in `buildInfo`, and it reads, filters and writes one after the other.
 */
export function createEngineCalls(client: MongoClient, { database, callMs }: { database: string; callMs: number }): EngineCalls {
  const db = client.db(database);
  let isAtomic: boolean | undefined;
  let closing: Promise<void> | undefined;

  async function run<T>(call: () => Promise<T>, written: 'no' | 'unknown'): Promise<T> {
    if (closing !== undefined) throw storeClosed();
    try {
      return await within(callMs, call());
    } catch (error) {
      throw closing === undefined ? mongoFailure(error, written) : storeClosed();
    }
  }

  async function greet(): Promise<void> {
    const said = await run(() => db.command({ buildInfo: 1 }), 'no');
    isAtomic = !('ferretdbVersion' in said);
  }

  async function make<T>(call: () => Promise<T>, written: 'no' | 'unknown'): Promise<T> {
    if (isAtomic === undefined) await greet();
    return run(call, written);
  }

  return {
    database: db,
    get isAtomic() {
      return isAtomic === true;
    },
    ping: greet,
    read: (call) => make(call, 'no'),
    write: (call) => make(call, 'unknown'),
    close: () => (closing ??= client.close()),
  };
}

/** The call goes on behind its caller's back, and ends with its sockets' time-outs. */
async function within<T>(ms: number, call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer()), ms);
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}
