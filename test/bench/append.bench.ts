// What the log costs over bare node:sqlite statements on the same schema, about a minute: npm run bench -- append
// The cases take turns in short slices inside one run, so the ratios hold and the figures belong to this machine and minute.
// F is the rate of 4 KiB appends with fdatasync, probed in the same rounds.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore } from '@amana/ports/event-store';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { alternate, type Figures } from './alternate.ts';
import { openBareLog } from './bare-log.ts';
import { openDiskProbe } from './disk-probe.ts';
import { openFirstDraft } from './first-draft.ts';
import { during, type Work } from './rate.ts';
import { someEvent as event } from './some-event.ts';
import { rowOf, show } from './table.ts';

const LIMITS = { rounds: 7, budgetMs: 60_000 };
const SLICE_MS = 600;
const STREAMS = 1_000;
const TOGETHER = 50;

const folder = mkdtempSync(join(tmpdir(), 'amana-bench-'));
const payload = JSON.stringify(event.data).length + JSON.stringify(event.metadata).length;

function storeAppends(store: EventStore): { one: Work; group: Work } {
  let count = 0;
  const append = () => {
    const revision = Math.floor(count / STREAMS);
    return store.append(`case-${count++ % STREAMS}`, revision === 0 ? 'no-stream' : revision - 1, [event]);
  };
  return {
    one: async () => {
      await append();
      return 1;
    },
    group: async () => {
      await Promise.all(Array.from({ length: TOGETHER }, append));
      return TOGETHER;
    },
  };
}

const slice = (work: Work) => during(SLICE_MS, work);

async function benchAppends(): Promise<void> {
  const path = join(folder, 'log.db');
  const store = createSqliteEventStore({ path });
  const [bare, draft, ours, probe] = [openBareLog(join(folder, 'bare.db'), [event]), openFirstDraft(join(folder, 'draft.db'), event), storeAppends(store), openDiskProbe(folder)];
  const f = await alternate(
    {
      probe: slice(probe.work),
      bareOne: slice(() => bare.transaction(1)),
      storeOne: slice(ours.one),
      bareGroup: slice(() => bare.transaction(TOGETHER)),
      draftGroup: slice(() => draft.transaction(TOGETHER)),
      storeGroup: slice(ours.group),
    },
    LIMITS,
  );
  const newest = Number(await store.head());
  for (const opened of [bare, draft, probe, store]) opened.close();
  show(`Appends of one event of ${payload} bytes; rounds: ${f.probe.rounds}`, [
    rowOf({ name: 'F', figures: f.probe }),
    rowOf({ name: 'bare, 1 event per transaction', figures: f.bareOne, of: ['F', f.probe] }),
    rowOf({ name: 'store, one append after the other', figures: f.storeOne, of: ['bare 1', f.bareOne], target: 0.75 }),
    rowOf({ name: 'first draft of the schema, 50 per transaction', figures: f.draftGroup }),
    rowOf({ name: 'G: bare, 50 per transaction', figures: f.bareGroup, of: ['first draft', f.draftGroup], target: 1.7 }),
    rowOf({ name: 'store, 50 appends together', figures: f.storeGroup, of: ['G', f.bareGroup], target: 0.6 }),
  ]);
  const perEvent = statSync(path).size / newest;
  const inFile: Figures = { median: perEvent, least: perEvent, most: perEvent, rounds: 1 };
  const given: Figures = { ...inFile, median: payload };
  show('Bytes in the file for each event', [rowOf({ name: 'bytes in the file', figures: inFile, of: ['bytes of the event', given], most: 1.5 })]);
}

const events = (count: number) => Array.from({ length: count }, (_, n) => ({ ...event, id: event.id.slice(0, -5) + String(10_000 + n) }));

async function benchReads(): Promise<void> {
  const store = createSqliteEventStore({ path: join(folder, 'read.db') });
  for (let first = 0; first < 10_000; first += 500) await store.append('case-long', first === 0 ? 'no-stream' : first - 1, events(500));
  await Promise.all(Array.from({ length: 500 }, (_, n) => store.append(`case-${n}`, 'no-stream', events(50))));
  const [data, metadata] = [JSON.stringify(event.data), JSON.stringify(event.metadata)];
  let turn = 0;
  let after: bigint | undefined;
  const f = await alternate(
    {
      parse: slice(() => Array.from({ length: 1_000 }, () => [JSON.parse(data), JSON.parse(metadata)] as unknown).length),
      short: slice(async () => (await store.readStream(`case-${turn++ % 500}`)).events.length),
      long: slice(async () => (await store.readStream('case-long')).events.length),
      scan: slice(async () => {
        const page = await store.readLog(after, { limit: 1_000 });
        after = page.atHead ? undefined : page.next;
        return page.events.length;
      }),
    },
    LIMITS,
  );
  store.close();
  show(`Reads; rounds: ${f.parse.rounds}`, [
    rowOf({ name: 'J: JSON.parse of the same texts', figures: f.parse }),
    rowOf({ name: 'store, streams of 50 events', figures: f.short, of: ['J', f.parse], target: 0.2 }),
    rowOf({ name: 'store, a stream of 10,000 events', figures: f.long, of: ['J', f.parse], target: 0.2 }),
    rowOf({ name: 'store, the whole log in pages of 1,000', figures: f.scan, of: ['J', f.parse], target: 0.4 }),
  ]);
}

try {
  console.log(`Node ${process.version}, SQLite ${process.versions['sqlite'] ?? ''}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`);
  await benchAppends();
  await benchReads();
} finally {
  rmSync(folder, { recursive: true });
}
