// What grows when the log grows: a million events and a hundred thousand cases beside a tenth of them, about four minutes, six where it is busy:
//   npm run bench -- growth, or with other numbers: node --conditions=amana-source test/bench/growth.bench.ts [events] [cases]
// The events are real ones, made by commands over HTTP with their parts sealed, and then copied many times under names of their own.
// A slow machine measures fewer rounds of the same sizes.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import type { NewEvent, RecordedEvent } from '@amana/ports/event-store';
import type { Figures } from './alternate.ts';
import { copiesOf, type Copies, type Stored } from './growth/copies.ts';
import { fillLog } from './growth/fill-log.ts';
import { benchLists, type Lists, type PageTimes } from './growth/list-growth.ts';
import { benchGrownAppends, benchGrownReads, megabytesOf, scanAlone, type FilledLog } from './growth/log-growth.ts';
import { benchProjecting, inTurns, justCases } from './growth/projecting.ts';
import { realEvents } from './growth/real-events.ts';
import { hardStop } from './hard-stop.ts';
import { rowOf, show, whole } from './table.ts';

const EVENTS = Number(process.argv[2] ?? 1_000_000);
const CASES = Number(process.argv[3] ?? 100_000);
const HARD_STOP_MS = 12 * 60_000;
const SAMPLE = 200;
/** Copies of the sample that are projected. */
const PROJECTED = 10;
const APPEND_LIMITS = { rounds: 7, budgetMs: 60_000 };
const READ_LIMITS = { rounds: 7, budgetMs: 30_000 };
const PROJECT_LIMITS = { rounds: 5, budgetMs: 75_000 };
const PROMISED_PAGE_MS = 50;

/** Between S and the rebuild; the targets are from a fold that kept one document a case, in memory or in a table without an index. */
const WORK_OF_A_PROJECTOR = `beside reading and folding, the projector
  reads the rows of a page's cases back: the fold is a row, so that a start goes on where it stood;
  folds each event with marks for its sealed parts, and shows the rows of the fold;
  writes two rows a case, the fold and the line, each only over an older one, the line into an index for each way to list and to find it;
  looks for what another store could not hold in each row, and moves the checkpoint in the same transaction.
  It does so page by page, 500 events each, in a rebuild too: a kill costs one page, and memory does not grow with the log.`;

const folder = mkdtempSync(join(tmpdir(), 'amana-bench-'));
const began = performance.now();
const loaded = (): string => `load ${(loadavg()[0] ?? 0).toFixed(1)}, after ${Math.round((performance.now() - began) / 1_000)} s`;
const one = (value: number): Figures => ({ median: value, least: value, most: value, rounds: 1 });

function filled(name: string, copies: Copies, { events, number }: { events: readonly RecordedEvent[]; number: number }): FilledLog {
  const path = join(folder, `${name}.db`);
  let [count, payload] = [0, 0];
  const batches = function* (): Generator<Stored[]> {
    for (let n = 0; n < number; n++) {
      const batch = copies.copy(n);
      count += batch.length;
      for (const { data, metadata } of batch) payload += Buffer.byteLength(data) + Buffer.byteLength(metadata);
      yield batch;
    }
  };
  fillLog(path, batches());
  const heads = new Map(events.map(({ stream, revision }) => [stream, revision]));
  const streams = copies.streams.filter((stream) => stream.startsWith('case-'));
  const caseAt = (n: number) => {
    const stream = streams[n % streams.length] ?? '';
    return { stream: copies.streamOf(stream, Math.floor(n / streams.length)), head: heads.get(stream) ?? ('no-stream' as const) };
  };
  return { path, events: count, payload, cases: streams.length * number, caseAt };
}

