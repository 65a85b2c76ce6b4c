import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AGENCY } from '@amana/app/testing/embedded-app';
import { health, police, referralRevoked, referralSentTo, type Partner } from '@amana/app/testing/embedded-alerts';
import { createRelay } from '@amana/app/relay/relay';
import { until } from '@amana/app/testing/until';
import { referralFact } from '@amana/domain/case/referral/events';
import type { RecordedEvent } from '@amana/ports/event-store';
import { StoreUnavailable } from '@amana/ports/failures';
import { createRunningNotifier, type RunningNotifier } from './testing/running-notifier.ts';
import { verify } from './testing/partner-server.ts';

const ngo: Partner = { agencyId: AGENCY, kind: 'NGO' };
const acceptedFact = (referralId: string) => referralFact('ReferralAccepted', { referralId });
const completedFact = (referralId: string) => referralFact('ReferralCompleted', { referralId, outcome: 'SERVED_FULLY' });
const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);

describe('from the log to the partner', () => {
  let road: RunningNotifier;
  const [caseId, referralId] = [randomUUID(), randomUUID()];
  beforeEach(async () => {
    road = await createRunningNotifier();
  });
  afterEach(() => road.close());

  it('I-110: the partner gets one signed alert with exactly the allowed fields, over the topic, and the log says that it did', async () => {
    const { world, partner, endpoint } = road;
    await road.whileRunning(async () => {
      const [, sent] = await road.record(caseId, referralSentTo(police, referralId, 'URGENT'));
      await road.reaches(sent, 'DELIVERED');
      expect(partner.hits).toHaveLength(1);
      const [hit] = partner.hits;
      const payload = verify(hit, endpoint.secret) as { data: { referralId: string } };
      expect(payload).toEqual({
        type: 'referral.sent',
        timestamp: sent?.metadata['recordedAt'],
        data: {
          alertId: road.idOf(sent),
          kind: 'REFERRAL_SENT',
          priority: 'URGENT',
          referralId: uuid,
          service: 'MEDICAL',
          dueAt: '2022-07-01T08:00:00.000Z',
          link: `https://amana.example/v1/referrals/${payload.data.referralId}`,
        },
      });
      for (const secret of [caseId, referralId, sent?.id ?? '', String(sent?.position)]) expect(hit?.body).not.toContain(`"${secret}"`);
      expect(hit).toMatchObject({ method: 'POST', path: '/amana', alertId: road.idOf(sent) });
      const { events } = await world.alert(road.idOf(sent));
      expect(events.map(({ type, data }) => [type, data])).toEqual([
        ['AlertQueued', expect.objectContaining({ kind: 'REFERRAL_SENT', endpointId: endpoint.endpointId })],
        ['AlertDelivered', { attempt: 1, at: expect.any(String) }],
      ]);
    });
  });

  it('retries have the same id and body, and a timestamp and signature of their own', async () => {
    const { world, partner, endpoint } = road;
    partner.answer((_hit, count) => (count === 1 ? 500 : 200));
    await road.whileRunning(async () => {
      const [, sent] = await road.record(caseId, referralSentTo(police, referralId));
      await until('the first attempt failed', async () => (await world.deliveries().find(road.idOf(sent)))?.reason === 'HTTP_500');
      expect(await world.deliveries().find(road.idOf(sent))).toMatchObject({ state: 'PENDING', attempts: 1 });
      world.advance(5_000);
      await road.reaches(sent, 'DELIVERED');
      const [first, second] = partner.hits;
      expect(partner.hits).toHaveLength(2);
      expect(second?.alertId).toBe(first?.alertId);
      expect(second?.body).toBe(first?.body);
      expect(Number(second?.headers['webhook-timestamp']) - Number(first?.headers['webhook-timestamp'])).toBeGreaterThanOrEqual(5);
      expect(second?.headers['webhook-signature']).not.toBe(first?.headers['webhook-signature']);
      for (const hit of partner.hits) expect(verify(hit, endpoint.secret)).toMatchObject({ type: 'referral.sent' });
      expect((await world.alert(road.idOf(sent))).events.slice(1).map(({ type, data }) => [type, data])).toEqual([
        ['AlertDeliveryFailed', { attempt: 1, reason: 'HTTP_500', at: expect.any(String) }],
        ['AlertDelivered', { attempt: 2, at: expect.any(String) }],
      ]);
    });
  });

  it('honours Retry-After of a partner that asks for patience', async () => {
    const { world, partner } = road;
    partner.answer((_hit, count) => (count === 1 ? { status: 429, headers: { 'retry-after': '40' } } : 200));
    await road.whileRunning(async () => {
      const [, sent] = await road.record(caseId, referralSentTo(police, referralId));
      await until('the first attempt failed', async () => (await world.deliveries().find(road.idOf(sent)))?.reason === 'HTTP_429');
      const row = await world.deliveries().find(road.idOf(sent));
      expect(Date.parse(row?.notBefore ?? '') - Date.parse(world.now())).toBeGreaterThan(30_000);
      world.advance(40_000);
      await road.reaches(sent, 'DELIVERED');
    });
  });

  it('parks an alert when its schedule is over; an operator lets it go again, with a schedule of its own', async () => {
    const { world, partner } = road;
    partner.answer(() => 500);
    await road.whileRunning(async () => {
      const [, sent] = await road.record(caseId, referralSentTo(police, referralId));
      for (const [before, ms] of [5_000, 60_000, 120_000].entries()) {
        await road.attempted(sent, before + 1);
        world.advance(ms);
      }
      await road.reaches(sent, 'PARKED');
      expect(partner.hits).toHaveLength(4);
      expect(await world.deliveries().find(road.idOf(sent))).toMatchObject({ reason: 'ATTEMPTS_EXHAUSTED', attempts: 4 });
      expect((await world.alert(road.idOf(sent))).types.slice(-2)).toEqual(['AlertDeliveryFailed', 'AlertParked']);

      partner.answer((_hit, count) => (count === 5 ? 500 : 200));
      world.advance(10_000); // so long the partner is left alone after its fourth failure in a row
      expect(await world.deliveries().unpark(police.agencyId, world.now())).toBe(1);
      await road.attempted(sent, 5);
      world.advance(20_000);
      await road.reaches(sent, 'DELIVERED');
      expect((await world.alert(road.idOf(sent))).events.at(-1)?.data).toMatchObject({ attempt: 6 });
    });
  });

  it('keeps the order per recipient and referral under failures, while another referral goes on', async () => {
    const { world } = road;
    const [otherCase, otherReferral] = [randomUUID(), randomUUID()];
    const server = await road.addServer();
    await world.register(ngo);
    await world.subscribe(ngo, server.url, ['REFERRAL_ACCEPTED', 'REFERRAL_COMPLETED']);
    const kinds: string[] = [];
    let failing = true;
    const [, , accepted, completed] = await road.record(caseId, [
      ...referralSentTo(police, referralId),
      acceptedFact(referralId),
      completedFact(referralId),
    ]);
    server.answer((hit) => {
      const fails = failing && hit.alertId === road.idOf(accepted, ngo);
      if (!fails) kinds.push(hit.alertId);
      return fails ? 500 : 200;
    });
    await road.whileRunning(async () => {
      await road.attempted(accepted, 1, ngo);
      const [, , other] = await road.record(otherCase, [...referralSentTo(police, otherReferral), acceptedFact(otherReferral)]);
      await road.reaches(other, 'DELIVERED', ngo);
      world.advance(5_000);
      await road.attempted(accepted, 2, ngo);
      expect(await world.deliveries().find(road.idOf(completed, ngo))).toMatchObject({ state: 'PENDING', attempts: 0 });
      failing = false;
      world.advance(60_000);
      await road.reaches(completed, 'DELIVERED', ngo);
      expect(kinds).toEqual([other, accepted, completed].map((event) => road.idOf(event, ngo)));
    });
  });

  it('sends emergencies first', async () => {
    const { partner } = road;
    const hanging = Promise.withResolvers<number>();
    partner.answer((_hit, count) => (count === 1 ? hanging.promise : 200));
    await road.whileRunning(
      async () => {
        const [, first] = await road.record(randomUUID(), referralSentTo(police, randomUUID(), 'NORMAL'));
        await until('the first is under way', () => partner.hits.length === 1);
        const later: (RecordedEvent | undefined)[] = [];
        for (const priority of ['NORMAL', 'URGENT', 'EMERGENCY'] as const)
          later.push((await road.record(randomUUID(), referralSentTo(police, randomUUID(), priority)))[1]);
        await until('all have rows', async () => (await road.world.deliveries().counts()).PENDING === 4);
        hanging.resolve(200);
        await road.reaches(later[0], 'DELIVERED');
        const [normal, urgent, emergency] = later;
        expect(partner.hits.map(({ alertId }) => alertId)).toEqual([first, emergency, urgent, normal].map((event) => road.idOf(event)));
      },
      { mostInFlight: 1 },
    );
  });

  it('a last word replaces what has not gone out, and goes out in its place', async () => {
    const { world, partner } = road;
    partner.answer((_hit, count) => (count === 1 ? 500 : 200));
    await road.whileRunning(async () => {
      const [, sent] = await road.record(caseId, referralSentTo(police, referralId));
      await until('the first attempt failed', async () => (await world.deliveries().find(road.idOf(sent)))?.reason === 'HTTP_500');
      const [revoked] = await road.record(caseId, [referralRevoked(referralId)]);
      await road.reaches(revoked, 'DELIVERED');
      world.advance(200_000);
      await road.reaches(sent, 'REPLACED');
      expect(partner.hits.map(({ alertId }) => alertId)).toEqual([road.idOf(sent), road.idOf(revoked)]);
      expect((await world.alert(road.idOf(sent))).types).toEqual(['AlertQueued', 'AlertDeliveryFailed', 'AlertReplaced']);
    });
  });

  it('one partner’s outage delays no other: each has its own places', async () => {
    const { world, partner } = road;
    const well = await road.addServer();
    await world.register(health);
    await world.subscribe(health, well.url);
    const hanging = Promise.withResolvers<number>();
    partner.answer(() => hanging.promise);
    await road.whileRunning(
      async (notifier) => {
        for (let n = 0; n < 6; n++) await road.record(randomUUID(), referralSentTo(police, randomUUID(), 'EMERGENCY'));
        await until('two are under way', () => partner.hits.length === 2);
        const [, sent] = await road.record(caseId, referralSentTo(health, referralId));
        await road.reaches(sent, 'DELIVERED', health);
        expect(partner.hits).toHaveLength(2);
        expect(await notifier.status()).toMatchObject({ inFlight: 2, deliveries: { PENDING: 6, DELIVERED: 1 } });
        hanging.resolve(200);
        await until('all are there', async () => (await world.deliveries().counts()).DELIVERED === 7);
      },
      { mostInFlight: 4 },
    );
  });

  it('what comes over the topic goes out at once: the sender is woken', async () => {
    await road.whileRunning(
      async (notifier) => {
        await until('the pass of the start is made', async () => (await notifier.status())?.gapPasses === 1);
        const [, sent] = await road.record(caseId, referralSentTo(police, referralId));
        await road.reaches(sent, 'DELIVERED');
      },
      { idleMs: 60_000 },
    );
  });

  it('what the topic lost is alerted all the same', async () => {
    const { world, partner } = road;
    const [, sent] = await road.record(caseId, referralSentTo(police, referralId));
    const relay = createRelay(world.deps());
    const relaying = relay.run();
    await until('it is published', () => relay.status().atHead);
    await relay.stop();
    await relaying;
    world.loseTopic();
    await road.whileRunning(async (notifier) => {
      await road.reaches(sent, 'DELIVERED');
      expect(await notifier.status()).toMatchObject({ gapsFilled: 1 });
    });
    expect(partner.hits).toHaveLength(1);
  });

  it('after the loss of everything but the log, all is published and planned again, and nobody is alerted twice', async () => {
    const { world, partner } = road;
    const events = await road.record(caseId, [
      ...referralSentTo(police, referralId),
      ...referralSentTo(police, randomUUID()),
      referralRevoked(referralId),
    ]);
    const [, , , other, revoked] = events;
    const settled = async () => {
      await road.reaches(revoked, 'DELIVERED');
      await road.reaches(other, 'DELIVERED');
    };
    await road.whileRunning(settled);
    const hits = partner.hits.length;
    const log = await world.events.head();
    world.loseWork();
    await road.whileRunning(settled);
    expect(partner.hits).toHaveLength(hits);
    expect(await world.events.head()).toBe(log);
  });

  it('says how it stands: a partner’s outage is no failure of ours', async () => {
    const { partner } = road;
    partner.answer(() => 500);
    await road.whileRunning(async (notifier) => {
      const [, sent] = await road.record(caseId, [...referralSentTo(police, referralId), referralFact('ReferralReceived', { referralId })]);
      await until('it fails', async () => (await road.world.deliveries().find(road.idOf(sent)))?.reason === 'HTTP_500');
      await until('a pass is made', async () => (await notifier.status())?.gapPasses !== 0);
      const { gapsFilled, ...status } = (await notifier.status()) ?? {};
      expect(gapsFilled).toBeLessThanOrEqual(1);
      expect(status).toEqual({
        deliveries: { PENDING: 1, DELIVERED: 0, PARKED: 0, REPLACED: 0 },
        inFlight: 0,
        failures: { consumer: 0, gapFiller: 0, sender: 0 },
        gapPasses: 1,
      });
      expect(await notifier.check.run()).toEqual({
        ok: true,
        detail: { pending: 1, parked: 0, inFlight: 0, consumerFailures: 0, gapFillerFailures: 0, senderFailures: 0 },
      });
      expect(notifier.check.name).toBe('notifier');
    });
  });

  it.each([
    [2, true],
    [3, false],
  ])('after %i failures in a row of one of its parts its readiness is %s', async (times, ready) => {
    const rows = { ...road.world.rows(), checkpoint: () => Promise.reject(new StoreUnavailable('away', { written: 'no' })) };
    const notifier = road.newNotifier({ rows, backoffMs: (attempt) => (attempt < times ? 1 : 60_000) }); // until it is stopped
    await notifier.start();
    await until('it has failed', async () => (await notifier.status())?.failures.gapFiller === times);
    expect(await notifier.check.run()).toMatchObject({ ok: ready, detail: { consumerFailures: 0, gapFillerFailures: times, senderFailures: 0 } });
    await notifier.stop();
  });

  it('fails as a whole where one of its parts does, and stops twice', async () => {
    const notifier = road.newNotifier({ rows: { ...road.world.rows(), checkpoint: () => Promise.reject(new TypeError('a bug')) } });
    await notifier.start();
    await expect(notifier.failed).rejects.toThrow(TypeError);
    await notifier.stop();
    await notifier.stop();
  });
});
