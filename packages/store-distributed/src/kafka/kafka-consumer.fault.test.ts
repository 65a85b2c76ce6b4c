import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { PortFailure } from '@amana/ports/failures';
import { firsts, gate, message, startReader, type Reader } from '@amana/ports/contract/topic/reader';
import type { ConsumerOptions, Topic } from '@amana/ports/topic';
import { describeWithEngine } from '../testing/engine-under-test.ts';
import { makeKafkaPlace, type KafkaPlace } from './testing/kafka-place.ts';
import { until } from './testing/until.ts';

const ids = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, n) => String(from + n));
const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
const codesOf = (reader: Reader): string[] => [...new Set(reader.retries.map(([error]) => (error instanceof PortFailure ? error.code : String(error))))];

const inOrderPerKey = (reader: { seen: Reader['seen'] }): boolean =>
  [...Map.groupBy(reader.seen, ({ key }) => key).values()].every((own) => {
    const order = firsts(own).map(Number);
    return order.every((n, at) => at === 0 || n > (order[at - 1] ?? 0));
  });

describeWithEngine('kafka', 'a consumer of Kafka and what happens to it', (broker) => {
  let place: KafkaPlace;
  let readers: Reader[];
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => void unhandled.push(error);
  beforeEach(async () => {
    process.on('unhandledRejection', note);
    place = await makeKafkaPlace(broker, { partitions: 3 });
    readers = [];
  });
  afterEach(async () => {
    await Promise.all(readers.map((reader) => reader.consumer.stop()));
    await Promise.all(readers.map((reader) => reader.running));
    await place.close();
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  const read = (options: Partial<ConsumerOptions> = {}, topic: Topic = place.topic): Reader => {
    const reader = startReader(topic, { topic: place.name, group: place.group, ...options });
    readers.push(reader);
    return reader;
  };
  const publish = (...some: string[]): Promise<void> => place.connect().topic.publish(place.name, some.map((id) => message(id, `case-${Number(id) % 7}`)));

  test('brokers that are away at the start are told of, and waited for', async () => {
    await place.proxy.cut();
    await publish('0');
    const reader = read();
    await until(() => reader.retries.length >= 2, 10_000);
    expect(reader.retries.slice(0, 2).map(([, attempt]) => attempt)).toEqual([1, 2]);
    expect(codesOf(reader)).toEqual(['STORE_UNAVAILABLE']);
    await place.proxy.pass();
    await reader.reached('0');
    expect(reader.seen).toEqual([message('0', 'case-0')]);
  });

  test('brokers that go away in the middle: nothing is lost or out of order, and each message after their return is handled', async () => {
    await publish(...ids(0, 20));
    const reader = read();
    await Promise.all(ids(0, 20).map((id) => reader.reached(id)));
    await place.proxy.cut();
    await publish(...ids(20, 40));
    await until(() => reader.retries.length >= 2, 15_000);
    expect(codesOf(reader)).toEqual(['STORE_UNAVAILABLE']);
    await place.proxy.pass();
    await Promise.all(ids(20, 40).map((id) => reader.reached(id)));
    expect(inOrderPerKey(reader)).toBe(true);
    expect(firsts(reader.seen)).toHaveLength(40);
  });

  test('brokers that stop answering in the middle of everything are noticed, even where kafkajs would wait for ever', async () => {
    const { topic } = place.connect({ brokers: [place.proxy.address], times: { silentMs: 7_000, requestMs: 60_000, stopMs: 500 } });
    await publish('0');
    const reader = read({}, topic);
    await reader.reached('0');
    place.proxy.silence();
    await publish('1');
    await until(() => reader.retries.length > 0, 9_000);
    expect(String(reader.retries[0]?.[0])).toContain('no sign of life from a consumer for 7000 ms');
    await place.proxy.pass();
    await reader.reached('1');
    expect(firsts(reader.seen)).toEqual(['0', '1']);
    await reader.consumer.stop();
    await until(() => place.proxy.connections() === 0); // nor does the client that was given up hold on to its own
  });

  test('two of one group share the work and take over from each other: all is handled, the first time in order per key', async () => {
    const seen: Reader['seen'] = [];
    const handle: ConsumerOptions['handle'] = async (one) => {
      seen.push(one);
      await delay(5);
    };
    await publish(...ids(0, 100));
    const first = read({ handle });
    await first.reached('0');
    const second = read({ handle }, place.connect().topic);
    let next = 100;
    for (; second.seen.length < 5; next += 10) await publish(...ids(next, next + 10));
    await first.consumer.stop();
    await publish(...ids(next, next + 60));
    await until(() => firsts(seen).length === next + 60, 15_000);
    expect(inOrderPerKey({ seen })).toBe(true);
    expect([...first.retries, ...second.retries]).toEqual([]);
  });

  test('one that dies in the middle of a batch: what it had not finished is handled by the next, from the first on', async () => {
    await publish(...ids(0, 7), ...ids(7, 70));
    const { open, opened } = gate();
    const dying = read({ handle: ({ id }) => (Number(id) > 30 ? opened : Promise.resolve()) });
    await until(() => dying.seen.some(({ id }) => Number(id) > 30), 10_000);
    const inHand = dying.seen.at(-1)?.id ?? '';
    await place.proxy.cut(); // no farewell reaches the group
    const next = read({}, place.connect().topic);
    await next.reached(inHand);
    await until(() => firsts([...dying.seen, ...next.seen]).length === 70, 10_000);
    expect(inOrderPerKey({ seen: [...dying.seen, ...next.seen] })).toBe(true);
    open();
  });

  test('whatever a handler throws is tried again in place, and the group never hears of it', async () => {
    const thrown = [new TypeError('fetch failed'), 'text', undefined, null, 42, { retriable: true }, new ReferenceError('x'), new Error('again'), new Error('and again')];
    const left = [...thrown];
    const handle = ({ id }: { id: string }): Promise<void> => {
      if (id === '1' && left.length > 0) throw left.shift(); // not even a promise
      return Promise.resolve();
    };
    const reader = read({ handle });
    await publish('0', '7', '1', '8', '15');
    await reader.reached('15');
    expect(reader.retries).toEqual(thrown.map((error, n) => [error, n + 1]));
    expect(reader.seen.filter(({ key }) => key === 'case-1').map(({ id }) => id)).toEqual([...thrown.map(() => '1'), '1', '8', '15']);
    expect(place.proxy.count('joinGroup')).toBe(2); // the first one only asks for a name
    expect(await place.topic.deadLetters(place.name, place.group)).toEqual([]);
  });

  test('a message that fails for long holds back its partition only', async () => {
    const { topic } = place.connect({ backoffMs: () => 600_000 });
    const reader = read({ handle: ({ id }) => (id === '1' ? Promise.reject(new Error('newer than this code')) : Promise.resolve()) }, topic);
    await publish('1', '8');
    await reader.reached('1');
    await publish('0', '2', '3', '4', '5', '6');
    await until(() => firsts(reader.seen).length > 2);
    expect(reader.seen.some(({ id }) => id === '8')).toBe(false);
    expect(reader.retries.map(([, attempt]) => attempt)).toEqual([1]);
  });

  test('a handler may take longer than a session: its message is handled once, and the member keeps its place', async () => {
    const reader = read({ handle: ({ id }) => (id === '0' ? delay(8_000) : Promise.resolve()) });
    await publish('0', '7');
    await until(() => reader.seen.some(({ id }) => id === '7'), 15_000);
    expect(reader.seen.map(({ id }) => id)).toEqual(['0', '7']);
    expect(place.proxy.count('joinGroup')).toBe(2);
  });

  test('a handler that never ends counts as failed and is called again; stop waits for it no longer than said', async () => {
    const { topic } = place.connect({ times: { handleMs: 200, stopMs: 1_000 } });
    const reader = read({ handle: ({ id }) => (id === '0' && reader.seen.length < 3 ? new Promise(() => undefined) : Promise.resolve()) }, topic);
    await publish('0', '7');
    await reader.reached('7');
    expect(reader.seen.map(({ id }) => id)).toEqual(['0', '0', '0', '7']);
    expect(reader.retries.map(([error, attempt]) => [(error as PortFailure).code, attempt])).toEqual([['HANDLER_SILENT', 1], ['HANDLER_SILENT', 2]]);

    const { topic: patient } = place.connect({ times: { handleMs: 60_000, stopMs: 1_000 } });
    await reader.consumer.stop();
    await publish('1');
    const before = timers();
    const hung = read({ handle: () => new Promise(() => undefined) }, patient);
    await hung.reached('1');
    const from = performance.now();
    await hung.consumer.stop();
    expect(performance.now() - from).toBeLessThan(2_000);
    await until(() => timers() <= before); // nothing of it keeps the process alive
  });

  test('the message in hand at a stop is committed: the next of the group begins behind it', async () => {
    const { open, opened } = gate();
    await publish('0', '7', '14');
    const before = read({ handle: ({ id }) => (id === '7' ? opened : Promise.resolve()) });
    await before.reached('7');
    const stopped = before.consumer.stop();
    open();
    await stopped;
    const after = read();
    await after.reached('14');
    expect(before.seen.map(({ id }) => id)).toEqual(['0', '7']);
    expect(after.seen.map(({ id }) => id)).toEqual(['14']);
  });

  test('stopped during an outage, it does not come back when the brokers do', async () => {
    let said = 0;
    const { topic } = place.connect({ brokers: [place.proxy.address], output: { debug: () => void said++ } });
    await publish('0');
    const reader = read({}, topic);
    await reader.reached('0');
    await place.proxy.cut();
    await until(() => reader.retries.length > 0, 10_000);
    await reader.consumer.stop();
    await reader.running;
    await place.proxy.pass();
    await publish('7');
    await delay(2_000); // kafkajs would start again after 100 ms to a second
    const soFar = said;
    await delay(1_500);
    expect(said).toBe(soFar); // nor does anything of it go on in silence
    expect(reader.seen.map(({ id }) => id)).toEqual(['0']);
    expect(place.proxy.connections()).toBe(0);
  });
});