async function benchLog(events: readonly RecordedEvent[], copies: Copies) {
  const number = Math.max(10, Math.round(EVENTS / events.length));
  const [small, full] = [filled('small', copies, { events, number: Math.round(number / 10) }), filled('full', copies, { events, number })];
  const sizes = { small: megabytesOf(small), full: megabytesOf(full) };
  console.log(`${whole(full.events)} events in ${whole(full.cases)} cases, ${whole(full.payload / full.events)} bytes each; beside them ${whole(small.events)}; ${loaded()}`);
  const texts = copies.copy(0).flatMap(({ data, metadata }) => [data, metadata]);
  const event = { ...(events.find(({ type }) => type === 'InterviewConducted') as NewEvent) };
  const appends = await benchGrownAppends({ folder, small, full, event, texts, limits: APPEND_LIMITS });
  show(`Appends, with ${whole(full.events)} events stored; rounds: ${appends.probe.rounds}; ${loaded()}`, [
    rowOf({ name: 'F', figures: appends.probe }),
    rowOf({ name: 'empty log, 50 together', figures: appends.empty }),
    rowOf({ name: 'a tenth, 50 together, to old cases', figures: appends.small, of: ['empty', appends.empty] }),
    rowOf({ name: 'full log, 50 together, to new cases', figures: appends.new, of: ['empty', appends.empty], target: 0.6 }),
    rowOf({ name: 'full log, 50 together, to old cases', figures: appends.old, of: ['empty', appends.empty], target: 0.6 }),
    rowOf({ name: 'empty log, one after the other', figures: appends.emptyAlone, of: ['F', appends.probe] }),
    rowOf({ name: 'full log, one after the other, old cases', figures: appends.oldAlone, of: ['empty', appends.emptyAlone], target: 0.6 }),
  ]);
  const reads = await benchGrownReads({ folder, small, full, event, texts, limits: READ_LIMITS });
  show(`Reads, events; rounds: ${reads.parse.rounds}; ${loaded()}`, [
    rowOf({ name: 'J: JSON.parse of the texts of some of them', figures: reads.parse }),
    rowOf({ name: 'a tenth, cases far from each other', figures: reads.smallStreams, of: ['J', reads.parse] }),
    rowOf({ name: 'full log, cases far from each other', figures: reads.fullStreams, of: ['a tenth', reads.smallStreams] }),
    rowOf({ name: 'a tenth, the whole log in pages of 1,000', figures: reads.smallScan, of: ['J', reads.parse] }),
    rowOf({ name: 'full log, the whole log in pages of 1,000', figures: reads.fullScan, of: ['J', reads.parse], target: 0.4 }),
  ]);
  const perEvent = (sizes.full * 1e6) / full.events;
  show('Bytes in the file for each event', [rowOf({ name: 'bytes in the file', figures: one(perEvent), of: ['bytes of the event', one(full.payload / full.events)], most: 1.5 })]);
  const scans = { small: await scanAlone(small), full: await scanAlone(full) };
  for (const log of [small, full]) rmSync(log.path); // their place is needed by what comes
  return { appends, reads, sizes, scans, perCase: events.filter(({ stream }) => stream.startsWith('case-')).length / copies.streams.filter((stream) => stream.startsWith('case-')).length };
}

async function benchProjections(copies: Copies): Promise<void> {
  const asMade = justCases(Array.from({ length: PROJECTED }, (_, n) => copies.copy(n)).flat());
  const orders = { asMade, eachAnother: inTurns(asMade, asMade.length), openCases: inTurns(asMade, SAMPLE) };
  const { figures: f, shares } = await benchProjecting(folder, orders, PROJECT_LIMITS);
  show(`The case list made by its projector from ${whole(asMade.length)} events, events; rounds: ${f.parse.rounds}; ${loaded()}`, [
    rowOf({ name: 'J: JSON.parse of the same texts', figures: f.parse }),
    rowOf({ name: 'S: the log in pages, parsed', figures: f.pages, of: ['J', f.parse] }),
    rowOf({ name: 'rebuild from the log', figures: f.rebuild, of: ['S', f.pages], target: 0.6 }),
    rowOf({ name: 'rebuild from a log in memory', figures: f.rebuildFromMemory, of: ['J', f.parse], target: 0.3 }),
    rowOf({ name: 'each event another case, from the log', figures: f.eachAnother, of: ['S', f.pages], target: 0.12 }),
    rowOf({ name: '200 open cases, from a log in memory', figures: f.openCases, of: ['J', f.parse], target: 0.15 }),
  ]);
  for (const [name, share] of shares) console.log(`${name}: ${share}`);
  console.log(WORK_OF_A_PROJECTOR);
}

