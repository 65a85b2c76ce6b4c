import type { Consumer, Topic } from '@amana/ports/topic';
import { createTopics, type TopicReport } from './create-topics.ts';
import { deadLetterTopic, readDeadLetters } from './dead-letter-record.ts';
import { createKafkaConsumer } from './kafka-consumer.ts';
import { readKafkaSettings, type KafkaOptions } from './kafka-settings.ts';
import { recordOf } from './message-record.ts';
import { createPublisher } from './publisher.ts';
import { readTopic } from './read-topic.ts';
import type { TopicSpec } from './topic-specs.ts';

export type KafkaConnection = {
  readonly topic: Topic;
  /** The deploy step. Topics are never made by publishing or reading. */
  createTopics(specs: readonly TopicSpec[]): Promise<TopicReport>;
  /** Stops the consumers that still run, waits for the send under way, and cuts all connections. */
  close(): Promise<void>;
};

/**
 * Topics on Kafka. Connects when first used, so brokers that are away stop no start. Throws PortFailure KAFKA_SETTINGS for settings
 * that cannot work. Every call rejects with a PortFailure within `times.callMs`.
 */
export function connectKafka(options: KafkaOptions): KafkaConnection {
  const settings = readKafkaSettings(options);
  const publisher = createPublisher(settings);
  const consumers = new Set<Consumer>();

  const topic: Topic = {
    publish: (name, messages) => publisher.publish(name, messages.map((message) => recordOf(name, message))),
    consumer: (wanted) => {
      const consumer = createKafkaConsumer(wanted, { settings, publisher });
      consumers.add(consumer);
      const stop = async (): Promise<void> => {
        await consumer.stop();
        consumers.delete(consumer); // each holding of a lease has one of its own
      };
      return { ...consumer, stop };
    },
    deadLetters: async (name, group) => readDeadLetters(await readTopic(deadLetterTopic(name, group), settings)),
  };

  return {
    topic,
    createTopics: (specs) => createTopics(specs, settings),
    close: async () => {
      await Promise.all([...consumers].map((consumer) => consumer.stop()));
      await publisher.close();
    },
  };
}
