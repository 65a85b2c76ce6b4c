import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createGapFiller } from '@amana/app/alerts/gap-filler';
import { police, referralRevoked, referralSentTo } from '@amana/app/testing/embedded-alerts';
import { until } from '@amana/app/testing/until';
import type { EventStore } from '@amana/ports/event-store';
import { StoreUnavailable } from '@amana/ports/failures';
import { createCircuit } from './circuit.ts';
import { createPostWebhook, type PostWebhook } from './post-webhook.ts';
import { createSender, type Sender, type SenderDeps, type SenderReport } from './sender.ts';
import { createRunningNotifier, schedule, type RunningNotifier } from './testing/running-notifier.ts';
import { parseAllowedHosts } from './webhook-address.ts';

const away = () => new StoreUnavailable('away', { written: 'no' });
const claimMs = 60_000;

describe('sender', () => {
  let road: RunningNotifier;
  const [caseId, referralId] = [randomUUID(), randomUUID()];
  beforeEach(async () => {
    road = await createRunningNotifier();
  });
  afterEach(() => road.close());

  /** Rows for all that was recorded, without a sender. */
  async function queueAll(): Promise<void> {
    const filler = createGapFiller(road.world.deps());
    const run = filler.run();
    await until('rows are there', () => filler.status().passes > 0);
    await filler.stop();
    await run;
  }

  /** A process that sends, from its start until it is stopped; what it loses with its memory is lost. */
  async function whileSending(
    work: (sender: Sender, reports: SenderReport[]) => Promise<void>,
    changes: Partial<SenderDeps> = {},
  ): Promise<void> {
    const deps = road.world.deps();
    const reports: SenderReport[] = [];
    const sender = createSender({
      ...deps,
      schedule,
      post: createPostWebhook({ allowed: parseAllowedHosts(road.partner.host) }),
      circuit: createCircuit(deps),
      claimMs,
      onReport: (report) => reports.push(report),
      ...changes,
    });
    const run = sender.run();
    try {
      await Promise.race([work(sender, reports), run.then(() => new Promise<never>(() => undefined))]);
    } finally {
      await sender.stop();
    }
  }

  const sentOne = async () => {
    const [, sent] = await road.record(caseId, referralSentTo(police, referralId));
    await queueAll();
    return sent;
  };
  const types = async (event: Parameters<RunningNotifier['idOf']>[0]) => (await road.world.alert(road.idOf(event))).types;
  const row = (event: Parameters<RunningNotifier['idOf']>[0]) => road.world.deliveries().find(road.idOf(event));

  describe('after a crash', () => {
    it('between the attempt and its outcome in the log, the alert goes out again, under the same id', async () => {
      const { world, partner } = road;
      const sent = await sentOne();
      const append: EventStore['append'] = (stream, expected, events) =>
        events[0]?.type === 'AlertDelivered' ? Promise.reject(away()) : world.events.append(stream, expected, events);
      await whileSending(
        async (sender, reports) => {
          await until('the outcome was lost', () => reports.length === 1);
          expect(reports).toEqual([{ state: 'error', sent: false, ms: expect.any(Number) }]);
          expect(sender.status()).toEqual({ inFlight: 0, failures: 1 });
        },
        { events: { ...world.events, append } },
      );
      expect(await row(sent)).toMatchObject({ state: 'PENDING', attempts: 1 });
      expect(world.output.lines).toEqual([
        {
          level: 'error',
          facts: { error: expect.any(StoreUnavailable), alertId: road.idOf(sent) },
          message: 'an alert could not be worked on: it is taken up again when its claim has run out',
        },
      ]);

      world.advance(claimMs);
      await whileSending(() => road.reaches(sent, 'DELIVERED'));
      expect(partner.hits.map(({ alertId }) => alertId)).toEqual([road.idOf(sent), road.idOf(sent)]);
      expect((await world.alert(road.idOf(sent))).events.slice(1).map(({ type, data }) => [type, data])).toEqual([
        ['AlertDelivered', { attempt: 2, at: expect.any(String) }],
      ]);
    });

    it('between the outcome in the log and the row, it does not go out again', async () => {
      const { world, partner } = road;
      const sent = await sentOne();
      await whileSending(
        async (_sender, reports) => {
          await until('the row was not settled', () => reports.length === 1);
        },
        { deliveries: { ...world.deliveries(), settle: () => Promise.reject(away()) } },
      );
      expect(await row(sent)).toMatchObject({ state: 'PENDING', attempts: 1 });
      expect(await types(sent)).toEqual(['AlertQueued', 'AlertDelivered']);

      world.advance(claimMs);
      await whileSending(async (_sender, reports) => {
        await road.reaches(sent, 'DELIVERED');
        await until('it is reported', () => reports.length === 1);
        expect(reports).toEqual([{ state: 'DELIVERED', sent: false, ms: expect.any(Number) }]);
      });
      expect(partner.hits).toHaveLength(1);
      expect(await types(sent)).toEqual(['AlertQueued', 'AlertDelivered']);
    });

    it('between the command that ends a gone endpoint and the outcome, the endpoint is not ended twice', async () => {
      const { world, partner } = road;
      partner.answer(() => 410);
      const sent = await sentOne();
      const append: EventStore['append'] = (stream, expected, events) =>
        stream.startsWith('alert-') ? Promise.reject(away()) : world.events.append(stream, expected, events);
      await whileSending(
        async (_sender, reports) => {
          await until('the outcome was lost', () => reports.length === 1);
        },
        { events: { ...world.events, append } },
      );
      world.advance(claimMs);
      await whileSending(() => road.reaches(sent, 'PARKED'));
      expect((await world.events.readStream(`agency-${police.agencyId}`)).events.slice(2).map(({ type }) => type)).toEqual([
        'AlertSubscriptionEnded',
      ]);
      expect(await row(sent)).toMatchObject({ reason: 'ENDPOINT_ENDED' });
      expect(partner.hits).toHaveLength(1);
    });
  });

  describe('after rows were lost', () => {
    it('they are there again, and nobody is alerted twice: what was delivered, parked or replaced stays so', async () => {
      const { world, partner } = road;
      partner.answer((hit) => (hit.body.includes('EMERGENCY') ? 410 : 200));
      const [, delivered] = await road.record(randomUUID(), referralSentTo(police, randomUUID()));
      const [, replaced, revoked] = await road.record(caseId, [...referralSentTo(police, referralId), referralRevoked(referralId)]);
      const [, parked] = await road.record(randomUUID(), referralSentTo(police, randomUUID(), 'EMERGENCY'));
      await queueAll();
      await whileSending(
        async () => {
          await road.reaches(parked, 'PARKED');
          await road.reaches(delivered, 'PARKED');
          world.advance(1_000);
        },
        { mostInFlight: 1 },
      );
      expect(partner.hits).toHaveLength(1);
      expect((await row(parked))?.reason).toBe('GONE');
      expect((await row(delivered))?.reason).toBe('ENDPOINT_ENDED');
      const before = await world.events.head();

      world.loseWork();
      await queueAll();
      await whileSending(async () => {
        for (const event of [parked, delivered, revoked]) await road.reaches(event, 'PARKED');
      });
      expect(partner.hits).toHaveLength(1);
      expect((await row(parked))?.reason).toBe('GONE');
      expect((await row(replaced))?.state).toBe('REPLACED');
      expect(await world.events.head()).toBe(before);
    });

    it('what was delivered is DELIVERED again, without a request', async () => {
      const { world, partner } = road;
      const sent = await sentOne();
      await whileSending(() => road.reaches(sent, 'DELIVERED'));
      world.loseWork();
      await queueAll();
      await whileSending(() => road.reaches(sent, 'DELIVERED'));
      expect(partner.hits).toHaveLength(1);
      expect(await types(sent)).toEqual(['AlertQueued', 'AlertDelivered']);
    });

    it('what had failed goes on where its schedule stood', async () => {
      const { world, partner } = road;
      partner.answer(() => 500);
      const sent = await sentOne();
      await whileSending(async () => {
        await road.attempted(sent, 1);
        world.advance(5_000);
        await road.attempted(sent, 2);
      });
      world.loseWork();
      await queueAll();
      await whileSending(async () => {
        await road.attempted(sent, 3);
        await until('the row is settled', async () => (await row(sent))?.reason === 'HTTP_500');
      });
      const wait = Date.parse((await row(sent))?.notBefore ?? '') - Date.parse(world.now());
      expect(wait).toBeGreaterThan(60_000);
      expect(wait).toBeLessThanOrEqual(120_000);
    });
  });

  it('nothing older than 14 days goes out before an operator lets it go', async () => {
    const { world, partner } = road;
    const [, sent] = await road.record(caseId, referralSentTo(police, referralId));
    world.advance(14 * 24 * 3_600_000 + 1_000);
    await queueAll();
    await whileSending(async () => {
      await road.reaches(sent, 'PARKED');
      expect(await row(sent)).toMatchObject({ reason: 'TOO_OLD' });
      expect(await types(sent)).toEqual(['AlertQueued', 'AlertParked']);
      expect(partner.connections()).toBe(0);
      world.advance(1_000);
      await world.deliveries().unpark(police.agencyId, world.now());
      await road.reaches(sent, 'DELIVERED');
    });
    expect(partner.hits).toHaveLength(1);
  });

  it('a row of another log is parked, and this log hears nothing of it', async () => {
    const { world, partner } = road;
    const sent = await sentOne();
    const known = await row(sent);
    if (known === undefined) throw new Error('no row');
    const {
      state: _state,
      attempts: _attempts,
      notBefore: _notBefore,
      reason: _reason,
      ...stranger
    } = { ...known, alertId: randomUUID(), eventId: randomUUID(), subject: 'x' };
    await world.deliveries().add([stranger]);
    await whileSending(() => until('it is parked', async () => (await world.deliveries().find(stranger.alertId))?.state === 'PARKED'));
    expect(await world.deliveries().find(stranger.alertId)).toMatchObject({ reason: 'NOT_IN_LOG' });
    expect((await world.alert(stranger.alertId)).types).toEqual([]);
    expect(partner.hits.filter(({ alertId }) => alertId === stranger.alertId)).toEqual([]);
  });

  it('without a secret nothing goes out unsigned: it is tried again, and the operator is told', async () => {
    const { world, partner } = road;
    const sent = await sentOne();
    await whileSending(() => until('it failed', async () => (await row(sent))?.reason === 'SECRET_MISSING'), {
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

  it('a partner that is down is left alone after three failures, and tried again later', async () => {
    const { world, partner } = road;
    partner.answer(() => 500);
    for (let n = 0; n < 9; n++) await road.record(randomUUID(), referralSentTo(police, randomUUID()));
    await queueAll();
    await whileSending(async (sender, reports) => {
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

  it('a bug that meets one alert stops no other; it is taken up again when its claim has run out', async () => {
    const { world, partner } = road;
    const real = createPostWebhook({ allowed: parseAllowedHosts(partner.host) });
    const sent = await sentOne();
    let broken = true;
    const post: PostWebhook = (request) =>
      broken && request.headers['webhook-id'] === road.idOf(sent) ? Promise.reject(new TypeError('a bug')) : real(request);
    await whileSending(
      async () => {
        await until('it failed', () => world.output.lines.length === 1);
        const [, other] = await road.record(randomUUID(), referralSentTo(police, randomUUID()));
        await queueAll();
        await road.reaches(other, 'DELIVERED');
        broken = false;
        world.advance(claimMs);
        await road.reaches(sent, 'DELIVERED');
      },
      { post },
    );
    expect(partner.hits).toHaveLength(2);
  });

  it('stops loudly at an event of newer code: to send on could repeat what it says was delivered', async () => {
    const { world } = road;
    const sent = await sentOne();
    const [queued] = (await world.alert(road.idOf(sent))).events;
    if (queued === undefined) throw new Error('not queued');
    await world.events.append(queued.stream, 0, [{ id: randomUUID(), type: 'AlertShredded', data: {}, metadata: queued.metadata }]);
    await expect(whileSending(() => new Promise(() => undefined))).rejects.toMatchObject({ code: 'NEWER_EVENT' });
    expect(road.partner.connections()).toBe(0);
  });

  it('goes on when its store is back, and says that it was away', async () => {
    const { world } = road;
    const sent = await sentOne();
    let calls = 0;
    const deliveries: SenderDeps['deliveries'] = {
      ...world.deliveries(),
      claim: (options) => (++calls <= 3 ? Promise.reject(away()) : world.deliveries().claim(options)),
    };
    const waits: number[] = [];
    await whileSending(
      async (sender) => {
        await road.reaches(sent, 'DELIVERED');
        await until('all is well', () => sender.status().failures === 0);
      },
      { deliveries, backoffMs: (attempt) => waits.push(attempt) },
    );
    expect(waits).toEqual([1, 2, 3]);
    expect(world.output.lines.map(({ message }) => message)).toEqual(
      Array.from({ length: 3 }, () => 'deliveries could not be read: trying again'),
    );
  });

  it('a failure of the store that no retry mends ends it', async () => {
    const { world } = road;
    const deliveries: SenderDeps['deliveries'] = { ...world.deliveries(), claim: () => Promise.reject(new TypeError('a bug')) };
    await expect(whileSending(() => new Promise(() => undefined), { deliveries })).rejects.toThrow(TypeError);
  });

  it('stop waits for the attempt in hand, and begins no other', async () => {
    const { partner } = road;
    const hanging = Promise.withResolvers<number>();
    partner.answer(() => hanging.promise);
    const sent = await sentOne();
    await whileSending(async (sender) => {
      await until('it is under way', () => partner.hits.length === 1);
      const [, other] = await road.record(randomUUID(), referralSentTo(police, randomUUID()));
      await queueAll();
      await until('both are under way', () => partner.hits.length === 2);
      const [, third] = await road.record(randomUUID(), referralSentTo(police, randomUUID()));
      await queueAll();
      const stopping = Promise.all([sender.stop(), sender.stop()]);
      expect(sender.status().inFlight).toBe(2);
      hanging.resolve(200);
      await stopping;
      expect(sender.status().inFlight).toBe(0);
      expect([(await row(sent))?.state, (await row(other))?.state, (await row(third))?.state]).toEqual([
        'DELIVERED',
        'DELIVERED',
        'PENDING',
      ]);
    });
  });

  it('stop cuts off an attempt that does not end: it is due again, under the same id', async () => {
    const { partner } = road;
    partner.answer(() => new Promise(() => undefined));
    const sent = await sentOne();
    await whileSending(
      async (sender) => {
        await until('it is under way', () => partner.hits.length === 1);
        await sender.stop();
        expect(sender.status()).toEqual({ inFlight: 0, failures: 0 });
      },
      { stopGraceMs: 20 },
    );
    expect(await row(sent)).toMatchObject({ state: 'PENDING', attempts: 1, reason: 'STOPPED' });
    expect(await types(sent)).toEqual(['AlertQueued', 'AlertDeliveryFailed']);
  });

  it('where two had the same alert in hand, what was delivered stays delivered', async () => {
    const { world, partner } = road;
    const first = Promise.withResolvers<number>();
    partner.answer((_hit, count) => (count === 1 ? first.promise : 200));
    const sent = await sentOne();
    await whileSending(async (_slow, reports) => {
      await until('it is under way', () => partner.hits.length === 1);
      world.advance(claimMs);
      await whileSending(() => road.reaches(sent, 'DELIVERED'));
      first.resolve(500);
      await until('the slow one has ended', () => reports.length > 0);
    });
    expect(await types(sent)).toEqual(['AlertQueued', 'AlertDelivered']);
    expect(await row(sent)).toMatchObject({ state: 'DELIVERED', attempts: 2 });
  });

  it('a last word that comes between the outcome in the log and the row does not say that it was replaced', async () => {
    const { world } = road;
    const sent = await sentOne();
    await whileSending(
      async (_sender, reports) => {
        await until('the row was not settled', () => reports.length === 1);
      },
      { deliveries: { ...world.deliveries(), settle: () => Promise.reject(away()) } },
    );
    await road.record(caseId, [referralRevoked(referralId)]);
    await queueAll();
    expect((await row(sent))?.state).toBe('REPLACED');
    expect(await types(sent)).toEqual(['AlertQueued', 'AlertDelivered']);
  });

  it('lets others have turns while it settles many rows from the log', async () => {
    const sent = await Promise.all(
      Array.from({ length: 40 }, async () => (await road.record(randomUUID(), referralSentTo(police, randomUUID())))[1]),
    );
    await queueAll();
    const all = (state: 'DELIVERED') => until('all are there', async () => (await road.world.deliveries().counts())[state] === sent.length);
    await whileSending(() => all('DELIVERED'));
    road.world.loseWork();
    await queueAll();
    let turns = 0;
    let settled = 0;
    let next = setImmediate(function count() {
      turns += 1;
      next = setImmediate(count);
    });
    const turnsAt: number[] = [];
    await whileSending(() => until('all are settled', () => settled === sent.length), {
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
    await whileSending(
      async (sender) => {
        await until('it rests', () => waits.length === 1);
        const sent = await sentOne();
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
