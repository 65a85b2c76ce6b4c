// What the distributed mode costs over its bare clients, on the engines that the environment names. Ends within six minutes:
//   npm run engines                     (in another shell; set the lines that it prints)
//   npm run bench -- distributed
// The cases of a part alternate in short slices, so its ratios hold; the figures belong to this machine and minute. Medians over the rounds.
import { cpus, loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { caseList } from '@amana/domain/projections/case-list';
import { SetupFailure } from '@amana/platform/failure';
import { connectEventStoreDb } from '@amana/store-distributed/event-store-db';
import { atOnce } from '../demo/at-once.ts';
import { draftReferral, type Draft } from '../fault/case-under-load.ts';
import { wholeLog } from '../testing/log-of.ts';
import { readinessOf } from '../testing/program.ts';
import { benchAppends } from './distributed/append-bench.ts';
import { openBareAppends } from './distributed/bare-appends.ts';
import { openBareRows } from './distributed/bare-rows.ts';
import { startBenchSystem, YEAR, type BenchSystem } from './distributed/bench-system.ts';
import { copyAppends } from './distributed/copy-appends.ts';
import { createCommandPump } from './distributed/command-pump.ts';
import { findEngines } from './distributed/engines.ts';
import { benchLatency } from './distributed/latency-bench.ts';
import { benchProjection } from './distributed/projection-bench.ts';
import { benchRelay } from './distributed/relay-bench.ts';
import { appendRows, latencyWords, projectionRows, relayRows } from './distributed/report.ts';
import { openWorkerDeps, type Place, type WorkerDeps } from './distributed/worker-deps.ts';
import { hardStop } from './hard-stop.ts';
import { show } from './table.ts';

const HARD_STOP_MS = 6 * 60_000;
const CASES = 100;
const DRAFTING_MS = 60_000;
const CAUGHT_UP_MS = 60_000;
const COPIED = 5_000;
const PROJECTED = 600; // events: FerretDB looks through all rows for each guarded write
const PAGE = 100;
/** How many referrals, and one every so often. */
const PACES = [
  { count: 40, everyMs: 1_000 },
  { count: 60, everyMs: 200 },
];

const say = (text: string): void => console.log(text);
const load = (): string => `load ${loadavg().map((value) => value.toFixed(1)).join(' ')}`;

/** As many cases with a referral that is not sent as can be made in the time: they are the log of the projection, too. */
async function draftCases({ stage, cast }: BenchSystem): Promise<Draft[]> {
  const drafts: Draft[] = [];
  const until = performance.now() + DRAFTING_MS;
  await atOnce(16, Array.from({ length: CASES }, (_, number) => number), async (number) => {
    if (performance.now() < until) drafts.push(await draftReferral({ stage, cast }, number));
  });
  return drafts;
}

/** The rate is calm only when what the drafts left to do is done. */
async function untilCaughtUp({ system }: BenchSystem): Promise<void> {
  const until = performance.now() + CAUGHT_UP_MS;
  for (let isSo = false; !isSo && performance.now() < until; await sleep(200)) {
    const found = await Promise.all([system.readyUrls.projector, system.readyUrls.relay].map(readinessOf));
    isSo = found.every((readiness) => readiness?.checks.every(({ detail }) => detail.atHead !== false));
  }
}

async function measureProjection(deps: WorkerDeps): Promise<void> {
  const log = (await wholeLog(deps.events)).slice(0, PROJECTED);
  const bareRows = await openBareRows(deps.mongodb);
  try {
    const figures = await benchProjection({ projection: caseList, deps: { ...deps, batchSize: PAGE }, log, bareRows, limits: { rounds: 5, budgetMs: 50_000 } });
    show(`Projection (case-list) over ${log.length} events in pages of ${PAGE}, ${figures.rows} rows; rounds: ${figures.bare.rounds}; ${load()}`, projectionRows(figures));
    say(`time of the projection of a log in memory: ${figures.shares.fromMemory}`);
    say(`time of the projection from the log: ${figures.shares.fromLog}`);
  } finally {
    await bareRows.close();
  }
}

async function measureRelay(deps: WorkerDeps, { eventStore, kafka }: Place): Promise<void> {
  await copyAppends(deps.events, COPIED);
  const figures = await benchRelay({ deps, log: eventStore, brokers: kafka, prefix: deps.prefix, limits: { rounds: 9, budgetMs: 40_000 } });
  show(`Relay, ${figures.messages} messages; rounds: ${figures.bare.rounds}; ${load()}`, relayRows(figures));
  say(`time of the relay: ${figures.shares.relay}; with the log in memory: ${figures.shares.fromMemory}`);
}

async function measureAppends({ system, api, cast, run }: BenchSystem): Promise<void> {
  const store = connectEventStoreDb({ url: system.eventStore.address });
  const bare = openBareAppends(system.eventStore.address);
  try {
    const log = await wholeLog(store.events);
    for (const [nth, together] of [1, 16].entries()) {
      const pump = createCommandPump({ api, cast, run, year: YEAR, clients: together, first: (nth + 1) * 10_000 });
      const figures = await benchAppends({ pump, bare, store: store.events, log, together, limits: { rounds: 5, budgetMs: 30_000 } });
      show(`Appends, ${together} at a time; rounds: ${figures.command.rounds}; ${load()}`, appendRows(figures, together));
    }
  } finally {
    await bare.close();
    await store.close();
  }
}

async function bench(): Promise<void> {
  const engines = await findEngines();
  say(`${cpus()[0]?.model ?? 'unknown'} x ${cpus().length}, Node ${process.versions.node}; ${engines.words}; ${load()}`);
  await using started = await startBenchSystem(engines);
  const drafts = await draftCases(started);
  say(`\nEvery service a process of its own; ${load()}`);
  for (const { count, everyMs } of PACES) {
    await untilCaughtUp(started);
    say(latencyWords(await benchLatency({ drafts: drafts.splice(0, count), partner: started.partner, everyMs, log: () => started.system.storedEvents() })));
  }
  for (const service of ['query-api', 'notifier', 'relay', 'projector'] as const) await started.system.services[service].kill('SIGTERM'); // the limits run without them, too
  {
    const place = { eventStore: started.system.eventStore.address, mongodb: engines.mongodb, kafka: engines.kafka };
    await using deps = await openWorkerDeps(place);
    await measureProjection(deps);
    await measureRelay(deps, place);
  }
  await measureAppends(started);
}

hardStop(HARD_STOP_MS);
await bench().catch((error: unknown) => {
  console.error(error instanceof SetupFailure ? error.message : error);
  process.exitCode = 1;
});
