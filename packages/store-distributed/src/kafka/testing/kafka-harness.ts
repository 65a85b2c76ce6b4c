import { randomUUID } from 'node:crypto';
import type { Harness } from '@amana/ports/contract/harness';
import type { Topic } from '@amana/ports/topic';
import { connectKafka, type KafkaConnection } from '../connect-kafka.ts';
import type { KafkaOptions } from '../kafka-settings.ts';
import { topicSpecs } from '../topic-specs.ts';
import { removeTopics } from './remove-topics.ts';

/** The topics and groups of the contract suite. */
const plan = { 'cases.v1': ['notifier', 'statistics', 'archive'], 'other.v1': ['notifier'] };

/** Fresh topics with names of their own, on brokers that others use too; the port is seen without the difference. */
export async function makeKafkaHarness(address: string, options: Partial<KafkaOptions> = {}): Promise<Harness<Topic>> {
  const prefix = `t-${randomUUID().slice(0, 8)}.`;
  const open: KafkaConnection[] = [];
  const next = async (): Promise<Topic> => {
    const connection = connectKafka({ brokers: address.split(','), backoffMs: () => 2, times: { sessionMs: 6_000, fetchMs: 100 }, ...options });
    open.push(connection);
    return prefixed(connection.topic, prefix);
  };
  const closeAll = async (): Promise<void> => {
    await Promise.all(open.splice(0).map((connection) => connection.close()));
  };

  const store = await next();
  const specs = Object.entries(plan).flatMap(([topic, groups]) =>
    topicSpecs({ topic: prefix + topic, groups: groups.map((group) => prefix + group), replicationFactor: 1, partitions: 3 }),
  );
  await open[0]?.createTopics(specs);
  return {
    store,
    second: next,
    reopen: async () => {
      await closeAll();
      return next();
    },
    close: async () => {
      await closeAll();
      await removeTopics(address, prefix);
    },
  };
}

const prefixed = (topic: Topic, prefix: string): Topic => ({
  publish: (name, messages) => topic.publish(prefix + name, messages),
  consumer: (options) => topic.consumer({ ...options, topic: prefix + options.topic, group: prefix + options.group }),
  deadLetters: (name, group) => topic.deadLetters(prefix + name, prefix + group),
});
