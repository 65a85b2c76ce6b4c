import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemEvent } from '@amana/app/system-event';
import { alertFact } from '@amana/domain/alert/events';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createLogger } from '@amana/platform/logger';
import { StoreUnavailable } from '@amana/ports/failures';
import { v7 } from 'uuid';
import { openBase } from './open-base.ts';
import { openStores } from './open-stores.ts';
import { settings as settingsOf } from './settings.ts';

const output = createLogger({ level: 'silent', name: 'test' });

describe('what all parts of a process share', () => {
  let folder: string;
  let stores: Awaited<ReturnType<typeof openStores>>;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'amana-base-'));
    stores = await openStores(settingsOf.standalone.parse({ AMANA_DATA: folder }), output);
  });
  afterEach(async () => {
    await stores.close();
    rmSync(folder, { recursive: true });
  });

  const open = (changes: Partial<typeof stores> = {}, makesLog = true) => openBase({ purpose: 'training', stores: { ...stores, ...changes }, output, makesLog });

  it('an empty log is made once, and is the same for whoever opens it then', async () => {
    const { log, era } = await open();
    expect(log).toEqual({ logId: expect.any(String), era: era(), purpose: 'training' });
    expect((await open({}, false)).log).toEqual(log);
  });

  it('engines that do not answer yet are waited for', async () => {
    let calls = 0;
    const readStream: typeof stores.events.readStream = (...args) => {
      calls += 1;
      return calls < 3 ? Promise.reject(new StoreUnavailable('starting', { written: 'no' })) : stores.events.readStream(...args);
    };
    const { log } = await open({ events: { ...stores.events, readStream } });
    expect(log.purpose).toBe('training');
    expect(calls).toBe(3);
  });

  it('a service that makes no log waits for the one that does', async () => {
    const waiting = open({}, false);
    const { log } = await open();
    expect((await waiting).log).toEqual(log);
  });

  describe('where the clock stands before the log', () => {
    beforeEach(async () => {
      const { log } = await open();
      const time = { recordedAt: '2999-01-01T00:00:00.000Z', clock: 'ok' } as const;
      await stores.events.append('alert-1', 'no-stream', [systemEvent(alertFact('AlertReplaced', { at: time.recordedAt }), { id: v7(), logId: log.logId, time })]);
    });
    afterEach(() => void jest.useRealTimers());

    it('nothing that the start says of the log has a time that anybody trusts', async () => {
      const seen: string[] = [];
      const checkLog: typeof stores.checkLog = async (log, deps) => {
        seen.push(deps.clock.now().clock);
        return log;
      };
      await open({ checkLog });
      expect(seen).toEqual(['unconfirmed']);
    });

    it('a process that nobody asks anything looks for a confirmation all the same', async () => {
      jest.useFakeTimers({ doNotFake: ['Date', 'performance', 'setTimeout', 'setImmediate', 'nextTick', 'queueMicrotask'] });
      let looks = 0;
      const projections = () => {
        looks += 1;
        return stores.rows.projections();
      };
      await open({ rows: { ...stores.rows, projections } });
      const before = looks;
      jest.advanceTimersByTime(10_000);
      expect(looks).toBe(before + 1);
    });
  });

  it('what no waiting can mend is told at once', async () => {
    await open();
    await expect(openBase({ purpose: 'production', stores, output, makesLog: true })).rejects.toMatchObject({ code: 'LOG_PURPOSE' });
  });
});
