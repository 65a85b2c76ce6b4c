import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { NotStorable, PortFailure, StoreUnavailable } from '@amana/ports/failures';
import type { TopicMessage } from '@amana/ports/topic';
import { describeWithEngine } from '../testing/engine-under-test.ts';
import { makeKafkaPlace, type KafkaPlace } from './testing/kafka-place.ts';
import { until } from './testing/until.ts';

const message = (id: string, text = ''): TopicMessage => ({ key: 'case-1', id, value: { id, text } });
const messages = (...ids: string[]): TopicMessage[] => ids.map((id) => message(id));

const failureOf = async (publishing: Promise<void>): Promise<PortFailure> => {
  const error = await publishing.then(() => new Error('it was published'), (rejection: unknown) => rejection);
  if (!(error instanceof PortFailure)) throw error;
  return error;
};

describeWithEngine('kafka', 'publishing to Kafka through a bad network', (broker) => {
  let place: KafkaPlace;
  beforeEach(async () => {
    place = await makeKafkaPlace(broker);
  });
  afterEach(() => place.close());

  test('a batch was written and its acknowledgement lost: the next of the same size is not taken for it and dropped', async () => {
    const { proxy, topic, name } = place;
    await topic.publish(name, messages('a'));
    proxy.swallowAnswers('produce');
    const failure = await failureOf(topic.publish(name, messages('b')));
    expect(failure).toMatchObject({ name: 'StoreUnavailable', written: 'unknown', retryable: true });
    await proxy.pass();
    await topic.publish(name, messages('c'));
    await topic.publish(name, messages('d'));
    expect(await place.ids()).toEqual(['a', 'b', 'c', 'd']); // b once, although the client has sent it several times
    expect(proxy.count('produce')).toBeGreaterThan(4);
  });

  test('a producer that could not get its id is not used: all that goes out is idempotent', async () => {
    const { proxy, topic, name } = place;
    proxy.swallowAnswers('initProducerId');
    expect(await failureOf(topic.publish(name, messages('a')))).toMatchObject({ name: 'StoreUnavailable', written: 'no', retryable: true });
    expect(proxy.count('produce')).toBe(0);
    await proxy.pass();
    await topic.publish(name, messages('a'));
    expect(proxy.producerIds).toHaveLength(1);
    expect(proxy.producerIds[0]).toBeGreaterThanOrEqual(0n);
    expect(await place.ids()).toEqual(['a']);
  });

  test('a broker that says nothing: each publish ends in its time, also those that wait in line, and leaves no connection', async () => {
    const { proxy, name } = place;
    const { topic } = place.connect({ brokers: [proxy.address], times: { callMs: 700, requestMs: 60_000 } });
    await topic.publish(name, messages('a'));
    proxy.silence();
    const from = performance.now();
    const [first, second] = await Promise.all([failureOf(topic.publish(name, messages('b'))), failureOf(topic.publish(name, messages('c')))]);
    expect(performance.now() - from).toBeLessThan(1_500);
    expect(first).toMatchObject({ name: 'StoreUnavailable', written: 'unknown', retryable: true });
    expect(second).toMatchObject({ name: 'StoreUnavailable', written: 'no', retryable: true });
    await until(() => proxy.connections() === 0);
  });

  test('what was given up is not sent behind the back of its caller', async () => {
    const { proxy, name } = place;
    const { topic } = place.connect({ brokers: [proxy.address], times: { callMs: 300 } });
    await topic.publish(name, messages('a'));
    await proxy.cut();
    await failureOf(topic.publish(name, messages('b')));
    await proxy.pass();
    const sent = proxy.count('produce');
    await delay(2_500); // the retries of kafkajs would take two of them
    expect(proxy.count('produce')).toBe(sent);
    await until(() => proxy.connections() === 0);
    expect(await place.ids()).toEqual(['a']);
  });

  test('brokers that are away at first, and again in the middle: the same connection goes on when they are back', async () => {
    const { proxy, topic, name } = place;
    await proxy.cut();
    expect(await failureOf(topic.publish(name, messages('a')))).toMatchObject({ name: 'StoreUnavailable', written: 'no', retryable: true });
    await proxy.pass();
    await topic.publish(name, messages('a'));
    await proxy.cut();
    expect(await failureOf(topic.publish(name, messages('b')))).toBeInstanceOf(StoreUnavailable);
    await proxy.pass();
    await topic.publish(name, messages('b'));
    expect(await place.ids()).toEqual(['a', 'b']);
  });

  test('one send is under way at a time, however many publish', async () => {
    const ids = Array.from({ length: 20 }, (_, n) => String(n));
    await Promise.all(ids.map((id) => place.topic.publish(place.name, messages(id))));
    expect(place.proxy.mostProducing()).toBe(1);
    expect(await place.ids()).toEqual(ids);
  });

  test('a page of any size goes in pieces that the brokers take, in order', async () => {
    const ids = Array.from({ length: 2_300 }, (_, n) => String(n));
    const text = 'x'.repeat(1_000);
    await place.topic.publish(place.name, ids.map((id) => message(id, text)));
    expect(place.proxy.count('produce')).toBeGreaterThan(4);
    expect(await place.ids()).toEqual(ids);
  });

  test('a message that the topic cannot take is refused for good, and the next one is taken', async () => {
    const failure = await failureOf(place.topic.publish(place.name, [message('a', 'x'.repeat(1_100_000))]));
    expect(failure).toBeInstanceOf(NotStorable);
    expect(failure.retryable).toBe(false);
    await place.topic.publish(place.name, messages('b'));
    expect(await place.ids()).toEqual(['b']);
  });

  test('a topic that is missing is not made; the words say how, and it may be made meanwhile', async () => {
    const missing = `${place.name}-missing`;
    const failure = await failureOf(place.topic.publish(missing, messages('a')));
    expect(failure).toMatchObject({ code: 'KAFKA_TOPIC_MISSING', retryable: true });
    expect(failure.message).toBe(`Kafka: the topic ${missing} does not exist; make it with: npm run amana -- topics`);
    expect(await place.admin.listTopics()).not.toContain(missing);
    expect(place.proxy.topicsAskedFor()).toBe(0); // this broker would make none; another might, with settings of its own
    await place.topic.publish(place.name, messages('a'));
    expect(await place.ids()).toEqual(['a']);
  });

  test('a login that the brokers do not take is no outage: words for the operator, and no retry', async () => {
    const { topic } = place.connect({ user: 'amana', password: 'wachtwoord', times: { callMs: 20_000 } });
    const failure = await failureOf(topic.publish(place.name, messages('a')));
    expect(failure).toMatchObject({ code: 'KAFKA_LOGIN', retryable: false });
    expect(failure.message).not.toContain('wachtwoord');
    await expect(topic.deadLetters(place.name, place.group)).rejects.toMatchObject({ code: 'KAFKA_LOGIN', retryable: false });
  });

  test('closed, it publishes nothing and holds no connection', async () => {
    const { proxy, name } = place;
    const connection = place.connect({ brokers: [proxy.address] });
    await connection.topic.publish(name, messages('a'));
    await connection.close();
    await connection.close();
    await until(() => proxy.connections() === 0);
    expect(await failureOf(connection.topic.publish(name, messages('b')))).toMatchObject({ name: 'StoreUnavailable', written: 'no' });
    expect(await place.ids()).toEqual(['a']);
  });
});
