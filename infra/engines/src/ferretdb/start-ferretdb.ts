import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { MongoClient } from 'mongodb';
import { createEngine, type Engine } from '../process/engine.ts';
import { freePort } from '../process/free-port.ts';
import { ferretDbBinary } from './ferretdb-binary.ts';

export type FerretDbOptions = {
  /** The folder of the server, of its own; made where it is missing. */
  readonly data: string;
  /** Takes a line of progress now and then, the first time only: the program is built. */
  readonly report?: (line: string) => void;
};

/**
 * A FerretDB server on loopback that answers. `address` is a mongodb:// URL. Stop it, kill it and start it again: the port and what
 * was acknowledged stay. Throws SetupFailure when Go is missing.
 */
export async function startFerretDb(options: FerretDbOptions): Promise<Engine> {
  const engine = await createFerretDb(options);
  await engine.start();
  return engine;
}

/** The same, not started yet. */
export async function createFerretDb({ data, report = () => undefined }: FerretDbOptions): Promise<Engine> {
  const folder = resolve(data);
  const port = await freePort();
  const address = `mongodb://127.0.0.1:${port}/`;
  const command = await ferretDbBinary(report);
  const args = async (): Promise<readonly string[]> => {
    const databases = join(folder, 'databases');
    mkdirSync(databases, { recursive: true });
    return ['-port', String(port), '-data', databases];
  };
  return createEngine({ name: 'FerretDB', port, address, data: folder, command, args, ask: () => sayHello(address) });
}

async function sayHello(address: string): Promise<void> {
  const client = new MongoClient(address, { serverSelectionTimeoutMS: 250, connectTimeoutMS: 1_000, socketTimeoutMS: 2_000 });
  try {
    await client.db('admin').command({ hello: 1 });
  } finally {
    await client.close();
  }
}
