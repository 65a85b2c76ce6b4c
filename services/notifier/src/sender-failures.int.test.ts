import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { police, referralSentTo } from '@amana/app/testing/embedded-alerts';
import { until } from '@amana/app/testing/until';
import { StoreUnavailable } from '@amana/ports/failures';
import { createPostWebhook, type PostWebhook } from './post-webhook.ts';
import type { Sender, SenderDeps } from './sender.ts';
import { createRunningNotifier, schedule, type RunningNotifier } from './testing/running-notifier.ts';
import { claimMs, createSendingProcess, type SendingProcess } from './testing/sending-process.ts';
import { parseAllowedHosts } from './webhook-address.ts';

const away = () => new StoreUnavailable('away', { written: 'no' });

describe('sender, where something fails', () => {
  let road: RunningNotifier;
  let sending: SendingProcess;
  beforeEach(async () => {
    road = await createRunningNotifier();
    sending = createSendingProcess(road);
  });
  afterEach(() => road.close());

  /** Three times as long as the schedule: whatever used up attempts would be parked by then. */
  async function failingThroughTheSchedule(sender: Sender): Promise<void> {
    for (let n = 1; n <= 3 * schedule.length; n++) {
      const { failures } = sender.status();
      road.world.advance(claimMs);
      await until('it failed again', () => sender.status().failures > failures);
    }
  }

  it('a log that is away for longer than the whole schedule uses up no attempt', async () => {
    const { world, partner } = road;
    const sent = await sending.sentOne();
    let isAway = true;
    const events: SenderDeps['events'] = {
      ...world.events,
      readStream: (...args) => (isAway ? Promise.reject(away()) : world.events.readStream(...args)),
      head: (...args) => (isAway ? Promise.reject(away()) : world.events.head(...args)),
    };
    await sending.whileSending(
      async (sender) => {
        await failingThroughTheSchedule(sender);
        isAway = false;
        world.advance(claimMs);
        await road.reaches(sent, 'DELIVERED');
      },
      { events },
    );
    expect(partner.hits).toHaveLength(1);
  });

  it('a log that is read and takes nothing uses up no attempt either: what was sent is told when it does, and goes out once', async () => {
    const { world, partner } = road;
    const sent = await sending.sentOne();
    let isFull = true;
    const append: SenderDeps['events']['append'] = (...args) => (isFull ? Promise.reject(away()) : world.events.append(...args));
    await sending.whileSending(
      async (sender) => {
        await failingThroughTheSchedule(sender);
        const [, other] = await road.record(randomUUID(), referralSentTo(police, randomUUID()));
        await sending.queueAll();
        isFull = false;
        await road.reaches(sent, 'DELIVERED');
        await road.reaches(other, 'DELIVERED');
        await until('all is well', () => sender.status().failures === 0);
      },
      { events: { ...world.events, append } },
    );
    expect(partner.hits).toHaveLength(2);
    expect(await sending.row(sent)).toMatchObject({ state: 'DELIVERED', attempts: 1 });
    expect(await sending.types(sent)).toEqual(['AlertQueued', 'AlertDelivered']);
  });

  it('an alert whose event was recorded by a clock that ran ahead goes out at once', async () => {
    const { world, partner } = road;
    const ahead = new Date(Date.now() + 3 * 3_600_000).toISOString();
    const [, sent] = await road.record(randomUUID(), referralSentTo(police, randomUUID()), ahead);
    await sending.queueAll();
    await sending.whileSending(() => road.reaches(sent, 'DELIVERED'));
    expect(partner.hits).toHaveLength(1);
    expect(Date.parse((await sending.row(sent))?.createdAt ?? '')).toBeLessThanOrEqual(Date.parse(world.now()));
  });

  it('a bug that meets one alert stops no other; it is taken up again when its claim has run out', async () => {
    const { world, partner } = road;
    const real = createPostWebhook({ allowed: parseAllowedHosts(partner.host) });
    const sent = await sending.sentOne();
    let broken = true;
    const post: PostWebhook = (request) =>
      broken && request.headers['webhook-id'] === road.idOf(sent) ? Promise.reject(new TypeError('a bug')) : real(request);
    await sending.whileSending(
      async () => {
        await until('it failed', () => world.output.lines.length === 1);
        const [, other] = await road.record(randomUUID(), referralSentTo(police, randomUUID()));
        await sending.queueAll();
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
    const sent = await sending.sentOne();
    const [queued] = (await world.alert(road.idOf(sent))).events;
    if (queued === undefined) throw new Error('not queued');
    await world.events.append(queued.stream, 0, [{ id: randomUUID(), type: 'AlertShredded', data: {}, metadata: queued.metadata }]);
    await expect(sending.whileSending(() => new Promise(() => undefined))).rejects.toMatchObject({ code: 'NEWER_EVENT' });
    expect(road.partner.connections()).toBe(0);
  });

  it('goes on when its store is back, and says that it was away', async () => {
    const { world } = road;
    const sent = await sending.sentOne();
    let calls = 0;
    const deliveries: SenderDeps['deliveries'] = {
      ...world.deliveries(),
      claim: (options) => (++calls <= 3 ? Promise.reject(away()) : world.deliveries().claim(options)),
    };
    const waits: number[] = [];
    await sending.whileSending(
      async (sender) => {
        await road.reaches(sent, 'DELIVERED');
        await until('all is well', () => sender.status().failures === 0);
      },
      { deliveries, backoffMs: (attempt) => waits.push(attempt) },
    );
    expect(waits).toEqual([1, 2, 3]);
    expect(world.output.lines.map(({ message }) => message)).toEqual(
      Array.from({ length: 3 }, () => 'log or deliveries cannot be reached: trying again'),
    );
  });

  it('a failure of the store that no retry mends ends it', async () => {
    const { world } = road;
    const deliveries: SenderDeps['deliveries'] = { ...world.deliveries(), claim: () => Promise.reject(new TypeError('a bug')) };
    await expect(sending.whileSending(() => new Promise(() => undefined), { deliveries })).rejects.toThrow(TypeError);
  });
});
