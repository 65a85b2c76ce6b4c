import { describe, expect, jest, test } from '@jest/globals';
import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import { message } from '@amana/ports/contract/topic/reader';
import { describeWithEngine } from '../testing/engine-under-test.ts';
import { makeKafkaPlace } from './testing/kafka-place.ts';

/** The part of kafkajs that our patch changes (patches/kafkajs): as published, each connection sets a timer every millisecond, for ever. */
type RequestQueue = EventEmitter & {
  push(request: { entry: object; expectResponse: boolean; sendRequest: () => void }): void;
  fulfillRequest(answer: { correlationId: number; payload: object; size: number }): void;
  maybeThrottle(ms: number): void;
  checkPendingRequests(): void;
  destroy(): void;
};
const Queue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as new (options: object) => RequestQueue;

const quiet = () => undefined;
const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };

function makeQueue(maxInFlightRequests: number | null) {
  const queue = new Queue({ maxInFlightRequests, requestTimeout: 1_000, enforceRequestTimeout: false, clientId: 'x', broker: 'x', logger, isConnected: () => true });
  const sent: number[] = [];
  const push = (correlationId: number): void =>
    queue.push({ entry: { correlationId, resolve: quiet, reject: quiet }, expectResponse: true, sendRequest: () => void sent.push(correlationId) });
  const answer = (correlationId: number): void => queue.fulfillRequest({ correlationId, payload: {}, size: 0 });
  return { queue, sent, push, answer };
}

describe('the patched request queue of kafkajs', () => {
  test('with nothing to send and no throttle it sets no timer', () => {
    const timers = jest.spyOn(globalThis, 'setTimeout');
    const { queue, push, answer } = makeQueue(null);
    queue.checkPendingRequests();
    push(1);
    answer(1);
    expect(timers).not.toHaveBeenCalled();
    timers.mockRestore();
  });

  test('a request over the limit is sent when an answer makes room, and by the timer if nothing else looks', async () => {
    const { queue, sent, push, answer } = makeQueue(1);
    push(1);
    push(2);
    expect(sent).toEqual([1]);
    answer(1);
    expect(sent).toEqual([1, 2]);
    answer(2);
    push(3);
    expect(sent).toEqual([1, 2, 3]);
    queue.destroy();
  });

  test('a throttle of the broker holds requests back for its time, and no longer, also when it comes to an idle queue', async () => {
    const { queue, sent, push } = makeQueue(null);
    queue.maybeThrottle(100);
    const from = performance.now();
    push(1);
    expect(sent).toEqual([]);
    while (sent.length === 0) await delay(1);
    const tookMs = performance.now() - from;
    expect(tookMs).toBeGreaterThan(95);
    expect(tookMs).toBeLessThan(400);
    push(2);
    expect(sent).toEqual([1, 2]);
    queue.destroy();
  });
});

describeWithEngine('kafka', 'idle connections to a broker', (broker) => {
  test('set no timer, and are there when they are wanted again, also after a break', async () => {
    const place = await makeKafkaPlace(broker, { partitions: 1 });
    await place.topic.publish(place.name, [message('a')]);
    const timers = jest.spyOn(globalThis, 'setTimeout');
    await delay(500);
    expect(timers).not.toHaveBeenCalled(); // as published: hundreds for each connection; the check for late answers is an interval of 100 ms
    timers.mockRestore();
    await place.topic.publish(place.name, [message('b')]);
    await place.proxy.cut();
    await place.proxy.pass();
    await place.topic.publish(place.name, [message('c')]).catch(() => place.topic.publish(place.name, [message('c')]));
    expect([...new Set(await place.ids())]).toEqual(['a', 'b', 'c']);
    await place.close();
  });
});