const ms = (value: number): string => value.toFixed(1);
const verdict = (p95: number): string => (p95 <= PROMISED_PAGE_MS ? 'met' : 'missed');

function showLists(lists: Lists): void {
  console.log(`\nThe list of ${whole(CASES)} cases over HTTP, pages of 50, milliseconds; ${whole(lists.rowsPerSecond)} rows per second written; ${loaded()}`);
  console.table(
    lists.pages.map(({ role, query, page, behind, p50, p95, p99, times }) => {
      const place = page === 'first' ? page : `${whole(behind)} behind`;
      return { role, query, page: place, p50: ms(p50), p95: ms(p95), p99: ms(p99), asked: times, verdict: verdict(p95) };
    }),
  );
  const [worst] = lists.pages.toSorted((a, b) => b.p95 - a.p95) as [PageTimes];
  show('The slowest of these pages', [
    rowOf({ name: `p95 in ms of ${worst.query || 'all'}, ${worst.page} page`, figures: one(worst.p95), of: ['50 ms', one(PROMISED_PAGE_MS)], most: 1 }),
  ]);
}

type LogGrowth = Awaited<ReturnType<typeof benchLog>>;

const micros = ({ median }: Figures, units = 1): string => `${((1e6 * units) / median).toFixed(1)} us`;
const slowest = ({ pages }: Lists, page: PageTimes['page']): string => `${ms(Math.max(...pages.filter((each) => each.page === page).map(({ p50 }) => p50)))} ms`;
const memory = ({ before, most }: LogGrowth['scans']['small']): string => `${whole(before)} to ${whole(most)} MB`;
const megabytes = (value: number): string => `${whole(value)} MB`;
const line = (what: string, tenth: string, full: string) => ({ what, 'a tenth': tenth, full });

function showGrowth({ appends, reads, sizes, scans, perCase }: LogGrowth, lists: { small: Lists; full: Lists }): void {
  console.log(`\nWhat grows with what: ${whole(EVENTS)} events, ${whole(CASES)} cases, and a tenth of each`);
  console.table([
    line('an append, fifty together, to old cases', micros(appends.small), micros(appends.old)),
    line('an append alone, to an old case', micros(appends.smallAlone), micros(appends.oldAlone)),
    line(`reading a case, ${perCase.toFixed(0)} events`, micros(reads.smallStreams, perCase), micros(reads.fullStreams, perCase)),
    line('an event of a scan', micros(reads.smallScan), micros(reads.fullScan)),
    line('slowest first page, p50', slowest(lists.small, 'first'), slowest(lists.full, 'first')),
    line('slowest deep page, p50', slowest(lists.small, 'deep'), slowest(lists.full, 'deep')),
    line('memory of a process that scans the log', memory(scans.small), memory(scans.full)),
    line('the log on the disk', megabytes(sizes.small), megabytes(sizes.full)),
    line('the case list on the disk', megabytes(lists.small.megabytes), megabytes(lists.full.megabytes)),
  ]);
}

hardStop(HARD_STOP_MS);
try {
  console.log(`${cpus()[0]?.model ?? 'unknown'} x ${cpus().length}, ${whole(totalmem() / 1e9)} GB, Node ${process.versions.node}, SQLite ${process.versions['sqlite'] ?? ''}`);
  mkdirSync(join(folder, 'made'));
  const events = await realEvents(join(folder, 'made'), SAMPLE);
  const copies = copiesOf(events);
  const log = await benchLog(events, copies);
  await benchProjections(copies);
  const lists = { small: await benchLists(Math.round(CASES / 10), events), full: await benchLists(CASES, events) };
  showLists(lists.full);
  showGrowth(log, lists);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
