import { randomBytes } from 'node:crypto';
import type { Document } from 'mongodb';
import type { Harness } from '@amana/ports/contract/harness';
import { createEngineCalls, type EngineCalls } from '../engine-calls.ts';
import { createMongoClient } from '../mongo-client.ts';
import { notPortable } from './portable-subset.ts';

/** The engine may be slow where many test at once; what is tested is not its speed. */
const callMs = 15_000;

export type MongoHarness<Port> = Harness<Port> & {
  capabilities: { atomicGuards: boolean };
  database: string;
  commands: readonly Document[];
};

export type MongoHarnessOptions = {
  /**
   * Lets one call at a time through to an engine that filters and writes in two steps: it is atomic then, as MongoDB is, and calls of
   * two instances still fall between each other in any order.
   */
  oneAtATime?: boolean;
};

/**
 * Stores over one database of their own, which is dropped at the end; each instance has its own connections. Everything that they send
 * is read: `close` throws where something lies outside of the portable subset.
 */
export async function makeMongoHarness<Port>(
  url: string,
  create: (engine: EngineCalls) => Port,
  { oneAtATime = false }: MongoHarnessOptions = {},
): Promise<MongoHarness<Port>> {
  const inTurn = createTurns();
  const database = `amana_test_${randomBytes(6).toString('hex')}`;
  const commands: Document[] = [];
  const open: EngineCalls[] = [];

  async function next(): Promise<EngineCalls> {
    const engine = createEngineCalls({ url, database, callMs, onCommand: (command) => commands.push(command) });
    open.push(engine);
    await engine.ping();
    if (!oneAtATime || engine.isAtomic) return engine;
    return {
      ...engine,
      isAtomic: true,
      read: (call) => inTurn(() => engine.read(call)),
      write: (call) => inTurn(() => engine.write(call)),
    };
  }

  async function closeAll(): Promise<void> {
    for (const engine of open.splice(0)) await engine.close();
  }

  const engine = await next();
  return {
    store: create(engine),
    capabilities: { atomicGuards: engine.isAtomic },
    database,
    commands,
    second: async () => create(await next()),
    reopen: async () => {
      await closeAll();
      return create(await next());
    },
    close: async () => {
      await closeAll();
      await dropDatabase(url, database);
      const faults = new Set(commands.flatMap(notPortable));
      if (faults.size > 0) throw new Error(`outside of the portable subset: ${[...faults].join('; ')}`);
    },
  };
}

type Turns = <T>(work: () => Promise<T>) => Promise<T>;

function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined); // its caller is told
    return turn;
  };
}

async function dropDatabase(url: string, database: string): Promise<void> {
  const client = createMongoClient({ url, callMs });
  try {
    await client.db(database).dropDatabase();
  } finally {
    await client.close();
  }
}
