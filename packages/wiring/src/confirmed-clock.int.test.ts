import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { confirmClock, findConfirmation } from '@amana/app/clock/confirm-clock';
import { openConfirmableClock } from '@amana/app/clock/confirmable-clock';
import { systemEvent } from '@amana/app/system-event';
import { until } from '@amana/app/testing/until';
import { createClock } from '@amana/platform/clock';
import { StoreUnavailable } from '@amana/ports/failures';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { createSqliteReadModelStore } from '@amana/store-embedded/sqlite-read-model-store';
import { openWorkDatabase } from '@amana/store-embedded/work-database';
import { v7 } from 'uuid';

const NOON = '2026-03-01T12:00:00.000Z';
const [SECOND, MINUTE, DAY] = [1_000, 60_000, 24 * 3_600_000];
const log = { logId: v7(), era: 'era-1', purpose: 'training' } as const;

describe('a clock that an operator confirms', () => {
  let folder: string;
  let events: ReturnType<typeof createSqliteEventStore>;
  let work: ReturnType<typeof openWorkDatabase>;
  let fed: { wall: number; monotonic: number };
  let warned: [object, string][];
  let looks: number;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'amana-clock-'));
    events = createSqliteEventStore({ path: join(folder, 'log.db') });
    work = openWorkDatabase(join(folder, 'work.db'));
    fed = { wall: Date.parse(NOON), monotonic: 0 };
    [warned, looks] = [[], 0];
    await record(NOON);
  });
  afterEach(() => {
    work.close();
    events.close();
    rmSync(folder, { recursive: true });
  });

  const rows = () => createSqliteReadModelStore(work);
  const pass = (ms: number): void => {
    fed.wall += ms;
    fed.monotonic += ms;
  };
  const jump = (ms: number): void => {
    fed.wall += ms;
  };
  const iso = (ms = 0): string => new Date(fed.wall + ms).toISOString();
  const output = { warn: (facts: object, message: string) => void warned.push([facts, message]) };

  async function record(recordedAt: string): Promise<void> {
    const { head } = await events.readStream('log');
    await events.append('log', head, [systemEvent({ type: 'LogRestored', data: { logId: log.logId } }, { id: v7(), logId: log.logId, time: { recordedAt, clock: 'ok' } })]);
  }

  /** A process that starts now. */
  async function start(changes: Partial<Parameters<typeof openConfirmableClock>[1]> = {}) {
    const store = rows();
    const counted = { ...store, projections: async () => ((looks += 1), store.projections()) };
    return openConfirmableClock(createClock({ wall: () => fed.wall, monotonic: () => fed.monotonic }), { events, rows: counted, log, output, monotonic: () => fed.monotonic, ...changes });
  }
  type Clock = Awaited<ReturnType<typeof start>>;

  const confirm = (at = iso(), era: string = log.era) => confirmClock({ events, rows: rows(), log: { era }, clock: { now: () => ({ recordedAt: at }) } });
  /** It has looked, and what it found is done. */
  async function afterALook(clock: Clock): Promise<string> {
    pass(SECOND);
    const before = looks;
    clock.now();
    await until('it has looked', () => looks > before || clock.now().clock === 'ok');
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    return clock.now().clock;
  }

  it('after a jump it stays unconfirmed until then, and is trusted within a second of it, in each process', async () => {
    const [one, other] = [await start(), await start()];
    jump(MINUTE);
    expect([one.now(), other.now()]).toEqual(Array.from({ length: 2 }, () => ({ recordedAt: '2026-03-01T12:01:00.000Z', clock: 'unconfirmed' })));
    expect([await afterALook(one), await afterALook(other)]).toEqual(['unconfirmed', 'unconfirmed']);
    await confirm();
    expect([await afterALook(one), await afterALook(other)]).toEqual(['ok', 'ok']);
    expect(warned).toEqual([]);
    jump(-MINUTE);
    expect(await afterALook(one)).toBe('unconfirmed'); // what was said before holds for no later jump
    expect(await afterALook(one)).toBe('unconfirmed');
    await confirm();
    expect(await afterALook(one)).toBe('ok');
  });

  it('a wrong time ahead that the log trusted holds up no start after it, though all of the log is shown again', async () => {
    await record('2099-01-01T00:00:00.000Z');
    expect((await start()).now().clock).toBe('unconfirmed');
    await confirm();
    pass(DAY);
    const clock = await start();
    for (const { metadata, position } of (await events.readLog(undefined, { limit: 100 })).events) clock.sawInLog(metadata['recordedAt'] as string, position);
    expect(clock.now()).toEqual({ recordedAt: '2026-03-02T12:00:00.000Z', clock: 'ok' });
    await record(iso(6 * MINUTE));
    expect((await start()).now().clock).toBe('unconfirmed'); // what the log shows afterwards counts
  });

  it('one that runs is trusted too, and minds what the log showed since', async () => {
    const clock = await start();
    await record('2099-01-01T00:00:00.000Z');
    const wrong = await events.head();
    clock.sawInLog('2099-01-01T00:00:00.000Z', wrong ?? 0n);
    expect(clock.now().clock).toBe('unconfirmed');
    await confirm();
    expect(await afterALook(clock)).toBe('ok');
    clock.sawInLog('2099-01-01T00:00:00.000Z', wrong ?? 0n);
    expect(clock.now().clock).toBe('ok');
    clock.sawInLog(iso(6 * MINUTE), (wrong ?? 0n) + 1n);
    expect(clock.now().clock).toBe('unconfirmed');
  });

  it('one that was set back since is not trusted at its start: the confirmation is a time, too', async () => {
    await confirm();
    jump(-5 * MINUTE - 1);
    expect((await start()).now().clock).toBe('unconfirmed');
  });

  it.each([
    ['ahead of', 5 * MINUTE + 1 - SECOND, 1],
    ['behind', -5 * MINUTE - 1 - SECOND, 0],
  ])('one that stands more than five minutes %s the confirmed one is not trusted; set right and confirmed again, it is', async (_where, ms, warnings) => {
    const clock = await start();
    jump(ms);
    await confirm(iso(-ms));
    expect(await afterALook(clock)).toBe('unconfirmed');
    expect(await afterALook(clock)).toBe('unconfirmed');
    expect(warned.map(([, message]) => message)).toEqual(Array.from({ length: warnings }, () => 'the clock stands more than five minutes ahead of the one that an operator has confirmed: it is not taken for right'));
    jump(-ms);
    await confirm();
    expect(await afterALook(clock)).toBe('ok');
  });

  it('a confirmation of another era says nothing, and the next one takes its place', async () => {
    await record('2099-01-01T00:00:00.000Z');
    await confirm(iso(), 'era-0');
    expect(await findConfirmation({ rows: rows(), log })).toBeUndefined();
    expect((await start()).now().clock).toBe('unconfirmed');
    const said = await confirm();
    expect(said).toEqual({ at: NOON, position: await events.head() });
    expect(await findConfirmation({ rows: rows(), log })).toEqual(said);
    expect((await start()).now().clock).toBe('ok');
  });

  it('where the read models are away it looks again, once a second at most, and never while it is trusted', async () => {
    let away = true;
    const store = rows();
    const projections = async () => ((looks += 1), away ? Promise.reject(new StoreUnavailable('away', { written: 'no' })) : store.projections());
    away = false;
    const clock = await start({ rows: { ...store, projections } });
    const atStart = looks;
    for (let second = 0; second < 5; second++) {
      expect(clock.now().clock).toBe('ok');
      pass(SECOND);
    }
    expect(looks).toBe(atStart);
    away = true;
    jump(MINUTE);
    for (let reading = 0; reading < 5; reading++) expect(clock.now().clock).toBe('unconfirmed');
    await until('it says so', () => warned.length > 0);
    expect([looks, warned]).toEqual([atStart + 1, [[{ error: expect.any(StoreUnavailable) }, 'whether an operator has confirmed the clock cannot be read: looking again']]]);
    away = false;
    await confirm();
    expect(await afterALook(clock)).toBe('ok');
  });
});
