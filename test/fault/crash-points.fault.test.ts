import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEmbeddedReading, type EmbeddedReading } from '@amana/app/testing/embedded-reading';
import { verify } from '@amana/app/verify/verify';
import { identificationFact } from '@amana/domain/case/identification/events';
import type { RecordedEvent } from '@amana/ports/event-store';
import { createSqliteEventStore, type SqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { wholeLog } from '../testing/log-of.ts';

const FRAME = 24 + 4_096; // a page with its head, as SQLite writes them one after the other into its write-ahead log
const STEP = 1_021; // a prime: no two cuts stand at the same place of a page

/**
 * One append of three sealed events, cut off wherever a kill can have cut it: SQLite only ever writes behind what stands in its
 * write-ahead log, so what a killed process leaves is a beginning of what it would have written.
 */
describe('an append that is cut off at any of its writes', () => {
  let reading: EmbeddedReading;
  let folder: string;
  let wal: { before: Buffer; after: Buffer };
  let log: { before: RecordedEvent[]; after: RecordedEvent[] };
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
    wal = { before: before.wal, after: after.wal };
    log = { before: before.log, after: after.log };
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

  /** Opens the log as such a process has left it. */
  async function openLeft<T>(bytes: Uint8Array, use: (store: SqliteEventStore) => Promise<T>): Promise<T> {
    rmSync(at('log.db-shm'), { force: true });
    copyFileSync(at('as-it-was.db'), at('log.db'));
    writeFileSync(at('log.db-wal'), bytes);
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
      const own = log.after.slice(log.before.length);
      expect(await store.append(own[0]?.stream ?? '', 'no-stream', own)).toMatchObject({ revision: own.length - 1 });
      expect(await wholeLog(store)).toEqual(log.after);
      return found.length === log.after.length ? 'after' : 'before';
    });
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
});

const range = (from: number, to: number, step: number): number[] => Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);
