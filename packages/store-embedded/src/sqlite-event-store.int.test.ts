import { getEventListeners } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { newEvent, newEvents, readOn, recorded } from '@amana/ports/contract/event-store-fixtures';
import type { EventStore } from '@amana/ports/event-store';
import { openLogDatabase } from './log-database.ts';
import { createSqliteEventStore, eventStoreOn, type SqliteEventStore } from './sqlite-event-store.ts';

let folder: string;
let path: string;
let commits: number[];
const opened: SqliteEventStore[] = [];
const open = (options: { readOnly?: boolean } = {}): SqliteEventStore => {
  const store = createSqliteEventStore({ path, ...options, onCommit: (appends) => commits.push(appends) });
  opened.push(store);
  return store;
};
/** A store whose connection the test holds too, to make it fail. */
const openWithConnection = (): { store: SqliteEventStore; db: DatabaseSync } => {
  const db = openLogDatabase(path);
  const store = eventStoreOn(db);
  opened.push(store);
  return { store, db };
};
const unavailable = (message: string) =>
  expect.objectContaining({ name: 'StoreUnavailable', code: 'STORE_UNAVAILABLE', retryable: true, written: 'no', message });

const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amana-log-'));
  path = join(folder, 'log.db');
  commits = [];
});
afterEach(() => {
  for (const store of opened.splice(0)) store.close();
  rmSync(folder, { recursive: true });
});

describe('group commit', () => {
  test('50 appends that come together share one commit', async () => {
    const store = open();
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => store.append(`case-${n}`, 'no-stream', [newEvent()])));
    expect(commits).toEqual([50]);
    expect(answers).toEqual(Array.from({ length: 50 }, (_, n) => ({ revision: 0, position: BigInt(n + 1) })));
  });

  test('appends to one stream that come together are written in the order of arrival, each at the revision of the one before', async () => {
    const store = open();
    const events = newEvents(50);
    await Promise.all(events.map((event, n) => store.append('case-1', n === 0 ? 'no-stream' : n - 1, [event])));
    expect(await store.readStream('case-1')).toEqual({ events: recorded('case-1', 0, events), head: 49 });
    expect(commits).toEqual([50]);
  });

  test('a commit is bounded: 1,200 events need three', async () => {
    const store = open();
    await Promise.all(Array.from({ length: 120 }, (_, n) => store.append(`case-${n}`, 'no-stream', newEvents(10))));
    expect(commits).toEqual([50, 50, 20]);
    expect(await readOn(store, undefined)).toHaveLength(1_200);
  });
});

describe('a store that cannot write', () => {
  test('disk full: all that does not fit is refused as not written, reads go on, and it recovers by itself', async () => {
    const { store, db } = openWithConnection();
    const kept = newEvents(2);
    await store.append('case-1', 'no-stream', kept);
    const pages = Number(db.prepare('PRAGMA page_count').get()?.['page_count']);
    db.exec(`PRAGMA max_page_count = ${pages + 4}`);

    const large = [newEvent({ text: 'x'.repeat(100_000) })];
    const refusal = await store.append('case-1', 1, large).catch((error: unknown) => error);
    expect(refusal).toEqual(unavailable('SQLite: database or disk is full'));
    expect(refusal).toHaveProperty('cause.errcode', 13);
    expect(await store.readStream('case-1')).toEqual({ events: recorded('case-1', 0, kept), head: 1 });
    expect(await store.readStream('case-2')).toEqual({ events: [], head: 'no-stream' });

    // SQLite gives the whole transaction up, so whoever shared it is refused too; what fits is taken as soon as it comes alone.
    const small = newEvents(1);
    const full = { status: 'rejected', reason: unavailable('SQLite: database or disk is full') };
    const together = [store.append('case-3', 'no-stream', small), store.append('case-2', 'no-stream', large)];
    expect(await Promise.allSettled(together)).toEqual([full, full]);
    expect(await store.readStream('case-3')).toEqual({ events: [], head: 'no-stream' });
    expect(await store.append('case-3', 'no-stream', small)).toEqual({ revision: 0, position: expect.any(BigInt) });

    db.exec('PRAGMA max_page_count = 1000000');
    expect(await store.append('case-1', 1, large)).toEqual({ revision: 2, position: expect.any(BigInt) });
    expect(await store.append('case-2', 'no-stream', large)).toEqual({ revision: 0, position: expect.any(BigInt) });
    expect(await store.readStream('case-1')).toEqual({ events: recorded('case-1', 0, [...kept, ...large]), head: 2 });
  });

  test('read-only for a while: refused as not written, reads go on, and it recovers by itself', async () => {
    const { store, db } = openWithConnection();
    await store.append('case-1', 'no-stream', newEvents(1));
    db.exec('PRAGMA query_only = 1');
    for (const [stream, expected] of [
      ['case-1', 0],
      ['case-2', 'no-stream'],
    ] as const) {
      await expect(store.append(stream, expected, newEvents(1))).rejects.toEqual(
        unavailable('SQLite: attempt to write a readonly database'),
      );
    }
    expect(await store.readStream('case-1')).toMatchObject({ head: 0 });
    db.exec('PRAGMA query_only = 0');
    expect(await store.append('case-1', 0, newEvents(1))).toMatchObject({ revision: 1 });
    expect(await store.append('case-2', 'no-stream', newEvents(1))).toMatchObject({ revision: 0 });
  });

  test('opened read-only, beside the writer: it reads what the writer commits, and refuses to write', async () => {
    const writer = open();
    await writer.append('case-1', 'no-stream', newEvents(1));
    const reader = open({ readOnly: true });
    expect(await reader.readStream('case-1')).toMatchObject({ head: 0 });
    await expect(reader.append('case-1', 0, newEvents(1))).rejects.toEqual(unavailable('SQLite: attempt to write a readonly database'));
    await writer.append('case-1', 0, newEvents(1));
    expect(await reader.readStream('case-1')).toEqual(await writer.readStream('case-1'));
  });

  test('a damaged file is no matter of waiting', async () => {
    const { store, db } = openWithConnection();
    await store.append('case-1', 'no-stream', newEvents(1));
    db.enableDefensive(false);
    db.exec("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 9999 WHERE name = 'events'");
    store.close();
    expect(() => open()).toThrow(expect.objectContaining({ name: 'PortFailure', code: 'STORE_DAMAGED', retryable: false }));
  });
});

