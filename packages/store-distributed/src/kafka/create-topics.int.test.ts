import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import kafkajs, { type Admin } from 'kafkajs';
import { describeWithEngine } from '../testing/engine-under-test.ts';
import { connectKafka, type KafkaConnection } from './connect-kafka.ts';
import { removeTopics } from './testing/remove-topics.ts';
import { topicSpecs } from './topic-specs.ts';

test('a topic and its dead letters are described with every setting', () => {
  const settings = {
    'cleanup.policy': 'delete',
    'retention.ms': '604800000',
    'retention.bytes': '-1',
    'max.message.bytes': '1048576',
    'min.insync.replicas': '2',
    'unclean.leader.election.enable': 'false',
    'message.timestamp.type': 'CreateTime',
    'compression.type': 'producer',
  };
  const letters = { partitions: 1, replicationFactor: 3, settings: { ...settings, 'retention.ms': '31536000000', 'max.message.bytes': '2097152' } };
  expect(topicSpecs({ topic: 'cases.v1', groups: ['notifier', 'archive'], replicationFactor: 3 })).toEqual([
    { topic: 'cases.v1', partitions: 6, replicationFactor: 3, settings },
    { topic: 'cases.v1.notifier.dead-letters', ...letters },
    { topic: 'cases.v1.archive.dead-letters', ...letters },
  ]);
  const [alone] = topicSpecs({ topic: 'x', groups: [], replicationFactor: 1, partitions: 2 });
  expect(alone).toMatchObject({ partitions: 2, replicationFactor: 1, settings: { 'min.insync.replicas': '1' } });
});

describeWithEngine('kafka', 'making topics', (broker) => {
  let kafka: KafkaConnection;
  let admin: Admin;
  let topic: string;
  beforeEach(async () => {
    topic = `t-${randomUUID().slice(0, 8)}`;
    kafka = connectKafka({ brokers: [broker], backoffMs: () => 1 });
    admin = new kafkajs.Kafka({ brokers: [broker], logLevel: kafkajs.logLevel.NOTHING }).admin();
    await admin.connect();
  });
  afterEach(async () => {
    await admin.disconnect();
    await kafka.close();
    await removeTopics(broker, topic);
  });
  const specs = (partitions = 2) => topicSpecs({ topic, groups: ['notifier'], replicationFactor: 1, partitions });
  const letters = (): string => `${topic}.notifier.dead-letters`;

  test('what is missing is made as described; again changes nothing', async () => {
    expect(await kafka.createTopics(specs())).toEqual({ created: [topic, letters()], existing: [], different: [] });
    expect(await kafka.createTopics(specs())).toEqual({ created: [], existing: [topic, letters()], different: [] });
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic, letters()] });
    expect(new Map(topics.map(({ name, partitions }) => [name, partitions.length]))).toEqual(new Map([[topic, 2], [letters(), 1]]));
  });

  test('what exists with other settings is told and left as it is; what is missing beside it is made', async () => {
    await admin.createTopics({ topics: [{ topic, numPartitions: 4, replicationFactor: 1, configEntries: [{ name: 'cleanup.policy', value: 'compact' }] }] });
    const report = await kafka.createTopics(specs());
    expect(report.created).toEqual([letters()]);
    expect(report.existing).toEqual([topic]);
    expect(report.different).toEqual(
      expect.arrayContaining([
        { topic, setting: 'partitions', wanted: '2', found: '4' },
        { topic, setting: 'cleanup.policy', wanted: 'delete', found: 'compact' },
      ]),
    );
    expect(await kafka.createTopics(specs())).toMatchObject({ created: [], different: report.different });
    expect((await admin.fetchTopicMetadata({ topics: [topic] })).topics[0]?.partitions).toHaveLength(4);
  });

  test('brokers that are not there are an outage, and a name that Kafka does not take is refused for good', async () => {
    const nowhere = connectKafka({ brokers: ['127.0.0.1:1'], backoffMs: () => 1 });
    await expect(nowhere.createTopics(specs())).rejects.toMatchObject({ name: 'StoreUnavailable', retryable: true });
    await nowhere.close();
    await expect(kafka.createTopics(topicSpecs({ topic: 'no spaces', groups: [], replicationFactor: 1 }))).rejects.toMatchObject({ name: 'NotStorable', retryable: false });
    await expect(kafka.createTopics(topicSpecs({ topic, groups: [], replicationFactor: 9 }))).rejects.toMatchObject({ code: 'KAFKA_TOPIC_SETTINGS', retryable: false });
  });
});
