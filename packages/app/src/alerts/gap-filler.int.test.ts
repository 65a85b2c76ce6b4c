import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { alertFact } from '@amana/domain/alert/events';
import type { RecordedEvent } from '@amana/ports/event-store';
import { StoreUnavailable } from '@amana/ports/failures';
import { v7 } from 'uuid';
import { recordRestore } from '../open-log.ts';
import { alertIdFor, createEmbeddedAlerts, police, referralRevoked, referralSentTo, type EmbeddedAlerts } from '../testing/embedded-alerts.ts';
import { until } from '../testing/until.ts';
import { createGapFiller, type GapFillerDeps, type GapFillerStatus } from './gap-filler.ts';
import { recordOutcome } from './record-outcome.ts';

const idOf = (event: RecordedEvent | undefined) => alertIdFor(event, police);

describe('filling gaps', () => {
  let world: EmbeddedAlerts;
  beforeEach(async () => {
    world = await createEmbeddedAlerts();
    await world.register(police);
    await world.subscribe(police, 'https://partner.example/amana');
  });
  afterEach(() => world.close());

  /** A filler that runs until it has made so many passes. */
  async function passes(wanted: number, changes: Partial<GapFillerDeps> = {}): Promise<GapFillerStatus> {
    const filler = createGapFiller({ ...world.deps(), everyMs: 1, ...changes });
    const run = filler.run();
    await until('the passes are made', () => filler.status().passes >= wanted);
    await filler.stop();
    await run;
    return filler.status();
  }

  /** How many pages of the log were read by whoever has these events. */
  function countingReads() {
    const from: (bigint | undefined)[] = [];
    const events: GapFillerDeps['events'] = {
      ...world.events,
      readLog: (after, options) => {
        from.push(after);
        return world.events.readLog(after, options);
      },
    };
    return { events, from };
  }

  it('what the topic lost gets its row, and the sender is woken', async () => {
    const [, sent] = await world.record(v7(), referralSentTo(police, v7()));
    let woken = 0;
    const { filled, failures } = await passes(2, { onQueued: () => (woken += 1) });
    expect({ filled, failures, woken }).toEqual({ filled: 1, failures: 0, woken: 1 });
    expect((await world.deliveries().find(idOf(sent)))?.state).toBe('PENDING');
    expect((await world.alert(idOf(sent))).types).toEqual(['AlertQueued']);
  });

  it('finds them over many pages, each case once for each page', async () => {
    const cases = Array.from({ length: 7 }, () => v7());
    const sent: RecordedEvent[] = [];
    for (const id of cases) sent.push(...(await world.record(id, [...referralSentTo(police, v7()), ...referralSentTo(police, v7())])));
    expect((await passes(1, { batchSize: 3 })).filled).toBe(14);
    expect(await world.deliveries().known(sent.filter(({ type }) => type === 'ReferralSent').map(idOf))).toHaveProperty('size', 14);
  });

  it('goes on from where the last pass ended, and in another era begins anew', async () => {
    await world.record(v7(), referralSentTo(police, v7()));
    await passes(1);
    const second = countingReads();
    await passes(1, { events: second.events });
    expect(second.from[0]).toBeGreaterThan(0n);
    const log = await recordRestore(world.log, { events: world.events, clock: world.clock, newId: () => v7() });
    const third = countingReads();
    expect((await passes(1, { events: third.events, log })).filled).toBe(1); // the row is renewed
    expect(third.from[0]).toBeUndefined();
  });

  it('rows that were lost are there again, and the log is told nothing twice', async () => {
    const [, sent] = await world.record(v7(), referralSentTo(police, v7()));
    await passes(1);
    await recordOutcome(idOf(sent), () => [alertFact('AlertDelivered', { attempt: 1, at: world.now() })], world.deps());
    const before = await world.events.head();
    world.loseWork();
    expect((await passes(1)).filled).toBe(1);
    expect(await world.events.head()).toBe(before);
    expect(await world.deliveries().find(idOf(sent))).toMatchObject({ state: 'PENDING', attempts: 0 });
  });

  it('rows that were lost while it runs, its own place not, are found missing in the next pass', async () => {
    const [, sent] = await world.record(v7(), referralSentTo(police, v7()));
    const filler = createGapFiller({ ...world.deps(), everyMs: 1 });
    const run = filler.run();
    await until('the first pass', () => filler.status().passes > 0);
    await world.deliveries().clear();
    await until('the row is back', async () => (await world.deliveries().find(idOf(sent))) !== undefined);
    await filler.stop();
    await run;
    expect(filler.status().filled).toBe(2);
  });

  it('also where only some of them were', async () => {
    await world.record(v7(), referralSentTo(police, v7()));
    const { events, from } = countingReads();
    const totals = [5, 5, 5, 4, 5, 5];
    const counts = async () => ({ PENDING: totals.shift() ?? 5, DELIVERED: 0, PARKED: 0, REPLACED: 0 });
    await passes(3, { events, deliveries: { ...world.deliveries(), counts } });
    expect(from.slice(0, 3).map((after) => after === undefined)).toEqual([true, false, false]);
    const fourth = countingReads();
    totals.splice(0, totals.length, 5, 5, 4, 4);
    await passes(2, { events: fourth.events, deliveries: { ...world.deliveries(), counts } });
    expect(fourth.from.slice(0, 2).map((after) => after === undefined)).toEqual([false, true]);
  });

  it('rows that were lost before it started, its own place not, are found missing at the start', async () => {
    const [, sent] = await world.record(v7(), referralSentTo(police, v7()));
    await passes(1);
    await world.deliveries().clear();
    await passes(1);
    expect((await world.deliveries().find(idOf(sent)))?.state).toBe('PENDING');
  });

  it('a rebuild has the same rows: what a last word replaced is replaced again', async () => {
    const referralId = v7();
    const [, sent, revoked] = await world.record(v7(), [...referralSentTo(police, referralId), referralRevoked(referralId)]);
    await passes(1);
    const rows = async () => Promise.all([idOf(sent), idOf(revoked)].map((id) => world.deliveries().find(id)));
    const before = await rows();
    expect(before.map((row) => row?.state)).toEqual(['REPLACED', 'PENDING']);
    world.loseWork();
    await passes(1, { batchSize: 1 });
    expect(await rows()).toEqual(before);
    expect((await world.alert(idOf(sent))).types).toEqual(['AlertQueued', 'AlertReplaced']);
  });

  it('a store that is away is tried again, visibly; a pass that broke off goes on from its last page', async () => {
    await world.record(v7(), referralSentTo(police, v7()));
    let adds = 0;
    const deliveries = {
      ...world.deliveries(),
      add: async (rows: Parameters<GapFillerDeps['deliveries']['add']>[0]) => {
        if (++adds === 1) throw new StoreUnavailable('away', { written: 'no' });
        return world.deliveries().add(rows);
      },
    };
    const waits: number[] = [];
    const status = await passes(1, { deliveries, backoffMs: (attempt) => waits.push(attempt) });
    expect(status).toMatchObject({ failures: 0, filled: 1 });
    expect(waits).toEqual([1]);
    expect(world.output.lines).toEqual([
      {
        level: 'warn',
        facts: { error: expect.any(StoreUnavailable), failures: 1 },
        message: 'a pass over the log for missing alerts failed: trying again',
      },
    ]);
  });

  it('anything else ends it loudly', async () => {
    const filler = createGapFiller({
      ...world.deps(),
      deliveries: { ...world.deliveries(), counts: () => Promise.reject(new TypeError('a bug')) },
    });
    await expect(filler.run()).rejects.toThrow(TypeError);
    await filler.stop();
  });

  it('an event of newer code before what is to be alerted ends it, and again after each start', async () => {
    const [caseId, referralId] = [v7(), v7()];
    await world.record(caseId, referralSentTo(police, referralId));
    await world.record(caseId, [{ type: 'ReferralTeleported', data: {} }]);
    await world.record(caseId, [referralRevoked(referralId)]);
    for (const _start of [1, 2]) {
      const filler = createGapFiller(world.deps());
      await expect(filler.run()).rejects.toMatchObject({ code: 'NEWER_EVENT' });
      expect(filler.status()).toEqual({ failures: 0, passes: 0, filled: 0 });
    }
  });

  it('stops while it waits for the next hour, and twice', async () => {
    const filler = createGapFiller(world.deps());
    const run = filler.run();
    await until('the first pass', () => filler.status().passes === 1);
    await filler.stop();
    await filler.stop();
    await run;
    expect(filler.status().passes).toBe(1);
  });
});
