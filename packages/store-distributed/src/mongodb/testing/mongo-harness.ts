import { randomBytes } from 'node:crypto';
import type { Harness } from '@amana/ports/contract/harness';
import { createEngineCalls, type EngineCalls } from '../engine-calls.ts';
import { createMongoClient } from '../mongo-client.ts';
import { notPortable } from './portable-subset.ts';

/** The engine may be slow where many test at once; what is tested is not its speed. */
const callMs = 15_000;

export type MongoHarness<Port> = Harness<Port> & { capabilities: { atomicGuards: boolean }; engine: EngineCalls; database: string };

/**
 * Stores over one database of their own, which is dropped at the end; each instance has its own connections. Everything that they send
 * is read: `close` throws where something lies outside of the portable subset.
 */
export async function makeMongoHarness<Port>(url: string, create: (engine: EngineCalls) => Port): Promise<MongoHarness<Port>> {
  const database = `amana_test_${randomBytes(6).toString('hex')}`;
  const faults = new Set<string>();
  const open: EngineCalls[] = [];

  async function next(): Promise<EngineCalls> {
    const client = createMongoClient({ url, callMs, monitorCommands: true });
    client.on('commandStarted', ({ command }) => {
      for (const fault of notPortable(command)) faults.add(fault);
    });
    const engine = createEngineCalls(client, { database, callMs });
    open.push(engine);
    await engine.ping();
    return engine;
  }

  async function closeAll(): Promise<void> {
    for (const engine of open.splice(0)) await engine.close();
  }

  const engine = await next();
  return {
    store: create(engine),
    capabilities: { atomicGuards: engine.isAtomic },
    engine,
    database,
    second: async () => create(await next()),
    reopen: async () => {
      await closeAll();
      return create(await next());
    },
    close: async () => {
      await closeAll();
      await dropDatabase(url, database);
      if (faults.size > 0) throw new Error(`outside of the portable subset: ${[...faults].join('; ')}`);
    },
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
