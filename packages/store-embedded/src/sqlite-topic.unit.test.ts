import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { firsts, gate, message, startReader, type Reader } from '@amana/ports/contract/topic/reader';
import type { ConsumerOptions, Topic } from '@amana/ports/topic';
import { createSqliteTopic, type SqliteTopicOptions } from './sqlite-topic.ts';
import { openWorkDatabase } from './work-database.ts';

const hour = 3_600_000;
const day = 24 * hour;

let db: DatabaseSync;
let clock: number;
let readers: Reader[];
beforeEach(() => {
  db = openWorkDatabase(':memory:');
  clock = Date.parse('2026-03-01T00:00:00Z');
  readers = [];
});
afterEach(async () => {
  await Promise.all(readers.map((reader) => reader.consumer.stop()));
  await Promise.all(readers.map((reader) => reader.running));
  db.close();
});

// Nothing in these tests may come from polling or from a short wait: both are an hour.
const open = (options: SqliteTopicOptions = {}): Topic =>
  createSqliteTopic(db, { pollMs: hour, backOff: { baseMs: hour, maxMs: hour }, random: () => 0.9, now: () => clock, ...options });

const read = (topic: Topic, options: Partial<ConsumerOptions> = {}): Reader => {
  const reader = startReader(topic, { topic: 'cases.v1', group: 'notifier', ...options });
  readers.push(reader);
  return reader;
};

const stop = async (reader: Reader): Promise<void> => {
  await reader.consumer.stop();
  await reader.running;
};

const kept = (): unknown[] => db.prepare('SELECT id FROM messages ORDER BY seq').all().map((row) => row['id']);

test('publishing wakes a waiting consumer of the same topic object at once', async () => {
  const topic = open();
  const reader = read(topic);
  for (const id of ['a', 'b', 'c']) {
    await nextTurn(); // by now it has found nothing and waits
    await topic.publish('cases.v1', [message(id)]);
    await reader.reached(id);
  }
  expect(firsts(reader.seen)).toEqual(['a', 'b', 'c']);
});

test('what another object publishes is found by looking again', async () => {
  const reader = read(open({ pollMs: 5 }));
  await nextTurn();
  await open().publish('cases.v1', [message('a')]);
  await reader.reached('a');
  expect(firsts(reader.seen)).toEqual(['a']);
});

test('stop ends the longest wait of the back-off at once, and the message is not lost', async () => {
  const topic = open();
  await topic.publish('cases.v1', [message('a')]);
  const failing = read(topic, { handle: async () => Promise.reject(new Error('away')) });
  await failing.reached('a');
  await stop(failing);
  expect(failing.seen).toHaveLength(1);
  expect(failing.retries).toEqual([[new Error('away'), 1]]);
  const next = read(topic);
  await next.reached('a');
});

test('the wait grows from try to try', async () => {
  const topic = open({ backOff: { baseMs: 2, maxMs: hour } });
  await topic.publish('cases.v1', [message('a'), message('b')]);
  let failures = 5;
  const started = performance.now();
  const reader = read(topic, {
    handle: async () => {
      if (failures-- > 0) throw new Error('away');
    },
  });
  await reader.reached('b');
  expect(performance.now() - started).toBeGreaterThan(40); // 0.9 of 2 + 4 + 8 + 16 + 32; without growth it would be 9
  expect(reader.retries.map(([, attempt]) => attempt)).toEqual([1, 2, 3, 4, 5]);
});

test('what was handled is committed: the next consumer of the group begins exactly behind it', async () => {
  const topic = open();
  await topic.publish('cases.v1', ['a', 'b', 'c'].map((id) => message(id)));
  const { open: release, opened } = gate();
  const first = read(topic, { handle: ({ id }) => (id === 'b' ? opened : Promise.resolve()) });
  await first.reached('b');
  const stopped = stop(first);
  release();
  await stopped;
  const next = read(topic);
  await next.reached('c');
  expect(next.seen.map((seen) => seen.id)).toEqual(['c']);
});

test('a handled message whose offset cannot be written is handled again, not lost', async () => {
  const topic = open({ random: () => 0 });
  await topic.publish('cases.v1', [message('a'), message('b')]);
  let full = true;
  const reader = read(topic, {
    handle: async () => {
      db.exec(`PRAGMA query_only = ${full ? 'ON' : 'OFF'}`); // any write now fails as on a file system that went read-only
      full = false;
    },
  });
  await reader.reached('b');
  expect(reader.seen.map((seen) => seen.id)).toEqual(['a', 'a', 'b']);
  expect(reader.retries).toEqual([[expect.objectContaining({ code: 'STORE_UNAVAILABLE', retryable: true }), 1]]);
});

