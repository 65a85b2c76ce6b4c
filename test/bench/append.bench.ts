// What the log costs over bare node:sqlite statements on the same schema, about 40 s: npm run bench -- append
// Cases alternate in short slices inside one run, so the ratios hold and the absolute figures belong to this machine and
// minute. Medians over the rounds. F is the rate of 4 KiB appends with fdatasync, probed in the same rounds.
import { fdatasyncSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { EventStore, NewEvent } from '@amana/ports/event-store';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';

const rounds = 7;
const sliceMs = 600;
const streams = 1_000;
const together = 50;

const folder = mkdtempSync(join(tmpdir(), 'amana-bench-'));
const event: NewEvent = {
  id: '0198c0de-0000-7000-8000-000000000001',
  type: 'SomethingHappened',
  data: { text: 'x'.repeat(240), list: [1, 2, 3] },
  metadata: { schemaVersion: 1, recordedAt: '2026-11-21T10:00:00.000Z', actor: { userId: 'u-1', role: 'CASEWORKER' }, rules: ['I-25'] },
};
const payload = JSON.stringify(event.data).length + JSON.stringify(event.metadata).length;

/** A piece of work and how many events it moved. */
type Case = () => number | Promise<number>;

function bareAppends(): { one: Case; group: Case; close: () => void } {
  const path = join(folder, 'bare.db');
  createSqliteEventStore({ path }).close(); // for the schema
  const db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 10000');
  for (let key = 1; key <= streams; key++) db.prepare('INSERT INTO streams VALUES (?, ?)').run(key, `case-${key}`);
  const insert = db.prepare('INSERT INTO events (stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)');
  const [begin, commit] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT')];
  let count = 0;
  const transaction = (events: number) => () => {
    begin.run();
    for (let n = 0; n < events; n++, count++) {
      const { id, type, data, metadata } = event;
      insert.run((count % streams) + 1, Math.floor(count / streams), id, type, JSON.stringify(data), JSON.stringify(metadata));
    }
    commit.run();
    return events;
  };
  return { one: transaction(1), group: transaction(together), close: () => db.close() };
}

function storeAppends(store: EventStore): { one: Case; group: Case } {
  let count = 0;
  const append = () => {
    const revision = Math.floor(count / streams);
    return store.append(`case-${count++ % streams}`, revision === 0 ? 'no-stream' : revision - 1, [event]);
  };
  return {
    one: async () => {
      await append();
      return 1;
    },
    group: async () => {
      await Promise.all(Array.from({ length: together }, append));
      return together;
    },
  };
}

function probe(): Case {
  const [file, block] = [openSync(join(folder, 'probe'), 'w'), Buffer.alloc(4096)];
  return () => {
    writeSync(file, block);
    fdatasyncSync(file);
    return 1;
  };
}

/** Events per second in one slice. */
async function slice(work: Case): Promise<number> {
  const start = performance.now();
  let events = 0;
  while (performance.now() - start < sliceMs) events += await work();
  return (events * 1000) / (performance.now() - start);
}

const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;

/** Every case once per round; answers each case's median. */
async function alternate<Name extends string>(cases: Record<Name, Case>): Promise<Record<Name, number>> {
  const rates = Object.fromEntries(Object.keys(cases).map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let round = 0; round < rounds; round++) {
    for (const name of Object.keys(cases) as Name[]) rates[name].push(await slice(cases[name]));
  }
  return Object.fromEntries(Object.entries<number[]>(rates).map(([name, list]) => [name, median(list)])) as Record<Name, number>;
}

async function benchAppends() {
  const path = join(folder, 'log.db');
  const store = createSqliteEventStore({ path });
  const [bare, ours] = [bareAppends(), storeAppends(store)];
  const rates = await alternate({ probe: probe(), bareOne: bare.one, storeOne: ours.one, bareGroup: bare.group, storeGroup: ours.group });
  bare.close();
  const newest = Number(await store.head());
  store.close();
  return { rates, bytesPerEvent: statSync(path).size / newest };
}

async function benchReads() {
  const store = createSqliteEventStore({ path: join(folder, 'read.db') });
  const events = (count: number) => Array.from({ length: count }, (_, n) => ({ ...event, id: event.id.slice(0, -5) + String(10_000 + n) }));
  for (let first = 0; first < 10_000; first += 500) await store.append('case-long', first === 0 ? 'no-stream' : first - 1, events(500));
  await Promise.all(Array.from({ length: 500 }, (_, n) => store.append(`case-${n}`, 'no-stream', events(50))));
  const [data, metadata] = [JSON.stringify(event.data), JSON.stringify(event.metadata)];
  let turn = 0;
  let after: bigint | undefined;
  const rates = await alternate({
    parse: () => {
      const parsed = Array.from({ length: 1_000 }, () => [JSON.parse(data), JSON.parse(metadata)]);
      return parsed.length;
    },
    short: async () => (await store.readStream(`case-${turn++ % 500}`)).events.length,
    long: async () => (await store.readStream('case-long')).events.length,
    scan: async () => {
      const page = await store.readLog(after, { limit: 1_000 });
      after = page.atHead ? undefined : page.next;
      return page.events.length;
    },
  });
  store.close();
  return rates;
}

const per = (rate: number) => Math.round(rate).toLocaleString('en');
try {
  const { rates: a, bytesPerEvent } = await benchAppends();
  const r = await benchReads();
  console.log(
    `node ${process.version}, SQLite ${process.versions['sqlite']}, ${cpus().length} x ${cpus()[0]?.model}, F ${per(a.probe)}/s, payload ${payload} B`,
  );
  console.table([
    { case: 'bare, 1 event per transaction', 'events/s': per(a.bareOne), ratio: (a.bareOne / a.probe).toFixed(2), of: 'F' },
    {
      case: 'store, one append after the other',
      'events/s': per(a.storeOne),
      ratio: (a.storeOne / a.bareOne).toFixed(2),
      of: 'bare 1',
      target: 0.75,
    },
    { case: 'bare, 50 events per transaction', 'events/s': per(a.bareGroup), ratio: (a.bareGroup / a.bareOne).toFixed(2), of: 'bare 1' },
    {
      case: 'store, 50 appends together',
      'events/s': per(a.storeGroup),
      ratio: (a.storeGroup / a.bareGroup).toFixed(2),
      of: 'bare 50',
      target: 0.6,
    },
    { case: 'JSON.parse of the same texts', 'events/s': per(r.parse), ratio: '1.00', of: 'J' },
    { case: 'store, streams of 50 events', 'events/s': per(r.short), ratio: (r.short / r.parse).toFixed(2), of: 'J', target: 0.2 },
    { case: 'store, a stream of 10,000 events', 'events/s': per(r.long), ratio: (r.long / r.parse).toFixed(2), of: 'J', target: 0.2 },
    { case: 'store, the whole log in pages of 1,000', 'events/s': per(r.scan), ratio: (r.scan / r.parse).toFixed(2), of: 'J', target: 0.4 },
    {
      case: 'bytes in the file per event',
      'events/s': per(bytesPerEvent),
      ratio: (bytesPerEvent / payload).toFixed(2),
      of: 'payload',
      target: '<= 1.50',
    },
  ]);
} finally {
  rmSync(folder, { recursive: true });
}
