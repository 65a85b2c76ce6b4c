import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngines } from '@amana/engines/create-engines';
import { isFailure } from '@amana/platform/failure';
import type { DistributedSystem } from '../testing/distributed-system.ts';

type Engine = DistributedSystem['eventStore'];
export type EnginesForRun = AsyncDisposable & { readonly mongodb: Engine; readonly kafka: Engine };

async function createOwn(data: string, report: (line: string) => void) {
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
 * end with the run, and with this process. Undefined where the machine has not what they are made of: `report` was then told what.
 */
export async function enginesForRun(report: (line: string) => void): Promise<EnginesForRun | undefined> {
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
      return undefined;
    }
    await Promise.all([mongodb.start(), kafka.start()]);
    return { mongodb, kafka, [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    throw error;
  }
}
