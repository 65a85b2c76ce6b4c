import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { police, referralRevoked, referralSentTo } from '@amana/app/testing/embedded-alerts';
import { until } from '@amana/app/testing/until';
import { StoreUnavailable } from '@amana/ports/failures';
import { createRunningNotifier, type RunningNotifier } from './testing/running-notifier.ts';
import { claimMs, createSendingProcess, type SendingProcess } from './testing/sending-process.ts';

const away = () => new StoreUnavailable('away', { written: 'no' });

describe('sender', () => {
  let road: RunningNotifier;
  let sending: SendingProcess;
  beforeEach(async () => {
    road = await createRunningNotifier();
    sending = createSendingProcess(road);
  });
  afterEach(() => road.close());

  it('nothing older than 14 days goes out before an operator lets it go', async () => {
    const { world, partner } = road;
    const [, sent] = await road.record(sending.caseId, referralSentTo(police, sending.referralId));
    world.advance(14 * 24 * 3_600_000 + 1_000);
    await sending.queueAll();
    await sending.whileSending(async () => {
      await road.reaches(sent, 'PARKED');
      expect(await sending.row(sent)).toMatchObject({ reason: 'TOO_OLD' });
      expect(await sending.types(sent)).toEqual(['AlertQueued', 'AlertParked']);
      expect(partner.connections()).toBe(0);
      world.advance(1_000);
      await world.deliveries().unpark(police.agencyId, world.now());
      await road.reaches(sent, 'DELIVERED');
    });
    expect(partner.hits).toHaveLength(1);
  });

  it('what a clock that was ahead has parked for its age goes out when the clock is right and an operator lets it go, also after a failed attempt', async () => {
    const { world, partner } = road;
    const sent = await sending.sentOne();
    const ahead = 60 * 24 * 3_600_000;
    world.advance(ahead);
    await sending.whileSending(() => road.reaches(sent, 'PARKED'));
    world.advance(-ahead);
    expect(await sending.row(sent)).toMatchObject({ reason: 'TOO_OLD' });
    partner.answer((_hit, count) => (count === 1 ? 503 : 204));
    await world.deliveries().unpark(police.agencyId, world.now());
    await sending.whileSending(async () => {
      await road.attempted(sent, 1);
      world.advance(60_000);
      await road.reaches(sent, 'DELIVERED');
    });
    expect(partner.hits.map(({ alertId }) => alertId)).toEqual([road.idOf(sent), road.idOf(sent)]);
    expect(await sending.types(sent)).toEqual(['AlertQueued', 'AlertParked', 'AlertDeliveryFailed', 'AlertDelivered']);
  });

  it('a row of another log is parked, and this log hears nothing of it', async () => {
    const { world, partner } = road;
    const sent = await sending.sentOne();
    const known = await sending.row(sent);
    if (known === undefined) throw new Error('no row');
    const {
      state: _state,
      attempts: _attempts,
      notBefore: _notBefore,
      reason: _reason,
      ...stranger
    } = { ...known, alertId: randomUUID(), eventId: randomUUID(), subject: 'x' };
    await world.deliveries().add([stranger]);
    await sending.whileSending(() =>
      until('it is parked', async () => (await world.deliveries().find(stranger.alertId))?.state === 'PARKED'),
    );
    expect(await world.deliveries().find(stranger.alertId)).toMatchObject({ reason: 'NOT_IN_LOG' });
    expect((await world.alert(stranger.alertId)).types).toEqual([]);
    expect(partner.hits.filter(({ alertId }) => alertId === stranger.alertId)).toEqual([]);
  });

  it('without a secret nothing goes out unsigned: it is tried again, and the operator is told', async () => {
    const { world, partner } = road;
    const sent = await sending.sentOne();
    await sending.whileSending(() => until('it failed', async () => (await sending.row(sent))?.reason === 'SECRET_MISSING'), {
      keyring: { secrets: async () => [] },
    });
    expect(partner.connections()).toBe(0);
    expect(world.output.lines).toEqual([
      {
        level: 'error',
        facts: { endpointId: road.endpoint.endpointId },
        message: 'the keyring holds no secret of this endpoint: was it restored from an older copy?',
      },
    ]);
  });

  it('a secret that we lack says nothing of the partner: its other alerts are not held up', async () => {
    for (let n = 0; n < 9; n++) await road.record(randomUUID(), referralSentTo(police, randomUUID()));
    await sending.queueAll();
    await sending.whileSending((_sender, reports) => until('each was tried', () => reports.length === 9), { keyring: { secrets: async () => [] } });
    expect(road.partner.connections()).toBe(0);
  });

  it('a partner that is down is left alone after three failures, and tried again later', async () => {
    const { world, partner } = road;
    partner.answer(() => 500);
    for (let n = 0; n < 9; n++) await road.record(randomUUID(), referralSentTo(police, randomUUID()));
    await sending.queueAll();
    await sending.whileSending(async (sender, reports) => {
      await until('the circuit is open', () => reports.length >= 3 && sender.status().inFlight === 0);
      const first = partner.hits.length;
      expect([3, 4]).toContain(first);
      partner.answer(() => 200);
      world.advance(10_000);
      await until('all are there', async () => (await world.deliveries().counts()).DELIVERED === 9);
      expect(partner.hits).toHaveLength(first + 9);
      expect(sender.status()).toEqual({ inFlight: 0, failures: 0 });
    });
  });

  it('no more attempts are under way than it may have, over all partners', async () => {
    const { world, partner } = road;
    let underWay = 0;
    const most: number[] = [];
    partner.answer(async () => {
      underWay += 1;
      most.push(underWay);
      for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
      underWay -= 1;
      return 200;
    });
    for (let n = 0; n < 6; n++) await road.record(randomUUID(), referralSentTo(police, randomUUID()));
    await sending.queueAll();
    await sending.whileSending(() => until('all are there', async () => (await world.deliveries().counts()).DELIVERED === 6), { mostInFlight: 1 });
    expect(most).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('stop waits for the attempt in hand, and begins no other', async () => {
    const { partner } = road;
    const hanging = Promise.withResolvers<number>();
    partner.answer(() => hanging.promise);
    const sent = await sending.sentOne();
    await sending.whileSending(async (sender) => {
      await until('it is under way', () => partner.hits.length === 1);
      const [, other] = await road.record(randomUUID(), referralSentTo(police, randomUUID()));
      await sending.queueAll();
      await until('both are under way', () => partner.hits.length === 2);
      const [, third] = await road.record(randomUUID(), referralSentTo(police, randomUUID()));
      await sending.queueAll();
      const stopping = Promise.all([sender.stop(), sender.stop()]);
      expect(sender.status().inFlight).toBe(2);
      hanging.resolve(200);
      await stopping;
      expect(sender.status().inFlight).toBe(0);
      expect([(await sending.row(sent))?.state, (await sending.row(other))?.state, (await sending.row(third))?.state]).toEqual([
        'DELIVERED',
        'DELIVERED',
        'PENDING',
      ]);
    });
  });

  it('stop cuts off an attempt that does not end: it is due again, under the same id', async () => {
    const { partner } = road;
    partner.answer(() => new Promise(() => undefined));
    const sent = await sending.sentOne();
    await sending.whileSending(
      async (sender) => {
        await until('it is under way', () => partner.hits.length === 1);
        await sender.stop();
        expect(sender.status()).toEqual({ inFlight: 0, failures: 0 });
      },
      { stopGraceMs: 20 },
    );
    expect(await sending.row(sent)).toMatchObject({ state: 'PENDING', attempts: 1, reason: 'STOPPED' });
    expect(await sending.types(sent)).toEqual(['AlertQueued', 'AlertDeliveryFailed']);
  });

  it('where two had the same alert in hand, what was delivered stays delivered', async () => {
    const { world, partner } = road;
    const first = Promise.withResolvers<number>();
    partner.answer((_hit, count) => (count === 1 ? first.promise : 200));
    const sent = await sending.sentOne();
    await sending.whileSending(async (_slow, reports) => {
      await until('it is under way', () => partner.hits.length === 1);
      world.advance(claimMs);
      await sending.whileSending(() => road.reaches(sent, 'DELIVERED'));
      first.resolve(500);
      await until('the slow one has ended', () => reports.length > 0);
    });
    expect(await sending.types(sent)).toEqual(['AlertQueued', 'AlertDelivered']);
    expect(await sending.row(sent)).toMatchObject({ state: 'DELIVERED', attempts: 2 });
  });

  it('a last word that comes between the outcome in the log and the row does not say that it was replaced', async () => {
    const { world } = road;
    const sent = await sending.sentOne();
    await sending.whileSending(
      async (_sender, reports) => {
        await until('the row was not settled', () => reports.length === 1);
      },
      { deliveries: { ...world.deliveries(), settle: () => Promise.reject(away()) } },
    );
    await road.record(sending.caseId, [referralRevoked(sending.referralId)]);
    await sending.queueAll();
    expect((await sending.row(sent))?.state).toBe('REPLACED');
    expect(await sending.types(sent)).toEqual(['AlertQueued', 'AlertDelivered']);
  });

  it('lets others have turns while it settles many rows from the log', async () => {
    const sent = await Promise.all(
      Array.from({ length: 40 }, async () => (await road.record(randomUUID(), referralSentTo(police, randomUUID())))[1]),
    );
    await sending.queueAll();
    const all = (state: 'DELIVERED') => until('all are there', async () => (await road.world.deliveries().counts())[state] === sent.length);
    await sending.whileSending(() => all('DELIVERED'));
    road.world.loseWork();
    await sending.queueAll();
    let turns = 0;
    let settled = 0;
    let next = setImmediate(function count() {
      turns += 1;
      next = setImmediate(count);
    });
    const turnsAt: number[] = [];
    await sending.whileSending(() => until('all are settled', () => settled === sent.length), {
      onReport: () => {
        settled += 1;
        turnsAt.push(turns);
      },
    });
    clearImmediate(next);
    expect(new Set(turnsAt).size).toBeGreaterThan(sent.length / 4);
    expect(road.partner.hits).toHaveLength(sent.length);
  });

  it('sleeps until something may be due, and is woken before', async () => {
    const { world, partner } = road;
    partner.answer(() => 500);
    const waits: number[] = [];
    await sending.whileSending(
      async (sender) => {
        await until('it rests', () => waits.length === 1);
        const sent = await sending.sentOne();
        sender.wake();
        await road.attempted(sent, 1);
        await until('it rests again', () => waits.some((ms) => ms > 4_000 && ms <= 5_000));
      },
      {
        idleMs: 60_000,
        sleep: (ms, signal) => {
          waits.push(ms);
          return world.deps().sleep(ms, signal);
        },
      },
    );
    expect(waits[0]).toBe(60_000);
  });
});
