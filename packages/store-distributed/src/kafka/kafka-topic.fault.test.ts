import { afterEach, beforeEach, expect, test } from '@jest/globals';
import kafkajs, { type Message } from 'kafkajs';
import { firsts, message, startReader, type Reader } from '@amana/ports/contract/topic/reader';
import { UndecodableMessage, type ConsumerOptions, type Topic } from '@amana/ports/topic';
import { describeWithEngine } from '../testing/engine-under-test.ts';
import { deadLetterTopic } from './dead-letter-record.ts';
import { makeKafkaPlace, type KafkaPlace } from './testing/kafka-place.ts';
import { until } from './testing/until.ts';

describeWithEngine('kafka', 'a topic of Kafka that is not as it should be', (broker) => {
  let place: KafkaPlace;
  let readers: Reader[];
  beforeEach(() => {
    readers = [];
  });
  afterEach(async () => {
    await Promise.all(readers.map((reader) => reader.consumer.stop()));
    await Promise.all(readers.map((reader) => reader.running));
    await place.close();
  });

  const read = (options: Partial<ConsumerOptions> = {}, topic: Topic = place.topic): Reader => {
    const reader = startReader(topic, { topic: place.name, group: place.group, ...options });
    readers.push(reader);
    return reader;
  };
  const publish = (...ids: string[]): Promise<void> => place.topic.publish(place.name, ids.map((id) => message(id)));
  const sendPastOurCode = async (messages: Message[]): Promise<void> => {
    const producer = place.bare.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
    await producer.connect();
    await producer.send({ topic: place.name, messages });
    await producer.disconnect();
  };

  test('what was not published by us goes to the dead letters with its reason, and the next message is handled', async () => {
    place = await makeKafkaPlace(broker);
    const headers = { ce_id: 'x', 'content-type': 'application/json' };
    await sendPastOurCode([
      { key: 'k', value: 'anything' },
      { key: 'k', value: 'no json', headers },
      { key: 'k', value: '[1]', headers },
      { key: 'k', value: null, headers },
      { value: '{}', headers: { ...headers, ce_id: ['first', 'second'] } },
    ]);
    await publish('a');
    const reader = read();
    await reader.reached('a');
    expect(reader.seen).toEqual([message('a')]);
    expect(reader.retries).toEqual([]);
    expect(await place.topic.deadLetters(place.name, place.group)).toEqual([
      { id: '', key: 'k', reason: 'NO_CLOUD_EVENT' },
      { id: 'x', key: 'k', reason: 'NO_JSON' },
      { id: 'x', key: 'k', reason: 'NO_JSON_OBJECT' },
      { id: 'x', key: 'k', reason: 'NO_VALUE' },
      { id: 'first', key: '', reason: 'NO_KEY' },
    ]);
  });

  test('while the dead letters cannot be written, their message is tried again and nothing behind it is handled', async () => {
    place = await makeKafkaPlace(broker);
    await place.connect().topic.publish(place.name, ['a', 'b', 'c'].map((id) => message(id)));
    place.proxy.swallowAnswers('produce');
    const reader = read({ handle: ({ id }) => (id === 'b' ? Promise.reject(new UndecodableMessage('OLD_CODE')) : Promise.resolve()) });
    await until(() => reader.retries.length >= 1, 10_000);
    expect(firsts(reader.seen)).toEqual(['a', 'b']);
    expect(reader.retries[0]).toEqual([expect.objectContaining({ code: 'STORE_UNAVAILABLE' }), 1]);
    await place.proxy.pass();
    await reader.reached('c');
    expect(await place.topic.deadLetters(place.name, place.group)).toEqual([{ id: 'b', key: 'case-1', reason: 'OLD_CODE' }]); // written several times
  });

  test('a topic or its dead letters that are missing are told of with the way out; made meanwhile, it goes on', async () => {
    place = await makeKafkaPlace(broker, { isMade: false });
    const reader = read();
    await until(() => reader.retries.length >= 2, 10_000);
    for (const [error] of reader.retries) expect(error).toMatchObject({ code: 'KAFKA_TOPIC_MISSING', message: `Kafka: the topic ${place.name} does not exist; make it with: npm run amana -- topics` });
    await place.admin.createTopics({ topics: [{ topic: place.name }], waitForLeaders: true });
    const words = `Kafka: the topic ${deadLetterTopic(place.name, place.group)} does not exist; make it with: npm run amana -- topics`;
    await until(() => reader.retries.some(([error]) => (error as Error).message === words), 10_000);
    await place.createTopics();
    await publish('a');
    await reader.reached('a');
    expect(await place.admin.listTopics()).not.toContain(`${place.name}.other`);
    await expect(place.topic.deadLetters(place.name, 'other')).rejects.toMatchObject({ code: 'KAFKA_TOPIC_MISSING' });
  });

  test('what is no longer kept is passed over: a group goes on with the oldest message that is', async () => {
    place = await makeKafkaPlace(broker);
    await publish('a', 'b');
    const before = read();
    await before.reached('b');
    await before.consumer.stop();
    await publish('c', 'd', 'e', 'f');
    await place.admin.fetchTopicOffsets(place.name); // kafkajs deletes only in topics that it has looked at
    await place.admin.deleteTopicRecords({ topic: place.name, partitions: [{ partition: 0, offset: '4' }] });
    const after = read();
    await after.reached('f');
    expect(after.seen.map(({ id }) => id)).toEqual(['e', 'f']);
  });

  test('a topic that was deleted and made anew while it is read: what is published then is handled', async () => {
    place = await makeKafkaPlace(broker);
    await publish('a', 'b');
    const reader = read();
    await reader.reached('b');
    await place.admin.deleteTopics({ topics: [place.name] });
    await until(() => reader.retries.length > 0, 15_000);
    await place.createTopics();
    await publish('c');
    await reader.reached('c');
    expect(firsts(reader.seen)).toEqual(['a', 'b', 'c']);
  });
});
