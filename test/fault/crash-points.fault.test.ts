import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEmbeddedReading, type EmbeddedReading } from '@amana/app/testing/embedded-reading';
import { verify } from '@amana/app/verify/verify';
import { identificationFact } from '@amana/domain/case/identification/events';
import type { RecordedEvent } from '@amana/ports/event-store';
import { createSqliteEventStore, type SqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { wholeLog } from '../testing/log-of.ts';
import { failOne, limitFiles, type FailingCall } from './failing-writes.ts';
import { itWithTool } from './it-with-tool.ts';
import { startLogProcess, type LogProcess } from './log-process.ts';

const FRAME = 24 + 4_096; // a page with its head, as SQLite writes them one after the other into its write-ahead log
const STEP = 1_021; // a prime: no two cuts stand at the same place of a page

/**
 * One append of three sealed events, cut off wherever a kill can have cut it: SQLite only ever writes behind what stands in its
 * write-ahead log, so what a killed process leaves is a beginning of what it would have written.
 */
describe('an append that is cut off, or fails, at any of its writes', () => {
  let reading: EmbeddedReading;
  let folder: string;
  let wal: { before: Buffer; after: Buffer };
  /** As it was, with the append, and with the one that comes next. */
  let log: { before: RecordedEvent[]; after: RecordedEvent[]; later: RecordedEvent[] };
  const at = (name: string) => join(folder, name);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'amana-crash-'));
    reading = await createEmbeddedReading();
    await openCase();
    const file = join(reading.app.folder, 'log.db');
    const state = async () => ({ wal: readFileSync(`${file}-wal`), log: await wholeLog(reading.app.store) });
    const before = await state();
    copyFileSync(file, at('as-it-was.db'));
    await openCase();
    const after = await state();
    await openCase();
    wal = { before: before.wal, after: after.wal };
    log = { before: before.log, after: after.log, later: await wholeLog(reading.app.store) };
  });
  afterAll(() => {
    reading.close();
    rmSync(folder, { recursive: true });
  });

  const openCase = (): Promise<void> =>
    reading.tell(`case-${crypto.randomUUID()}`, [
      identificationFact('PersonIdentified', { personId: crypto.randomUUID(), channel: 'BORDER_POST', place: { country: 'NER' }, indicators: [], wayOfArrival: 'BORDER_POST' }),
      identificationFact('CaseOpened', { caseNumber: 'ZR-2022-0001', ownerUserId: 'user-caseworker-1', intakeForm: 'FULL' }),
      identificationFact('PersonRegistered', { registrationNumber: 'REG-2022-0001', photoTaken: false }),
    ]);

  function putAsItWas(bytes: Uint8Array = wal.before): void {
    rmSync(at('log.db-shm'), { force: true });
    copyFileSync(at('as-it-was.db'), at('log.db'));
    writeFileSync(at('log.db-wal'), bytes);
  }

  /** Opens the log as such a process has left it. */
  async function openLeft<T>(bytes: Uint8Array, use: (store: SqliteEventStore) => Promise<T>): Promise<T> {
    putAsItWas(bytes);
    const store = createSqliteEventStore({ path: at('log.db') });
    try {
      return await use(store);
    } finally {
      store.close();
    }
  }

  async function faultsIn(store: SqliteEventStore): Promise<unknown> {
    const { app, deps, log: opened } = reading;
    const access = createSqliteEventStore({ path: ':memory:' });
    const tools = { monotonic: () => performance.now(), sleep: async () => undefined, onProgress: () => undefined };
    const { faults } = await verify({ ...deps, ...tools, events: store, access, keyring: app.keyring, rows: undefined, log: opened });
    access.close();
    return faults.shown;
  }

  /** Either all events of the append are there or none, nothing else has changed, and sent again it is there once. */
  async function look(bytes: Uint8Array): Promise<'before' | 'after'> {
    return openLeft(bytes, async (store) => {
      const found = await wholeLog(store);
      expect([log.before.length, log.after.length]).toContain(found.length);
      expect(found).toEqual(log.after.slice(0, found.length));
      expect(await faultsIn(store)).toEqual([]);
      const { to, append } = ownAppend();
      expect(await store.append(to, 'no-stream', append)).toMatchObject({ revision: append.length - 1 });
      expect(await wholeLog(store)).toEqual(log.after);
      return found.length === log.after.length ? 'after' : 'before';
    });
  }

  const ownAppend = () => asAppend(log.after.slice(log.before.length));
  const nextAppend = () => asAppend(log.later.slice(log.after.length));

  /**
   * The append in a process of its own on the log as it was, while `fail` is at work; then, in the same process and on the same
   * connection, without. Gives how it was refused and what a restart right after that would have found; 'stored' where nothing failed.
   */
  async function tryWhile(fail: () => Promise<() => Promise<void>>, holder: LogProcess) {
    putAsItWas();
    expect(await holder.ask({ open: at('log.db') })).toBe('opened');
    const { to, append } = ownAppend();
    const stored = { revision: append.length - 1 };
    const heal = await fail();
    const said = await holder.ask({ append, to });
    const isStored = JSON.stringify(said) === JSON.stringify(stored);
    expect(await holder.ask({ read: to })).toEqual(isStored ? append.map(({ id }) => id) : []);
    expect(await holder.ask({ read: log.before[0]?.stream ?? '' })).toEqual(log.before.filter(({ stream }) => stream === log.before[0]?.stream).map(({ id }) => id));
    await heal();
    const left = readFileSync(at('log.db-wal'));
    expect(readFileSync(at('log.db')).equals(readFileSync(at('as-it-was.db')))).toBe(true);

    expect(await holder.ask({ append, to })).toEqual(stored);
    expect(await holder.ask({ append: nextAppend().append, to: nextAppend().to })).toEqual(stored);
    expect(await holder.ask({ close: true })).toBe('closed');
    const store = createSqliteEventStore({ path: at('log.db') });
    expect(await wholeLog(store)).toEqual(log.later);
    expect(await faultsIn(store)).toEqual([]);
    store.close();
    return isStored ? 'stored' : { said, restarted: await look(left) };
  }

  it('is there wholly or not at all, at every cut; sent again it is there once', async () => {
    const [from, to] = [wal.before.length, wal.after.length];
    expect(wal.after.subarray(0, from).equals(wal.before)).toBe(true);
    expect((to - from) % FRAME).toBe(0);
    const cuts = new Set([from, to, ...range(from, to, STEP), ...range(from, to, FRAME), ...range(from + FRAME - 1, to, FRAME)]);
    expect(cuts.size).toBeGreaterThan(20);
    const states = [];
    for (const cut of [...cuts].toSorted((a, b) => a - b)) states.push(await look(wal.after.subarray(0, cut)));
    expect(states.at(0)).toBe('before');
    expect(states.at(-1)).toBe('after');
    expect(states.filter((state) => state === 'after')).toHaveLength(1); // with its last byte, and not before
  }, 120_000);

  it('nor is it there where one of its pages did not reach the disk as it was written', async () => {
    for (const start of range(wal.before.length, wal.after.length, FRAME)) {
      const bytes = Buffer.from(wal.after);
      bytes[start + 2_000] = (bytes[start + 2_000] ?? 0) ^ 0xff;
      expect(await look(bytes)).toBe('before');
    }
  }, 60_000);

  // The head of a frame and its page are a write each: one fails from its first byte on, or in its middle. What a full disk says (ENOSPC) is
  // not shown here: a file that may not grow is EFBIG, which SQLite takes as an error of the disk. That is what the next test is for.
  itWithTool('prlimit', 'is refused as unknown where any one of its writes fails or is cut short; reads go on, it is stored when sent again, and what a restart finds is whole', {
    timeoutMs: 120_000,
    test: async () => {
      using holder = startLogProcess();
      const limits = range(wal.before.length, wal.after.length, FRAME).flatMap((start) => [start, start + 12, start + 24, start + 2_000]);
      expect(limits.length).toBeGreaterThan(20);
      for (const limit of limits) {
        const fail = async () => {
          limitFiles(holder.pid, limit);
          return async () => limitFiles(holder.pid);
        };
        const found = await tryWhile(fail, holder);
        expect({ limit, found }).toEqual({ limit, found: { said: refused('unknown', 'disk I/O error'), restarted: 'before' } });
      }
    },
  });

  // Each call alone: the next one of the same process would succeed. The call is not made at all, so a flush that fails here has lost
  // nothing; that a restart finds the whole append after it is why it is refused as unknown.
  itWithTool('strace', 'is refused where one write alone fails, the disk broken or full, or the flush; reads go on, it is stored when sent again, and what a restart finds is whole', {
    timeoutMs: 120_000,
    test: async () => {
      using holder = startLogProcess();
      const failed: string[] = [];
      const tryWithout = (call: FailingCall) =>
        tryWhile(async () => {
          const one = await failOne(holder.pid, call);
          return async () => void failed.push(...(await one.end()).map(({ call: made, file }) => `${made} ${file}`));
        }, holder);
      const writes = (2 * (wal.after.length - wal.before.length)) / FRAME;
      for (let nth = 1; nth <= writes; nth += 1) {
        const broken = await tryWithout({ call: 'pwrite64', nth, error: 'EIO' });
        const full = await tryWithout({ call: 'pwrite64', nth, error: 'ENOSPC' });
        expect({ nth, broken, full }).toEqual({
          nth,
          broken: { said: refused('unknown', 'disk I/O error'), restarted: 'before' },
          full: { said: refused('no', 'database or disk is full'), restarted: 'before' },
        });
      }
      for (const error of ['EIO', 'ENOSPC'] as const)
        expect(await tryWithout({ call: 'fsync', nth: 1, error })).toEqual({ said: refused('unknown', 'disk I/O error'), restarted: 'after' });
      const inLog = [...Array.from({ length: 2 * writes }, () => 'pwrite64 log.db-wal'), 'fsync log.db-wal', 'fsync log.db-wal'];
      expect(failed).toEqual(inLog);
      // The second flush is of the folder, once after a start; SQLite takes no notice of how it ends, and the log's file had its name before.
      for (const last of [{ call: 'fsync', nth: 2, error: 'EIO' }, { call: 'fsync', nth: 3, error: 'EIO' }, { call: 'pwrite64', nth: writes + 1, error: 'EIO' }] as const)
        expect(await tryWithout(last)).toBe('stored');
      expect(failed).toEqual([...inLog, `fsync ${basename(folder)}`]);
    },
  });
});

const range = (from: number, to: number, step: number): number[] => Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);

const asAppend = (events: readonly RecordedEvent[]) => ({ to: events[0]?.stream ?? '', append: events.map(({ id, type, data, metadata }) => ({ id, type, data, metadata })) });

const refused = (written: 'no' | 'unknown', message: string) => ({ code: 'STORE_UNAVAILABLE', written, message: `SQLite: ${message}` });
