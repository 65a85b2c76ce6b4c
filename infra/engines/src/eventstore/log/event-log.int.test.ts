import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { type EventLog, openEventLog } from './event-log.ts';
import type { ProposedEvent } from './stored-event.ts';

let folder: string;
let path: string;
let log: EventLog;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amana-node-log-'));
  path = join(folder, 'log.db');
  log = openEventLog({ path, now: () => 1_764_000_000_000 });
});
afterEach(() => {
  log.close();
  rmSync(folder, { recursive: true });
});

function reopen(): void {
  log.close();
  log = openEventLog({ path, now: () => 1_764_999_999_999 });
}

const event = (type: string, data = '{"n": 1}', metadata = '{"by":"x"}'): ProposedEvent => ({
  id: randomUUID(),
  type,
  isJson: true,
  data: Buffer.from(data),
  metadata: Buffer.from(metadata),
});

test('what was answered is there after a restart: bytes as sent, places, times, deleted streams', async () => {
  const answer = await log.append({ stream: 's', expected: 'no_stream', events: [event('A', '{ "a" :1}', ''), { ...event('B', '', ''), isJson: false }] });
  await log.append({ stream: 'deleted', expected: 'no_stream', events: [event('A')] });
  await log.remove('deleted', { expected: 'any', removal: 'soft' });
  await log.remove('gone', { expected: 'any', removal: 'hard' });
  const before = [...log.events].map((each) => ({ ...each, data: String(Buffer.from(each.data)), metadata: String(Buffer.from(each.metadata)) }));
  expect(answer).toEqual({ kind: 'ok', revision: 1n, position: before[2]?.position });

  reopen();
  const after = log.events.map((each) => ({ ...each, data: String(Buffer.from(each.data)), metadata: String(Buffer.from(each.metadata)) }));
  expect(after).toEqual(before);
  expect(after.map(({ stream, type, revision, isJson, createdMs }) => [stream, type, revision, isJson, createdMs])).toEqual([
    ['$$$scavenges', '$metadata', 0n, true, 1_764_000_000_000],
    ['s', 'A', 0n, true, 1_764_000_000_000],
    ['s', 'B', 1n, false, 1_764_000_000_000],
    ['deleted', 'A', 0n, true, 1_764_000_000_000],
    ['$$deleted', '$metadata', 0n, true, 1_764_000_000_000],
    ['gone', '$streamDeleted', 2n ** 63n - 1n, false, 1_764_000_000_000],
  ]);
  expect(after[1]?.data).toBe('{ "a" :1}');
  expect(log.findStream('deleted')).toBeUndefined();
  expect(log.isTombstoned('gone')).toBe(true);
});

test('an append goes on behind a restart where it would have without', async () => {
  await log.append({ stream: 's', expected: 'no_stream', events: [event('Abc')] });
  reopen();
  await log.append({ stream: 's', expected: 0n, events: [event('Abc')] });
  expect(log.events.map(({ position }) => position)).toEqual([548n, 733n, 733n + 90n + 1n + 3n + 8n + 10n]);
});

test('after a restart an exact revision still recognises a repeat, `any` does not: as a node', async () => {
  const events = [event('A')];
  const first = await log.append({ stream: 's', expected: 'no_stream', events });
  expect(await log.append({ stream: 's', expected: 'any', events })).toEqual(first);
  reopen();
  expect(await log.append({ stream: 's', expected: 'no_stream', events })).toEqual(first);
  expect(await log.append({ stream: 's', expected: 'any', events })).toMatchObject({ kind: 'ok', revision: 1n });
});

test('the file is a log of the embedded mode: its store reads it and may append, and the node goes on behind that', async () => {
  const appended = [event('A', '{"n":1}', '{}'), event('B', '{"n":2}', '{"c":[true]}')];
  await log.append({ stream: 'case-1', expected: 'no_stream', events: appended });
  await log.remove('case-1', { expected: 1n, removal: 'soft' });
  log.close();
  const store = createSqliteEventStore({ path });
  const { events } = await store.readLog(undefined, { limit: 10, exceptPrefixes: ['$'] });
  const ids = appended.map(({ id }) => id);
  expect(events).toEqual([
    { id: ids[0], stream: 'case-1', revision: 0, position: 733n, type: 'A', data: { n: 1 }, metadata: {} },
    { id: ids[1], stream: 'case-1', revision: 1, position: 733n + 90n + 6n + 1n + 7n + 2n, type: 'B', data: { n: 2 }, metadata: { c: [true] } },
  ]);
  const { position } = await store.append('case-2', 'no-stream', [{ id: randomUUID(), type: 'C', data: { n: 3 }, metadata: {} }]);
  store.close();

  log = openEventLog({ path });
  expect(log.events.at(-1)).toMatchObject({ stream: 'case-2', revision: 0n, position, type: 'C', isJson: true, createdMs: 0 });
  expect(await log.append({ stream: 'case-2', expected: 0n, events: [event('D')] })).toMatchObject({ kind: 'ok', revision: 1n });
});

test('a log that the embedded mode began has no system event before its own', async () => {
  log.close();
  const other = join(folder, 'other.db');
  const store = createSqliteEventStore({ path: other });
  await store.append('case-1', 'no-stream', [{ id: randomUUID(), type: 'A', data: {}, metadata: {} }]);
  store.close();
  log = openEventLog({ path: other });
  expect(log.events.map(({ stream, position }) => [stream, position])).toEqual([['case-1', 1n]]);
});

test('a commit that fails leaves nothing behind, neither in the file nor in memory, and the next one succeeds', async () => {
  await log.append({ stream: 's', expected: 'no_stream', events: [event('A')] });
  const other = new DatabaseSync(path);
  other.exec("CREATE TRIGGER refuse BEFORE INSERT ON events WHEN NEW.type = 'Refused' BEGIN SELECT RAISE(ROLLBACK, 'as a full disk'); END");
  const before = [...log.events];
  const together = await Promise.allSettled([
    log.append({ stream: 's', expected: 0n, events: [event('B')] }),
    log.append({ stream: 't', expected: 'no_stream', events: [event('Refused')] }),
  ]);
  expect(together.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(log.events).toEqual(before);
  expect(log.findStream('t')).toBeUndefined();
  other.exec('DROP TRIGGER refuse');
  other.close();
  expect(await log.append({ stream: 's', expected: 0n, events: [event('B')] })).toMatchObject({ kind: 'ok', revision: 1n });
  reopen();
  expect(log.events.map(({ type }) => type)).toEqual(['$metadata', 'A', 'B']);
});

test('a wait for the next event ends with it, with the log, and with its signal', async () => {
  const signal = new AbortController();
  const ended: string[] = [];
  const waits = [
    log.nextEvent(new AbortController().signal).then(() => ended.push('event')),
    log.nextEvent(signal.signal).then(() => ended.push('signal')),
    log.nextEvent(AbortSignal.abort()).then(() => ended.push('was aborted')),
  ];
  signal.abort();
  await Promise.all(waits.slice(1));
  expect(ended.toSorted()).toEqual(['signal', 'was aborted']);
  await log.append({ stream: 's', expected: 'no_stream', events: [event('A')] });
  await waits[0];
  const last = log.nextEvent(new AbortController().signal);
  log.close();
  await last;
});