describe('a closed store', () => {
  test('refuses every call, and closing twice is safe', async () => {
    const store = open();
    store.close();
    store.close();
    const calls: ((store: EventStore) => Promise<unknown>)[] = [
      (store) => store.append('case-1', 'no-stream', newEvents(1)),
      (store) => store.readStream('case-1'),
      (store) => store.readLog(undefined, { limit: 1 }),
      (store) => store.head(),
      (store) => store.readAt(1n),
    ];
    for (const call of calls) await expect(call(store)).rejects.toEqual(unavailable('the log is closed'));
    await store.waitForMore(undefined, { timeoutMs: 60_000 });
  });

  test('refuses the appends that were waiting, and lets go who waits for more', async () => {
    const store = open();
    const waiting = store.waitForMore(undefined, { timeoutMs: 60_000 });
    const append = store.append('case-1', 'no-stream', newEvents(1));
    store.close();
    await expect(append).rejects.toEqual(unavailable('the store was closed before this was written'));
    expect(await waiting).toBeUndefined();
    expect(await open().head()).toBeUndefined();
  });
});

test('who waited leaves no timer and no listener behind, however the waiting ended', async () => {
  const store = open();
  const { signal } = new AbortController();
  const stop = new AbortController();
  const before = timers();
  const waiting = [signal, stop.signal, signal].map((waited) => store.waitForMore(undefined, { timeoutMs: 60_000, signal: waited }));
  expect(getEventListeners(signal, 'abort')).toHaveLength(2);
  expect(timers()).toBe(before + 3);
  stop.abort();
  await waiting[1];
  expect(timers()).toBe(before + 2);
  await store.append('case-1', 'no-stream', newEvents(1));
  await Promise.all(waiting);
  await store.waitForMore(1n, { timeoutMs: 1, signal });
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  expect(timers()).toBe(before);
});

test('a time to wait that is longer than a timer can be does not end at once', async () => {
  const store = open();
  let ended = false;
  const waiting = store.waitForMore(undefined, { timeoutMs: Number.MAX_SAFE_INTEGER }).then(() => (ended = true));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(ended).toBe(false);
  await store.append('case-1', 'no-stream', newEvents(1));
  expect(await waiting).toBe(true);
});

test('a commit is on the disk before it returns, and the WAL may grow between checkpoints', () => {
  const { db } = openWithConnection();
  const pragma = (name: string) => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {});
  expect(['journal_mode', 'synchronous', 'wal_autocheckpoint', 'cache_size'].map(pragma)).toEqual([['wal'], [2], [10_000], [-65_536]]);
});

test('stored events cannot be changed or deleted, not even by hand', async () => {
  const { store, db } = openWithConnection();
  await store.append('case-1', 'no-stream', newEvents(1));
  expect(() => db.exec("UPDATE events SET data = '{}'")).toThrow('an event is never changed');
  expect(() => db.exec('DELETE FROM events')).toThrow('an event is never deleted');
});

test('a log of a newer version of the program is refused', () => {
  const { store, db } = openWithConnection();
  db.exec('UPDATE schema_version SET version = 99');
  store.close();
  expect(open).toThrow(expect.objectContaining({ code: 'SCHEMA_TOO_NEW', retryable: false }));
});

test('a reader that catches up page by page lets others have their turn', async () => {
  const store = open();
  await store.append('case-1', 'no-stream', newEvents(100));
  let turns = 0;
  let next = setImmediate(function count() {
    turns += 1;
    next = setImmediate(count);
  });
  await readOn(store, undefined, { limit: 2 });
  clearImmediate(next);
  expect(turns).toBeGreaterThanOrEqual(49);
});

test('a log in memory is a log', async () => {
  path = ':memory:';
  const store = open();
  const events = newEvents(2);
  expect(await store.append('case-1', 'no-stream', events)).toEqual({ revision: 1, position: 2n });
  expect(await store.readStream('case-1')).toEqual({ events: recorded('case-1', 0, events), head: 1 });
});
