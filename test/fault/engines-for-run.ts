import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngines } from '@amana/engines/create-engines';
import { readConfig } from '@amana/platform/config';
import { isFailure } from '@amana/platform/failure';
import { z } from 'zod';
import type { DistributedSystem } from '../testing/distributed-system.ts';

type Engine = DistributedSystem['eventStore'];
type Report = (line: string) => void;

export type EnginesForRun = AsyncDisposable & {
  readonly mongodb: string;
  readonly kafka: string;
  /** Those that the run may stop and kill, by name. */
  readonly own: Readonly<Record<string, Engine>>;
};

const Variables = z.object({ AMANA_TEST_MONGODB_URL: z.string().optional(), AMANA_TEST_KAFKA_BROKERS: z.string().optional() });

function named(report: Report): EnginesForRun | undefined {
  const { AMANA_TEST_MONGODB_URL: mongodb, AMANA_TEST_KAFKA_BROKERS: kafka } = readConfig(Variables);
  if (!mongodb || !kafka) return undefined;
  report('MongoDB and Kafka are those that AMANA_TEST_… names: they are neither stopped nor killed');
  return { mongodb, kafka, own: {}, [Symbol.asyncDispose]: async () => undefined };
}

async function createOwn(data: string, report: Report) {
  try {
    return await createEngines({ data, only: ['mongodb', 'kafka'] }, report);
  } catch (error) {
    if (!isFailure(error)) throw error;
    report(error.message);
    return undefined;
  }
}

/**
 * FerretDB and Kafka of this run alone, in a folder of their own, made as `npm run engines` makes them: so they may be killed. They
 * end with the run, and with this process. Where the machine has not what they are made of, `report` is told what is missing, and
 * the engines are those that the environment names; undefined where it names none.
 */
export async function enginesForRun(report: Report): Promise<EnginesForRun | undefined> {
  const data = mkdtempSync(join(tmpdir(), 'amana-fault-engines-'));
  const engines = await createOwn(data, report);
  const [mongodb, kafka] = [engines?.get('mongodb'), engines?.get('kafka')];
  const end = async (): Promise<void> => {
    await Promise.all([mongodb?.kill(), kafka?.kill()]); // nobody needs their data any more
    rmSync(data, { recursive: true, force: true });
  };
  try {
    if (!mongodb || !kafka) {
      await end();
      return named(report);
    }
    await Promise.all([mongodb.start(), kafka.start()]);
    const own = { 'MongoDB’s engine': mongodb, 'Kafka’s engine': kafka };
    return { mongodb: mongodb.address, kafka: kafka.address, own, [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    throw error;
  }
}
