import { randomUUID } from 'node:crypto';
import kafkajs, { type Admin, type Kafka } from 'kafkajs';
import type { Topic } from '@amana/ports/topic';
import { connectKafka, type KafkaConnection } from '../connect-kafka.ts';
import { readKafkaSettings, type KafkaOptions } from '../kafka-settings.ts';
import { headerText } from '../message-record.ts';
import { readTopic } from '../read-topic.ts';
import { topicSpecs } from '../topic-specs.ts';
import { startKafkaProxy, type KafkaProxy } from './kafka-proxy.ts';
import { removeTopics } from './remove-topics.ts';

/** A topic of its own on a real broker, reached through a proxy or directly. Short times, so that what waits shows soon. */
export type KafkaPlace = {
  readonly name: string;
  readonly group: string;
  /** Connected through the proxy. */
  readonly topic: Topic;
  readonly proxy: KafkaProxy;
  /** Another connection, not through the proxy unless `brokers` says so. */
  connect(options?: Partial<KafkaOptions>): KafkaConnection;
  /** A kafkajs client, past our code. */
  readonly bare: Kafka;
  readonly admin: Admin;
  createTopics(): Promise<void>;
  /** The ids that the topic holds, partition by partition, each as often as it is there. */
  ids(): Promise<string[]>;
  close(): Promise<void>;
};

const times = { connectMs: 1_000, requestMs: 500, callMs: 5_000, sessionMs: 6_000, fetchMs: 100, stopMs: 5_000 };
const patient = { callMs: 20_000, requestMs: 10_000 };

type Plan = { readonly partitions?: number; /** Whether the topics are there from the start. */ readonly isMade?: boolean };

export async function makeKafkaPlace(broker: string, { partitions = 1, isMade = true }: Plan = {}): Promise<KafkaPlace> {
  const proxy = await startKafkaProxy(broker);
  const name = `t-${randomUUID().slice(0, 8)}`;
  const group = 'notifier';
  const open: KafkaConnection[] = [];
  const connect = (own: Partial<KafkaOptions> = {}): KafkaConnection => {
    const connection = connectKafka({ brokers: [broker], backoffMs: () => 20, ...own, times: { ...times, ...own.times } });
    open.push(connection);
    return connection;
  };
  const bare = new kafkajs.Kafka({ brokers: [broker], logLevel: kafkajs.logLevel.NOTHING, retry: { retries: 5 } });
  const admin = bare.admin();
  await admin.connect();
  const createTopics = async (): Promise<void> => {
    const specs = topicSpecs({ topic: name, groups: [group], replicationFactor: 1, partitions });
    await connect({ times: patient }).createTopics(specs);
  };
  if (isMade) await createTopics();

  return {
    name,
    group,
    topic: connect({ brokers: [proxy.address] }).topic,
    proxy,
    connect,
    bare,
    admin,
    createTopics,
    ids: async () => {
      const records = await readTopic(name, readKafkaSettings({ brokers: [broker], backoffMs: () => 20, times: { ...times, ...patient } }));
      return records.map(({ headers }) => headerText(headers, 'ce_id') ?? '');
    },
    close: async () => {
      await Promise.all(open.map((connection) => connection.close()));
      await admin.disconnect();
      await proxy.close();
      await removeTopics(broker, name);
    },
  };
}