test('two consumers of one group repeat, but skip nothing', async () => {
  const topic = open();
  const ids = Array.from({ length: 30 }, (_, n) => `m-${n}`);
  await topic.publish('cases.v1', ids.map((id) => message(id)));
  const pair = [read(topic, { handle: () => nextTurn() }), read(topic, { handle: () => nextTurn() })];
  await Promise.all(pair.map((reader) => reader.reached('m-29')));
  for (const reader of pair) expect(firsts(reader.seen)).toEqual(ids);
});

test('a consumer that is slower than another of its group does not move the group back', async () => {
  const topic = open();
  await topic.publish('cases.v1', ['a', 'b', 'c'].map((id) => message(id)));
  const { open: release, opened } = gate();
  const slow = read(topic, { handle: () => opened });
  await slow.reached('a');
  const fast = read(topic);
  await fast.reached('c');
  await nextTurn();
  release();
  await topic.publish('cases.v1', [message('d')]);
  await Promise.all([slow.reached('d'), fast.reached('d')]);
  expect(slow.seen.map((seen) => seen.id)).toEqual(['a', 'd']);
});

test('publishing drops what is older than the keep time and was handled by every known group', async () => {
  const topic = open({ keepMs: 7 * day });
  await topic.publish('cases.v1', [message('a'), message('b')]);
  await topic.publish('other.v1', [message('x')]);
  const stalled = read(topic, { topic: 'other.v1', handle: async () => Promise.reject(new Error('away')) });
  const reader = read(topic);
  await Promise.all([reader.reached('b'), stalled.reached('x')]);
  await Promise.all([stop(reader), stop(stalled)]);

  clock += 7 * day;
  await topic.publish('cases.v1', [message('c')]);
  expect(kept()).toEqual(['a', 'b', 'x', 'c']); // not older yet
  clock += 1;
  await topic.publish('cases.v1', [message('d')]);
  expect(kept()).toEqual(['x', 'c', 'd']); // and a group of another topic holds back nothing here
});

test('a message that a known group has not handled is kept, however old; a new group starts with the oldest kept', async () => {
  const topic = open({ keepMs: day });
  await topic.publish('cases.v1', ['a', 'b', 'c'].map((id) => message(id)));
  const fast = read(topic);
  await fast.reached('c');
  const slow = read(topic, { group: 'archive', handle: async ({ id }) => (id === 'b' ? Promise.reject(new Error('away')) : undefined) });
  await slow.reached('b');
  await Promise.all([stop(fast), stop(slow)]);

  clock += 30 * day;
  await topic.publish('cases.v1', [message('d')]);
  expect(kept()).toEqual(['b', 'c', 'd']);
  const [again, fresh] = [read(topic, { group: 'archive' }), read(topic, { group: 'new' })];
  await Promise.all([again.reached('d'), fresh.reached('d')]);
  expect(firsts(again.seen)).toEqual(['b', 'c', 'd']);
  expect(firsts(fresh.seen)).toEqual(['b', 'c', 'd']);
});

test('without any group, old messages go by age alone; a number is never used again', async () => {
  const topic = open({ keepMs: day });
  await topic.publish('cases.v1', [message('a'), message('b')]);
  clock += 2 * day;
  await topic.publish('cases.v1', []);
  expect(kept()).toEqual([]);
  await topic.publish('cases.v1', [message('c')]);
  expect(db.prepare('SELECT seq, id FROM messages').all()).toEqual([{ seq: 3, id: 'c' }]);
});

test('a disk that is full refuses the messages, all of them, and says that it may be tried again', async () => {
  const topic = open();
  await topic.publish('cases.v1', [message('a')]);
  db.exec(`PRAGMA max_page_count = ${String(db.prepare('PRAGMA page_count').get()?.['page_count'])}`);
  const large = { ...message('c'), value: { text: 'x'.repeat(100_000) } };
  await expect(topic.publish('cases.v1', [message('b'), large])).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true, written: 'no' });
  expect(kept()).toEqual(['a']);
});
