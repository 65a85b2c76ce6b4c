import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { UndecodableMessage, type ConsumerOptions, type Topic } from '../topic.ts';
import type { Harness, MakeHarness } from './harness.ts';
import { firsts, gate, message, startReader, type Reader } from './topic/reader.ts';

const topic = 'cases.v1';
const group = 'notifier';

const stop = async (reader: Reader): Promise<void> => {
  await reader.consumer.stop();
  await reader.running;
};

const eightOf = (key: string): string[] => Array.from({ length: 8 }, (_, n) => `${key}/${n}`);

const decodeStrictly: ConsumerOptions['handle'] = async ({ id }) => {
  if (id === 'b') throw new UndecodableMessage('NO_SUCH_TYPE');
  if (id === 'c') throw new UndecodableMessage('');
};

export function topicSuite(name: string, makeHarness: MakeHarness<Topic>): void {
  describe(`Topic: ${name}`, () => {
    let harness: Harness<Topic>;
    let readers: Reader[];
    beforeEach(async () => {
      harness = await makeHarness();
      readers = [];
    });
    afterEach(async () => {
      await Promise.all(readers.map((reader) => reader.consumer.stop()));
      await Promise.all(readers.map((reader) => reader.running));
      await harness.close();
    });

    const read = (options: Partial<ConsumerOptions> = {}, store: Topic = harness.store): Reader => {
      const reader = startReader(store, { topic, group, ...options });
      readers.push(reader);
      return reader;
    };

    test('a message comes as it was published', async () => {
      const full = {
        key: 'case-é',
        id: 'a',
        value: { ids: ['x', 'y'], deep: { list: [{ n: 0.5 }], none: null, yes: true }, text: 'Ñ"\\\n😀' },
      };
      await harness.store.publish(topic, [full]);
      const reader = read();
      await reader.reached('a');
      expect(reader.seen[0]).toEqual(full);
      expect(reader.retries).toEqual([]);
      expect(await harness.store.deadLetters(topic, group)).toEqual([]);
    });

    test('messages of one key come in the order of publishing, within one call and over several', async () => {
      await harness.store.publish(
        topic,
        ['a', 'b', 'c'].map((id) => message(id)),
      );
      const reader = read();
      await reader.reached('c');
      await harness.store.publish(topic, [message('d')]);
      await harness.store.publish(topic, [message('e'), message('f')]);
      await reader.reached('f');
      expect(firsts(reader.seen)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    });

    test('each key keeps its order while many publish at once from two processes', async () => {
      const stores = [harness.store, await harness.second()];
      const keys = ['case-1', 'case-2', 'case-3', 'case-4', 'case-5'];
      const reader = read();
      await Promise.all(
        keys.map(async (key, n) => {
          for (const id of eightOf(key)) await (stores[n % 2] ?? harness.store).publish(topic, [message(id, key)]);
        }),
      );
      await Promise.all(keys.map((key) => reader.reached(`${key}/7`)));
      for (const key of keys) expect(firsts(reader.seen.filter((found) => found.key === key))).toEqual(eightOf(key));
      expect(firsts(reader.seen)).toHaveLength(40);
    });

    test('publishing nothing is no effort', async () => {
      await harness.store.publish(topic, []);
      await harness.store.publish(topic, [message('a')]);
      const reader = read();
      await reader.reached('a');
      expect(firsts(reader.seen)).toEqual(['a']);
    });

    test('what was published is still there after a restart', async () => {
      await harness.store.publish(topic, [message('a'), message('b')]);
      const reader = read({}, await harness.reopen());
      await reader.reached('b');
      expect(firsts(reader.seen)).toEqual(['a', 'b']);
    });

    test('a consumer that waits gets what is published later, also by another process', async () => {
      const reader = read();
      await new Promise(setImmediate);
      await harness.store.publish(topic, [message('a')]);
      await reader.reached('a');
      await new Promise(setImmediate); // by now it has handled that, found nothing more and waits
      await (await harness.second()).publish(topic, [message('b')]);
      await reader.reached('b');
      expect(firsts(reader.seen)).toEqual(['a', 'b']);
    });

    test('each group reads the whole topic; a new one starts with the oldest message', async () => {
      await harness.store.publish(topic, [message('a'), message('b')]);
      const first = read();
      await first.reached('b');
      const later = read({ group: 'statistics' });
      await later.reached('b');
      const last = read({ group: 'archive' });
      await last.reached('b');
      await harness.store.publish(topic, [message('c')]);
      for (const reader of [first, later, last]) {
        await reader.reached('c');
        expect(firsts(reader.seen)).toEqual(['a', 'b', 'c']);
      }
    });

    test('topics are apart', async () => {
      await harness.store.publish('other.v1', [message('x')]);
      await harness.store.publish(topic, [message('a')]);
      const [reader, other] = [read(), read({ topic: 'other.v1' })];
      await Promise.all([reader.reached('a'), other.reached('x')]);
      expect(firsts(reader.seen)).toEqual(['a']);
      expect(firsts(other.seen)).toEqual(['x']);
    });

    test('a group goes on where it stopped, after a restart', async () => {
      await harness.store.publish(topic, [message('a'), message('b')]);
      const before = read();
      await before.reached('b');
      await stop(before);
      await harness.store.publish(topic, [message('c'), message('d')]);
      const after = read({}, await harness.reopen());
      await after.reached('d');
      expect(firsts([...before.seen, ...after.seen])).toEqual(['a', 'b', 'c', 'd']);
    });

    test('a failing message is tried again in place, before any later one of its key, and each try is told', async () => {
      let failures = 3;
      const failing = new Error('the database is away');
      const handle: ConsumerOptions['handle'] = async ({ id }) => {
        if ((id === 'b' || id === 'd') && failures-- > 0) throw failing;
        if (id === 'c') failures = 1;
      };
      await harness.store.publish(
        topic,
        ['a', 'b', 'c', 'd', 'e'].map((id) => message(id)),
      );
      const reader = read({ handle });
      await reader.reached('e');
      expect(reader.seen.map((found) => found.id)).toEqual(['a', 'b', 'b', 'b', 'b', 'c', 'd', 'd', 'e']);
      expect(reader.retries).toEqual([
        [failing, 1],
        [failing, 2],
        [failing, 3],
        [failing, 1],
      ]);
      expect(await harness.store.deadLetters(topic, group)).toEqual([]);
    });

    test.each<[string, ErrorConstructor]>([
      ['TypeError', TypeError],
      ['SyntaxError', SyntaxError],
      ['RangeError', RangeError],
    ])('%s, as fetch and JSON.parse throw it, is tried again like any other', async (_, Kind) => {
      let first = true;
      await harness.store.publish(topic, [message('a'), message('b')]);
      const reader = read({
        handle: async () => {
          if (first) {
            first = false;
            throw new Kind('fetch failed');
          }
        },
      });
      await reader.reached('b');
      expect(reader.seen.map((found) => found.id)).toEqual(['a', 'a', 'b']);
    });

    test('a message in hand when its consumer gives up is handled again by the next, with all that follow', async () => {
      await harness.store.publish(
        topic,
        ['a', 'b', 'c'].map((id) => message(id)),
      );
      const dying = read({ handle: async ({ id }) => (id === 'b' ? Promise.reject(new Error('dies here')) : undefined) });
      await dying.reached('b');
      await stop(dying);
      expect(firsts(dying.seen)).toEqual(['a', 'b']);
      const next = read({}, await harness.reopen());
      await next.reached('c');
      expect(firsts(next.seen).slice(-2)).toEqual(['b', 'c']);
    });

    test('a message that cannot be decoded goes to the dead letters of its group, and the next is handled', async () => {
      await harness.store.publish(topic, [
        message('a'),
        message('b', 'case-2'),
        message('c', 'case-2'),
        message('d', 'case-2'),
        message('e'),
      ]);
      const reader = read({ handle: decodeStrictly });
      await Promise.all([reader.reached('d'), reader.reached('e')]);
      expect(reader.seen.filter((found) => found.id === 'b')).toHaveLength(1);
      expect(reader.retries).toEqual([]);
      const dead = [
        { id: 'b', key: 'case-2', reason: 'NO_SUCH_TYPE' },
        { id: 'c', key: 'case-2', reason: '' },
      ];
      expect(await harness.store.deadLetters(topic, group)).toEqual(dead);
      expect(await harness.store.deadLetters(topic, 'archive')).toEqual([]);
      expect(await harness.store.deadLetters('other.v1', group)).toEqual([]);
      await stop(reader);
      expect(await (await harness.reopen()).deadLetters(topic, group)).toEqual(dead);
    });

    test('what one group cannot decode is for another to handle', async () => {
      await harness.store.publish(topic, [message('a'), message('b')]);
      const strict = read({ handle: async () => Promise.reject(new UndecodableMessage('OLD_CODE')) });
      const newer = read({ group: 'archive' });
      await Promise.all([strict.reached('b'), newer.reached('b')]);
      await Promise.all([stop(strict), stop(newer)]);
      expect(firsts(newer.seen)).toEqual(['a', 'b']);
      expect(await harness.store.deadLetters(topic, 'archive')).toEqual([]);
      expect(await harness.store.deadLetters(topic, group)).toEqual([
        { id: 'a', key: 'case-1', reason: 'OLD_CODE' },
        { id: 'b', key: 'case-1', reason: 'OLD_CODE' },
      ]);
    });

    test('stop waits for the message in hand and starts no other', async () => {
      const { open, opened } = gate();
      await harness.store.publish(topic, [message('a'), message('b')]);
      const reader = read({ handle: () => opened });
      await reader.reached('a');
      const order: string[] = [];
      const stopped = reader.consumer.stop().then(() => order.push('stopped'));
      const ran = reader.running.then(() => order.push('ran'));
      await new Promise(setImmediate);
      expect(order).toEqual([]);
      order.push('handled');
      open();
      await Promise.all([stopped, ran]);
      expect(order[0]).toBe('handled');
      expect(firsts(reader.seen)).toEqual(['a']);
      expect(reader.retries).toEqual([]);
    });

    test('stop ends a consumer that waits, and one whose message fails again and again; stop twice is safe', async () => {
      const failing = read({ group: 'archive', handle: async () => Promise.reject(new Error('still away')) });
      const waiting = read();
      await harness.store.publish(topic, [message('a')]);
      await Promise.all([failing.reached('a'), waiting.reached('a')]);
      for (const reader of [failing, waiting]) {
        await Promise.all([reader.consumer.stop(), reader.consumer.stop()]);
        await reader.running;
        await reader.consumer.stop();
      }
    });

    test('stop before run: it handles nothing and ends at once', async () => {
      await harness.store.publish(topic, [message('a')]);
      let handled = 0;
      const consumer = harness.store.consumer({ topic, group, handle: async () => void handled++ });
      await consumer.stop();
      await consumer.run();
      await consumer.stop();
      expect(handled).toBe(0);
    });
  });
}
