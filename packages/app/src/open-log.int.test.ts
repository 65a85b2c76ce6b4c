import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStore } from '@amana/ports/event-store';
import type { ReadModelStore } from '@amana/ports/read-model-store';
import { createSqliteEventStore, type SqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { createSqliteReadModelStore } from '@amana/store-embedded/sqlite-read-model-store';
import { openWorkDatabase } from '@amana/store-embedded/work-database';
import { v7 } from 'uuid';
import { noticeRestore, refuseRestored } from './notice-restore.ts';
import { findLog, isSameLog, openLog, recordRestore, type OpenLog } from './open-log.ts';

const clock = { now: () => ({ recordedAt: '2022-06-15T10:00:00.000Z', clock: 'ok' }) as const };

describe('the log knows itself', () => {
  let folder: string;
  let store: SqliteEventStore;
  let work: ReturnType<typeof openWorkDatabase>;
  let rows: ReadModelStore;
  const path = () => join(folder, 'log.db');
  const deps = (events: EventStore = store) => ({ events, rows, newId: () => v7(), clock });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'amana-log-'));
    store = createSqliteEventStore({ path: path() });
    work = openWorkDatabase(join(folder, 'work.db'));
    rows = createSqliteReadModelStore(work);
  });
  afterEach(() => {
    store.close();
    work.close();
    rmSync(folder, { recursive: true });
  });

  const typesOfLog = async () => (await store.readStream('log')).events.map(({ type }) => type);
  async function happen(stream: string): Promise<void> {
    await store.append(stream, (await store.readStream(stream)).head, [{ id: v7(), type: 'Happened', data: {}, metadata: {} }]);
  }
  /** As a worker leaves it that has handled everything. */
  async function checkpointAtHead({ era }: OpenLog): Promise<void> {
    const last = await store.readAt((await store.head()) ?? 0n);
    await rows.ensure({ name: 'test-list_v1', indexes: [] });
    const from = await rows.checkpoint('test-list_v1');
    await rows.apply('test-list_v1', { rows: [], from, to: { era, position: last?.position ?? 0n, eventId: last?.id ?? '' } });
  }

  it('an empty store becomes a log, once, with an id, a purpose and an era; afterwards it is read', async () => {
    const made = await openLog('demo', deps());
    const { events } = await store.readStream('log');
    expect(events).toEqual([
      {
        id: made.era,
        stream: 'log',
        revision: 0,
        position: expect.any(BigInt),
        type: 'LogCreated',
        data: { logId: made.logId, purpose: 'demo' },
        metadata: {
          schemaVersion: 1,
          controller: made.logId,
          occurredAt: { value: '2022-06-15T10:00:00.000Z', precision: 'instant', zone: 'UTC' },
          recordedAt: '2022-06-15T10:00:00.000Z',
          clock: 'ok',
          actor: { userId: 'system', role: 'SYS', agencyId: made.logId },
          commandId: made.era,
          commandIndex: [0, 1],
          correlationId: made.era,
          rules: [],
          legalBasis: [],
          consentIds: [],
          grants: [],
        },
      },
    ]);
    expect(made).toEqual({ logId: expect.stringMatching(/^[0-9a-f-]{36}$/), era: expect.stringMatching(/^[0-9a-f-]{36}$/), purpose: 'demo' });
    expect(made.logId).not.toBe(made.era);
    expect(await openLog('demo', deps())).toEqual(made);
    expect(await typesOfLog()).toEqual(['LogCreated']);
  });

  it('two processes that begin at once agree on one log', async () => {
    // Both look before either writes: the one that comes second is told of another revision.
    const gate = Promise.withResolvers<void>();
    let waiting = 0;
    const slow: EventStore = {
      ...store,
      append: async (...args) => {
        waiting += 1;
        if (waiting === 2) gate.resolve();
        await gate.promise;
        return store.append(...args);
      },
    };
    const [one, other] = await Promise.all([openLog('training', deps(slow)), openLog('training', deps(slow))]);
    expect(waiting).toBe(2);
    expect(other).toEqual(one);
    expect(await typesOfLog()).toEqual(['LogCreated']);
  });

  it.each([
    ['training', 'production'],
    ['production', 'training'],
    ['production', 'demo'],
  ] as const)('a log made for %s is not opened for %s', async (made, asked) => {
    await openLog(made, deps());
    await expect(openLog(asked, deps())).rejects.toMatchObject({
      code: 'LOG_PURPOSE',
      retryable: false,
      message: `this log was made for ${made}; AMANA_LOG_PURPOSE says ${asked}: set it right, or use another data folder`,
    });
    expect(await typesOfLog()).toEqual(['LogCreated']);
  });

  it('a store that holds events but no log is somebody else’s', async () => {
    await happen('case-1');
    await expect(openLog('training', deps())).rejects.toMatchObject({ code: 'LOG_FOREIGN', retryable: false });
    expect(await typesOfLog()).toEqual([]);
  });

  it('an answer that was lost at the creation is not taken for another process’s', async () => {
    const broken: EventStore = { ...store, append: () => Promise.reject(new Error('gone')) };
    await expect(openLog('training', deps(broken))).rejects.toThrow('gone');
  });

  /** Puts back a copy of the log that was made before `since`. */
  async function restoredAfter(since: () => Promise<void>): Promise<void> {
    store.close();
    copyFileSync(path(), join(folder, 'backup.db'));
    store = createSqliteEventStore({ path: path() });
    await since();
    store.close();
    for (const suffix of ['-wal', '-shm']) rmSync(path() + suffix, { force: true });
    copyFileSync(join(folder, 'backup.db'), path());
    store = createSqliteEventStore({ path: path() });
  }

  it('nothing is said where the log is the one that the workers know, or where no worker ever was', async () => {
    const log = await openLog('training', deps());
    expect(await noticeRestore(log, deps())).toBe(log);
    await happen('case-1');
    await checkpointAtHead(log);
    expect(await noticeRestore(log, deps())).toBe(log);
    expect(await typesOfLog()).toEqual(['LogCreated']);
  });

  it('a log restored from an older copy is noticed by what a worker has seen: a new era begins, once', async () => {
    const log = await openLog('training', deps());
    await happen('case-1');
    await restoredAfter(async () => {
      await happen('case-1');
      await checkpointAtHead(log);
    });
    const restored = await noticeRestore(await openLog('training', deps()), deps());
    const last = (await store.readStream('log')).events.at(-1);
    expect(last).toMatchObject({ type: 'LogRestored', revision: 1, data: { logId: log.logId }, metadata: { actor: { role: 'SYS' }, commandId: last?.id } });
    expect(restored).toEqual({ ...log, era: last?.id });
    expect(restored.era).not.toBe(log.era);

    const opened = await openLog('training', deps());
    expect(opened).toEqual(restored);
    expect(await noticeRestore(opened, deps())).toEqual(restored); // the checkpoint of the older era says nothing any more
    expect(await typesOfLog()).toEqual(['LogCreated', 'LogRestored']);
  });

  it('also where the copy has gone on, so that another event stands at the place', async () => {
    const log = await openLog('training', deps());
    await restoredAfter(async () => {
      await happen('case-1');
      await checkpointAtHead(log);
    });
    await happen('case-2');
    await happen('case-2');
    expect((await noticeRestore(await openLog('training', deps()), deps())).era).not.toBe(log.era);
    expect(await typesOfLog()).toEqual(['LogCreated', 'LogRestored']);
  });

  it('where many processes share the log nobody begins an era by himself: nothing starts, and the operator is told what to run', async () => {
    const log = await openLog('training', deps());
    await happen('case-1');
    await checkpointAtHead(log);
    expect(await refuseRestored(log, deps())).toBeUndefined();
    await restoredAfter(async () => {
      await happen('case-1');
      await checkpointAtHead(log);
    });
    const refused = refuseRestored(await openLog('training', deps()), deps());
    await expect(refused).rejects.toMatchObject({ code: 'LOG_RESTORED', retryable: false, message: expect.stringContaining('npm run amana -- restored') });
    expect(await typesOfLog()).toEqual(['LogCreated']);
    expect(await refuseRestored(await recordRestore(log, deps()), deps())).toBeUndefined(); // said by the operator
  });

  it('whoever makes no log is told that there is none, and finds the one that is made', async () => {
    expect(await findLog('training', deps())).toBeUndefined();
    expect(await typesOfLog()).toEqual([]);
    const made = await openLog('training', deps());
    expect(await findLog('training', deps())).toEqual(made);
    await expect(findLog('production', deps())).rejects.toMatchObject({ code: 'LOG_PURPOSE' });
  });

  it('isSameLog: the event at the checkpoint is the one that was handled', async () => {
    const { era } = await openLog('training', deps());
    const position = (await store.head()) ?? 0n;
    expect(await isSameLog({ era, position, eventId: era }, store)).toBe(true);
    expect(await isSameLog({ era, position, eventId: v7() }, store)).toBe(false);
    expect(await isSameLog({ era, position: position + 1n, eventId: era }, store)).toBe(false);
  });
});
