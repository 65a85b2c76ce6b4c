import { join, resolve } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { createEngine, type Engine } from '../process/engine.ts';
import { freePort } from '../process/free-port.ts';
import { eventStoreMain } from '../process/places.ts';

export type EventStoreOptions = {
  /** The folder of the server, of its own; made where it is missing. */
  readonly data: string;
};

const ASK_MS = 2_000;

/** The EventStoreDB protocol server as a process of its own, not started yet. `address` is an esdb:// URL. */
export async function createEventStore({ data }: EventStoreOptions): Promise<Engine> {
  const folder = resolve(data);
  const port = await freePort();
  const address = `esdb://127.0.0.1:${port}?tls=false`;
  const log = join(folder, 'log');
  const args = async (): Promise<readonly string[]> => ['--conditions=amana-source', eventStoreMain, '--port', String(port), '--data', log];
  return createEngine({ name: 'EventStoreDB protocol server', port, address, data: folder, command: process.execPath, args, ask: () => readLast(address) });
}

async function readLast(address: string): Promise<void> {
  const client = EventStoreDBClient.connectionString(address);
  try {
    for await (const _ of client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1, deadline: ASK_MS }));
  } finally {
    await client.dispose();
  }
}
