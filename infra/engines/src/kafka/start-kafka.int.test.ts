import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import kafkajs from 'kafkajs';
import type { Engine } from '../process/engine.ts';
import { describeWhenAsked } from '../testing/describe-when-asked.ts';
import { scratchFolder } from '../testing/scratch-folder.ts';
import { startKafka } from './start-kafka.ts';

const MINUTES_MS = 300_000; // the jars may have to be fetched

describeWhenAsked('a Kafka broker of this machine’s Java', () => {
  let broker: Engine;
  afterAll(async () => broker.kill()); // before its folder goes
  const data = join(scratchFolder(), 'kafka');
  beforeAll(async () => {
    broker = await startKafka({ data });
  }, MINUTES_MS);

  const client = () => new kafkajs.Kafka({ brokers: [broker.address], logLevel: kafkajs.logLevel.NOTHING, retry: { retries: 8 } });

  async function withAdmin<T>(work: (admin: kafkajs.Admin) => Promise<T>): Promise<T> {
    const admin = client().admin();
    await admin.connect();
    try {
      return await work(admin);
    } finally {
      await admin.disconnect();
    }
  }

  async function send(topic: string, value: string): Promise<string | undefined> {
    const producer = client().producer({ allowAutoTopicCreation: false, createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
    await producer.connect();
    try {
      const [answer] = await producer.send({ topic, acks: -1, messages: [{ key: 'k', value }] });
      return answer?.baseOffset;
    } finally {
      await producer.disconnect();
    }
  }

  test('is asked at the address that it gives', async () => {
    expect(broker.address).toBe(`127.0.0.1:${broker.port}`);
    const cluster = await withAdmin((admin) => admin.describeCluster());
    expect(cluster).toEqual({ brokers: [{ nodeId: 1, host: '127.0.0.1', port: broker.port }], controller: 1, clusterId: '_IVQtMptRKqVnlI7sWq7mg' });
  });

  test('makes no topic by itself', async () => {
    const producer = client().producer({ allowAutoTopicCreation: true, createPartitioner: kafkajs.Partitioners.DefaultPartitioner, retry: { retries: 1 } });
    await producer.connect();
    await expect(producer.send({ topic: 'nobody-made-it', messages: [{ value: 'x' }] })).rejects.toThrow();
    await producer.disconnect();
    expect(await withAdmin((admin) => admin.listTopics())).not.toContain('nobody-made-it');
  });

  test('keeps topics and messages over a stop and over a kill, on the same port', async () => {
    const { address } = broker;
    await withAdmin((admin) => admin.createTopics({ topics: [{ topic: 'kept', numPartitions: 1, replicationFactor: 1 }], waitForLeaders: true }));
    expect(await send('kept', 'before the stop')).toBe('0');
    await broker.stop();
    await broker.start();
    expect(await send('kept', 'before the kill')).toBe('1');
    await broker.kill();
    await broker.start();
    expect(await send('kept', 'after the kill')).toBe('2');
    expect(broker.address).toBe(address);
    expect(await withAdmin((admin) => admin.fetchTopicOffsets('kept'))).toEqual([{ partition: 0, offset: '3', low: '0', high: '3' }]);
  }, 120_000);

  test('tells of its end when nobody asked for it', async () => {
    const shell = Number(readFileSync(join(data, 'engine.pid'), 'utf8'));
    process.kill(-shell, 'SIGKILL');
    await expect(broker.failed).rejects.toMatchObject({ code: 'ENGINE_ENDED', message: expect.stringContaining('Kafka ended by itself') });
  });
});
