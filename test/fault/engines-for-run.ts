import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseEnv } from 'node:util';
import { readConfig } from '@amana/platform/config';
import { z } from 'zod';

const Variables = z.object({ AMANA_TEST_MONGODB_URL: z.string().optional(), AMANA_TEST_KAFKA_BROKERS: z.string().optional() });
const root = new URL('../..', import.meta.url).pathname;

export type EnginesForRun = AsyncDisposable & { readonly mongodb: string; readonly kafka: string };

/**
 * Those that the environment names; else FerretDB and Kafka are started as `npm run engines` does it, in a folder of their own, and
 * stopped in the end. Undefined where this machine has not what they are made of: the launcher has then said what is missing.
 */
export async function enginesForRun(): Promise<EnginesForRun | undefined> {
  const { AMANA_TEST_MONGODB_URL: mongodb, AMANA_TEST_KAFKA_BROKERS: kafka } = readConfig(Variables);
  if (mongodb && kafka) return { mongodb, kafka, [Symbol.asyncDispose]: async () => undefined };
  const data = mkdtempSync(join(tmpdir(), 'amana-fault-engines-'));
  const args = ['--conditions=amana-source', join(root, 'infra/engines/src/main.ts'), '--only', 'mongodb,kafka', '--data', data];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const end = async (): Promise<void> => {
    child.kill('SIGTERM');
    await closed;
    rmSync(data, { recursive: true, force: true });
  };
  let said = '';
  for await (const line of createInterface(child.stdout)) {
    said += `${line}\n`;
    const { AMANA_TEST_MONGODB_URL: ownMongodb, AMANA_TEST_KAFKA_BROKERS: ownKafka } = parseEnv(said);
    if (ownMongodb && ownKafka) return { mongodb: ownMongodb, kafka: ownKafka, [Symbol.asyncDispose]: end };
  }
  await end(); // it has ended by itself
  return undefined;
}
