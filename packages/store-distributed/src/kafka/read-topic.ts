import { randomUUID } from 'node:crypto';
import type { EachBatchPayload, Kafka } from 'kafkajs';
import { StoreUnavailable } from '@amana/ports/failures';
import { kafkaFailure } from './kafka-failure.ts';
import type { KafkaSettings } from './kafka-settings.ts';
import type { IncomingRecord } from './message-record.ts';
import { openClient, shortRetries } from './open-client.ts';
import { within } from '../within.ts';

/**
 * All records that a topic holds now, in order per partition. kafkajs reads only as a member of a group: one of its own each time, named
 * amana-reader-…, that commits nothing and so leaves nothing behind. Rejects with a PortFailure within `callMs`.
 */
export async function readTopic(topic: string, settings: KafkaSettings): Promise<IncomingRecord[]> {
  const client = openClient(settings);
  try {
    const late = () => new StoreUnavailable(`Kafka: ${topic} was not read to its end in time`, { written: 'no' });
    return await within(readToEnd(client.kafka, topic, settings), { ms: settings.times.callMs, late });
  } catch (error) {
    throw kafkaFailure(error, { topic, written: 'no' });
  } finally {
    client.giveUp();
  }
}

async function readToEnd(kafka: Kafka, topic: string, { times }: KafkaSettings): Promise<IncomingRecord[]> {
  const ends = await endsOf(kafka, topic);
  const records: IncomingRecord[] = [];
  if (ends.size === 0) return records;
  const consumer = kafka.consumer({
    groupId: `amana-reader-${randomUUID()}`,
    sessionTimeout: times.sessionMs,
    heartbeatInterval: times.sessionMs / 5,
    maxWaitTimeInMs: times.fetchMs,
    allowAutoTopicCreation: false,
    retry: { ...shortRetries, restartOnFailure: async () => false },
  });
  const done = Promise.withResolvers<void>();
  consumer.on(consumer.events.CRASH, ({ payload }) => done.reject(payload.error));
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  const eachBatch = async ({ batch }: EachBatchPayload): Promise<void> => {
    records.push(...batch.messages);
    if (BigInt(batch.lastOffset()) + 1n >= (ends.get(batch.partition) ?? 0n)) ends.delete(batch.partition);
    if (ends.size === 0) done.resolve();
  };
  await Promise.all([done.promise, consumer.run({ autoCommit: false, eachBatch })]);
  await consumer.disconnect();
  return records;
}

/** Where each partition ends that is not empty. */
async function endsOf(kafka: Kafka, topic: string): Promise<Map<number, bigint>> {
  const admin = kafka.admin({ retry: shortRetries });
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  return new Map(offsets.filter(({ low, high }) => BigInt(low) < BigInt(high)).map(({ partition, high }) => [partition, BigInt(high)]));
}
