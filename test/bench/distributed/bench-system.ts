import { createApi } from '../../demo/api.ts';
import { createCast } from '../../demo/cast.ts';
import { setTheScene } from '../../demo/setting.ts';
import { createStage } from '../../demo/stage.ts';
import { startDistributed, type DistributedOptions } from '../../testing/distributed-system.ts';
import { startWithPartners } from '../../testing/start-with-partners.ts';

export const YEAR = 2022;

/** Every service as a process of its own, the scene of the demo, a partner that listens, and an API that goes straight to case-api. */
export async function startBenchSystem(engines: Pick<DistributedOptions, 'mongodb' | 'kafka' | 'eventStore'>) {
  const { system, partners, end } = await startWithPartners((webhookPorts) => startDistributed({ ...engines, webhookPorts, logLevel: 'warn' }));
  try {
    const run = crypto.randomUUID();
    const api = createApi({ url: system.readyUrls['case-api'], issuer: system.issuer, waitSeconds: 20, longestPauseMs: 100 });
    const stage = createStage({ api, run, year: YEAR });
    const cast = createCast(stage);
    await setTheScene(stage, cast, { partners, persons: 10_000, year: YEAR });
    return { system, api, stage, cast, run, partner: partners.health, [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    throw error;
  }
}

export type BenchSystem = Awaited<ReturnType<typeof startBenchSystem>>;
