import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startKafka } from '@amana/engines/kafka';
import { describeWhenAsked } from '@amana/engines/testing/describe-when-asked';
import { isRetryable } from '@amana/ports/failures';
import { firsts, message, startReader } from '@amana/ports/contract/topic/reader';
import { connectKafka } from './connect-kafka.ts';
import { topicSpecs } from './topic-specs.ts';
import { until } from './testing/until.ts';

const OUTAGE_MS = 8_000; // longer than a session: the group is forgotten, too
const topic = 'cases.v1';
const group = 'notifier';
const backoffMs = (attempt: number): number => Math.min(2_000, 50 * 2 ** attempt);

describeWhenAsked('a Kafka broker that is stopped, killed and started again', () => {
  let broker: Awaited<ReturnType<typeof startKafka>>;
  let data: string;
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => void unhandled.push(error);
  beforeAll(async () => {
    process.on('unhandledRejection', note);
    data = await mkdtemp(join(tmpdir(), 'amana-kafka-'));
    broker = await startKafka({ data });
  }, 120_000);
  afterAll(async () => {
    process.off('unhandledRejection', note);
    await broker.stop();
    await rm(data, { recursive: true });
  }, 60_000);

  test('what is published until it is acknowledged, as the relay does, is handled by the group, the first time in order per key', async () => {
    const times = { requestMs: 2_000, sessionMs: 6_000, callMs: 8_000 };
    const connect = () => connectKafka({ brokers: [broker.address], backoffMs, times });
    const [relay, one, two] = [connect(), connect(), connect()];
    await relay.createTopics(topicSpecs({ topic, groups: [group], replicationFactor: 1, partitions: 3 }));
    const readers = [one, two].map((copy) => startReader(copy.topic, { topic, group }));
    const seen = () => firsts(readers.flatMap((reader) => reader.seen));
    let rejected = 0;
    let next = 0;
    const over = new AbortController();
    const publishing = (async () => {
      for (; !over.signal.aborted; next += 5) {
        const page = Array.from({ length: 5 }, (_, n) => message(String(next + n), `case-${(next + n) % 7}`));
        for (let isDone = false; !isDone; ) {
          isDone = await relay.topic.publish(topic, page).then(() => true, async (error: unknown) => {
            if (!isRetryable(error)) throw error;
            rejected++;
            await delay(200);
            return false;
          });
        }
        await delay(20);
      }
    })();

    await until(() => seen().length > 50, 20_000);
    await broker.stop();
    await delay(OUTAGE_MS);
    expect(rejected).toBeGreaterThan(0);
    for (const { retries } of readers) expect(retries.length).toBeGreaterThan(0);
    const before = next;
    await broker.start();
    await until(() => seen().length > before + 50, 60_000);
    await broker.kill();
    await delay(1_000);
    const beforeKill = next;
    await broker.start();
    await until(() => seen().length > beforeKill + 50, 60_000);
    over.abort();
    await publishing;
    await until(() => seen().length === next, 60_000);

    for (const reader of readers)
      for (const own of Map.groupBy(reader.seen, ({ key }) => key).values()) {
        const order = firsts(own).map(Number);
        expect(order).toEqual([...order].sort((a, b) => a - b));
      }
    await Promise.all([relay.close(), one.close(), two.close()]);
    await Promise.all(readers.map(({ running }) => running));
    expect(unhandled).toEqual([]);
  }, 240_000);
});
