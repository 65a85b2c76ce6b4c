import type { Db, MongoClient } from 'mongodb';
import { createMongoClient, openDatabase, type MongoClientSettings } from './mongo-client.ts';
import { isUnanswered, mongoFailure, NoAnswer, storeClosed } from './mongo-failure.ts';
import { within } from '../within.ts';

/** What the adapters ask of the database. Asked for anew with every call: a client may have been replaced meanwhile. */
export type EngineCall<T> = (database: Db) => Promise<T>;

/** The engine behind the three adapters: each of their calls to the driver goes through `read` or `write`. */
export type EngineCalls = {
  /** False until the engine has said that it is one that filters and writes in one step. */
  readonly isAtomic: boolean;
  /** Resolves where the engine answers and lets this user in; rejects with what is wrong. */
  ping(): Promise<void>;
  read<T>(call: EngineCall<T>): Promise<T>;
  write<T>(call: EngineCall<T>): Promise<T>;
  /** Later calls are refused; those under way fail. Twice is safe. */
  close(): Promise<void>;
};

type Link = { readonly client: MongoClient; answeredAt: number };

/**
 * Bounds every call in time (the driver tries some of them twice) and puts its failures into the words of the ports. Before the first
 * one it asks what engine this is: FerretDB 1 names itself in `buildInfo`, and it reads, filters and writes one after the other.
 *
 * A client through which nothing is answered any more is replaced by a new one. Driver 7.9 does not always recover by itself: one that
 * could not connect at first stays closed, and where a connection dies just before something is written to it, that call waits for
 * ever; if it was the monitor's, the client takes the server for gone until the process ends.
 */
export function createEngineCalls({ database, ...settings }: MongoClientSettings & { database: string }): EngineCalls {
  const { callMs } = settings;
  const retired = new Map<MongoClient, NodeJS.Timeout>();
  let link = newLink(settings);
  let isAtomic: boolean | undefined;
  let closing: Promise<void> | undefined;

  async function run<T>(call: EngineCall<T>, written: 'no' | 'unknown'): Promise<T> {
    if (closing !== undefined) throw storeClosed();
    const used = link;
    const began = performance.now();
    try {
      // A call that is late goes on behind its caller's back, and ends with its sockets' time-outs or with its client.
      const answer = await within(call(openDatabase(used.client, database)), { ms: callMs, late: noAnswer });
      used.answeredAt = performance.now();
      return answer;
    } catch (error) {
      if (closing !== undefined) throw storeClosed();
      if (!isUnanswered(error)) used.answeredAt = performance.now();
      else if (used.answeredAt < began) replace(used);
      throw mongoFailure(error, written);
    }
  }

  /** Calls that are still under way through the old one end within their time. */
  function replace(used: Link): void {
    if (used !== link) return; // another call has done it
    link = newLink(settings);
    const end = async (): Promise<void> => {
      retired.delete(used.client);
      await used.client.close().catch(() => undefined); // it was given up because it does not work
    };
    retired.set(used.client, setTimeout(() => void end(), callMs).unref());
  }

  async function greet(): Promise<void> {
    const said = await run((db) => db.command({ buildInfo: 1 }), 'no');
    isAtomic = !('ferretdbVersion' in said);
  }

  async function make<T>(call: EngineCall<T>, written: 'no' | 'unknown'): Promise<T> {
    if (isAtomic === undefined) await greet();
    return run(call, written);
  }

  async function close(): Promise<void> {
    for (const timer of retired.values()) clearTimeout(timer);
    await Promise.allSettled([link.client, ...retired.keys()].map((client) => client.close()));
  }

  return {
    get isAtomic() {
      return isAtomic === true;
    },
    ping: greet,
    read: (call) => make(call, 'no'),
    write: (call) => make(call, 'unknown'),
    close: () => (closing ??= close()),
  };
}

const noAnswer = (): NoAnswer => new NoAnswer();

const newLink = (settings: MongoClientSettings): Link => ({ client: createMongoClient(settings), answeredAt: -Infinity });
