// What a command over HTTP costs, as it is: parsing, checks, two sealed parts, one durable append. About four minutes: npm run bench -- commands
// The server is the product's own, in a process of its own, without workers; a second process sends. The cases take turns in short slices.
//   H: the same server over a log in memory that answers at once.   G: bare statements, fifty of the same events in a transaction.
//   F: 4 KiB and an fdatasync.   one by one: the same server with a transaction for each command.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewEvent } from '@amana/ports/event-store';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { alternate, quantile, type Slice } from './alternate.ts';
import { openBareLog } from './bare-log.ts';
import { startBenchServer, type BenchServer } from './commands/bench-server.ts';
import { openCaseLoad } from './commands/case-load.ts';
import { slowDisk } from './commands/slow-disk.ts';
import type { Behind } from './commands/stores.ts';
import { openDiskProbe } from './disk-probe.ts';
import { hardStop } from './hard-stop.ts';
import { during } from './rate.ts';
import { rowOf, show } from './table.ts';

const HARD_STOP_MS = 8 * 60_000;
const CLIENTS = 50;
const SLICE_MS = 1_500;
const LIMITS = { rounds: 5, budgetMs: 120_000 };
/** Beside what it takes to open a case, thirteen. */
const SHORT = 37;
const LONG = { cases: 4, events: 1_987 };

type Load = Awaited<ReturnType<typeof openCaseLoad>>;
type Started = { readonly server: BenchServer; readonly load: Load; readonly folder: string; readonly times: number[] };

const root = mkdtempSync(join(tmpdir(), 'amana-bench-'));
const servers: BenchServer[] = [];

async function start(store: Behind, { cases, events, env = {} }: { cases: number; events: number; env?: Readonly<Record<string, string>> }): Promise<Started> {
  const folder = join(root, `${servers.length}`);
  const server = await startBenchServer(folder, store, { env });
  servers.push(server);
  const load = await openCaseLoad(server, { cases });
  await load.lengthen(events);
  return { server, load, folder, times: [] };
}

const slice =
  ({ load, times }: Started, clients: number): Slice =>
  async () => {
    const { rate, times: took } = await load.slice(clients, SLICE_MS);
    times.push(...took);
    return rate;
  };

/** What the commands have stored, to be written again by bare statements. */
async function storedBy({ folder }: Started): Promise<NewEvent[]> {
  const store = createSqliteEventStore({ path: join(folder, 'data', 'log.db') });
  const { events } = await store.readLog(undefined, { limit: 1_000_000 });
  store.close();
  return events.filter(({ type }) => type === 'InterviewConducted');
}

async function shortCases(): Promise<void> {
  const size = { cases: CLIENTS, events: SHORT };
  const [product, oneByOne, atOnce] = [await start('product', size), await start('one-by-one', size), await start('at-once', size)];
  const bare = openBareLog(join(root, 'bare.db'), await storedBy(product));
  const probe = openDiskProbe(root);
  const f = await alternate(
    {
      probe: during(500, probe.work),
      group: during(SLICE_MS, () => bare.transaction(CLIENTS)),
      h: slice(atOnce, CLIENTS),
      product: slice(product, CLIENTS),
      oneByOne: slice(oneByOne, CLIENTS),
      alone: slice({ ...product, times: [] }, 1),
      aloneOneByOne: slice({ ...oneByOne, times: [] }, 1),
    },
    LIMITS,
  );
  bare.close();
  probe.close();
  show(`Commands on cases of about 50 events, ${CLIENTS} clients; rounds: ${f.product.rounds}; ${load()}`, [
    rowOf({ name: 'F', figures: f.probe }),
    rowOf({ name: 'G', figures: f.group }),
    rowOf({ name: 'H', figures: f.h }),
    rowOf({ name: 'one by one', figures: f.oneByOne }),
    rowOf({ name: 'command', figures: f.product, of: ['H', f.h], target: 0.45 }),
    rowOf({ name: 'command', figures: f.product, of: ['G', f.group], target: 0.32 }),
    rowOf({ name: 'command', figures: f.product, of: ['one by one', f.oneByOne], target: 3.5 }),
    rowOf({ name: 'one by one, 1 client', figures: f.aloneOneByOne }),
    rowOf({ name: 'command, 1 client', figures: f.alone, of: ['one by one', f.aloneOneByOne], target: 0.9 }),
  ]);
  console.log(`with ${CLIENTS} clients a command took p50 ${ms(product, 0.5)}, p99 ${ms(product, 0.99)}; H ${ms(atOnce, 0.5)}, ${ms(atOnce, 0.99)}`);
  await endAll();
}

async function slowCases(): Promise<void> {
  const env = slowDisk(root);
  if (env === undefined) return console.log('\nA slow disk: not measured, there is no C compiler');
  const size = { cases: CLIENTS, events: SHORT, env };
  const [product, oneByOne] = [await start('product', size), await start('one-by-one', { ...size, events: 1 })];
  const f = await alternate({ product: slice(product, CLIENTS), oneByOne: slice(oneByOne, CLIENTS) }, LIMITS);
  show(`The same, each sync of the disk 2 ms longer; rounds: ${f.product.rounds}; ${load()}`, [
    rowOf({ name: 'one by one, slow disk', figures: f.oneByOne }),
    rowOf({ name: 'command, slow disk', figures: f.product, of: ['one by one', f.oneByOne], target: 10 }),
  ]);
  console.log(`a command took p50 ${ms(product, 0.5)}, p99 ${ms(product, 0.99)}`);
  await endAll();
}

async function longCases(): Promise<void> {
  const [product, atOnce] = [await start('product', LONG), await start('at-once', LONG)];
  const f = await alternate({ product: slice(product, LONG.cases), h: slice(atOnce, LONG.cases) }, LIMITS);
  show(`Commands on ${LONG.cases} cases of about 2,000 events, a client each; rounds: ${f.product.rounds}; ${load()}`, [
    rowOf({ name: 'H, long cases', figures: f.h }),
    rowOf({ name: 'command, long cases', figures: f.product, of: ['H', f.h], target: 0.45 }),
  ]);
  console.log(`a command took p50 ${ms(product, 0.5)}, p99 ${ms(product, 0.99)}`);
  await endAll();
}

const ms = ({ times }: Started, share: number): string => `${quantile(times, share).toFixed(1)} ms`;
const load = (): string => `load ${(loadavg()[0] ?? 0).toFixed(1)}`;
const endAll = async (): Promise<void> => void (await Promise.all(servers.splice(0).map((server) => server.end())));

hardStop(HARD_STOP_MS);
try {
  console.log(`${cpus()[0]?.model ?? 'unknown'} x ${cpus().length}, Node ${process.versions.node}, SQLite ${process.versions['sqlite'] ?? ''}`);
  await shortCases();
  await slowCases();
  await longCases();
} finally {
  await endAll();
  rmSync(root, { recursive: true, force: true });
}
