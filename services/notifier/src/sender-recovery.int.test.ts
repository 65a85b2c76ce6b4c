import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { police, referralRevoked, referralSentTo } from '@amana/app/testing/embedded-alerts';
import { until } from '@amana/app/testing/until';
import type { EventStore } from '@amana/ports/event-store';
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

  describe('after a crash', () => {
    it('between the attempt and its outcome in the log, the alert goes out again, under the same id', async () => {
      const { world, partner } = road;
      const sent = await sending.sentOne();
      const append: EventStore['append'] = (stream, expected, events) =>
        events[0]?.type === 'AlertDelivered' ? Promise.reject(away()) : world.events.append(stream, expected, events);
      await sending.whileSending(
        async (sender, reports) => {
          await until('the outcome was lost', () => reports.length === 1);
          expect(reports).toEqual([{ state: 'error', sent: false, ms: expect.any(Number) }]);
          expect(sender.status()).toEqual({ inFlight: 0, failures: expect.any(Number) });
          expect(sender.status().failures).toBeGreaterThan(0);
        },
        { events: { ...world.events, append } },
      );
      expect(await sending.row(sent)).toMatchObject({ state: 'PENDING', attempts: 1 });
      expect(world.output.lines[0]).toEqual({
        level: 'error',
        facts: { error: expect.any(StoreUnavailable), alertId: road.idOf(sent) },
        message: 'the log does not take the outcome of an alert: it is told again, and nothing is sent meanwhile',
      });

      world.advance(claimMs);
      await sending.whileSending(() => road.reaches(sent, 'DELIVERED'));
      expect(partner.hits.map(({ alertId }) => alertId)).toEqual([road.idOf(sent), road.idOf(sent)]);
      expect((await world.alert(road.idOf(sent))).events.slice(1).map(({ type, data }) => [type, data])).toEqual([
        ['AlertDelivered', { attempt: 2, at: expect.any(String) }],
      ]);
    });

    it('between the outcome in the log and the row, it does not go out again', async () => {
      const { world, partner } = road;
      const sent = await sending.sentOne();
      await sending.whileSending(
        async (_sender, reports) => {
          await until('the row was not settled', () => reports.length === 1);
        },
        { deliveries: { ...world.deliveries(), settle: () => Promise.reject(away()) } },
      );
      expect(await sending.row(sent)).toMatchObject({ state: 'PENDING', attempts: 1 });
      expect(await sending.types(sent)).toEqual(['AlertQueued', 'AlertDelivered']);

      world.advance(claimMs);
      await sending.whileSending(async (_sender, reports) => {
        await road.reaches(sent, 'DELIVERED');
        await until('it is reported', () => reports.length === 1);
        expect(reports).toEqual([{ state: 'DELIVERED', sent: false, ms: expect.any(Number) }]);
      });
      expect(partner.hits).toHaveLength(1);
      expect(await sending.types(sent)).toEqual(['AlertQueued', 'AlertDelivered']);
    });

    it('between the command that ends a gone endpoint and the outcome, the endpoint is not ended twice', async () => {
      const { world, partner } = road;
      partner.answer(() => 410);
      const sent = await sending.sentOne();
      const append: EventStore['append'] = (stream, expected, events) =>
        stream.startsWith('alert-') ? Promise.reject(away()) : world.events.append(stream, expected, events);
      await sending.whileSending(
        async (_sender, reports) => {
          await until('the outcome was lost', () => reports.length === 1);
        },
        { events: { ...world.events, append } },
      );
      world.advance(claimMs);
      await sending.whileSending(() => road.reaches(sent, 'PARKED'));
      expect((await world.events.readStream(`agency-${police.agencyId}`)).events.slice(2).map(({ type }) => type)).toEqual([
        'AlertSubscriptionEnded',
      ]);
      expect(await sending.row(sent)).toMatchObject({ reason: 'ENDPOINT_ENDED' });
      expect(partner.hits).toHaveLength(1);
    });
  });

  describe('after rows were lost', () => {
    it('they are there again, and nobody is alerted twice: what was delivered, parked or replaced stays so', async () => {
      const { world, partner } = road;
      partner.answer((hit) => (hit.body.includes('EMERGENCY') ? 410 : 200));
      const [, delivered] = await road.record(randomUUID(), referralSentTo(police, randomUUID()));
      const [, replaced, revoked] = await road.record(sending.caseId, [...referralSentTo(police, sending.referralId), referralRevoked(sending.referralId)]);
      const [, parked] = await road.record(randomUUID(), referralSentTo(police, randomUUID(), 'EMERGENCY'));
      await sending.queueAll();
      await sending.whileSending(
        async () => {
          await road.reaches(parked, 'PARKED');
          await road.reaches(delivered, 'PARKED');
          world.advance(1_000);
        },
        { mostInFlight: 1 },
      );
      expect(partner.hits).toHaveLength(1);
      expect((await sending.row(parked))?.reason).toBe('GONE');
      expect((await sending.row(delivered))?.reason).toBe('ENDPOINT_ENDED');
      const before = await world.events.head();

      world.loseWork();
      await sending.queueAll();
      await sending.whileSending(async () => {
        for (const event of [parked, delivered, revoked]) await road.reaches(event, 'PARKED');
      });
      expect(partner.hits).toHaveLength(1);
      expect((await sending.row(parked))?.reason).toBe('GONE');
      expect((await sending.row(replaced))?.state).toBe('REPLACED');
      expect(await world.events.head()).toBe(before);
    });

    it('what was delivered is DELIVERED again, without a request', async () => {
      const { world, partner } = road;
      const sent = await sending.sentOne();
      await sending.whileSending(() => road.reaches(sent, 'DELIVERED'));
      world.loseWork();
      await sending.queueAll();
      await sending.whileSending(() => road.reaches(sent, 'DELIVERED'));
      expect(partner.hits).toHaveLength(1);
      expect(await sending.types(sent)).toEqual(['AlertQueued', 'AlertDelivered']);
    });

    it('what had failed goes on where its schedule stood', async () => {
      const { world, partner } = road;
      partner.answer(() => 500);
      const sent = await sending.sentOne();
      await sending.whileSending(async () => {
        await road.attempted(sent, 1);
        world.advance(5_000);
        await road.attempted(sent, 2);
      });
      world.loseWork();
      await sending.queueAll();
      await sending.whileSending(async () => {
        await road.attempted(sent, 3);
        await until('the row is settled', async () => (await sending.row(sent))?.reason === 'HTTP_500');
      });
      const wait = Date.parse((await sending.row(sent))?.notBefore ?? '') - Date.parse(world.now());
      expect(wait).toBeGreaterThan(60_000);
      expect(wait).toBeLessThanOrEqual(120_000);
    });
  });
});
