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
const open = (options: Partial<SqliteTopicOptions> = {}): Topic =>
  createSqliteTopic(db, { pollMs: hour, backoffMs: () => hour, nowMs: () => clock, ...options });

const read = (topic: Topic, options: Partial<ConsumerOptions> = {}): Reader => {
  const reader = startReader(topic, { topic: 'cases.v1', group: 'notifier', ...options });
  readers.push(reader);
  return reader;
};

const stop = async (reader: Reader): Promise<void> => {
  await reader.consumer.stop();
  await reader.running;
};

const kept = (): unknown[] =>
  db
    .prepare('SELECT id FROM messages ORDER BY seq')
    .all()
    .map((row) => row['id']);

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

test('the wait after each failed try is asked for with its number, which begins anew with each message', async () => {
  const asked: number[] = [];
  const backoffMs = (attempt: number): number => {
    asked.push(attempt);
    return 0;
  };
  const topic = open({ backoffMs });
  await topic.publish(
    'cases.v1',
    ['a', 'b', 'c'].map((id) => message(id)),
  );
  const failures: Record<string, number> = { a: 3, b: 2 };
  const reader = read(topic, {
    handle: async ({ id }) => {
      failures[id] = (failures[id] ?? 0) - 1;
      if (failures[id] >= 0) throw new Error('away');
    },
  });
  await reader.reached('c');
  expect(asked).toEqual([1, 2, 3, 1, 2]);
});

test('a backlog leaves turns of the event loop to others', async () => {
  const topic = open();
  await topic.publish(
    'cases.v1',
    Array.from({ length: 200 }, (_, n) => message(`m-${n}`)),
  );
  const reader = read(topic);
  let turns = 0;
  while (reader.seen.length < 200) {
    await nextTurn();
    turns++;
  }
  expect(turns).toBeGreaterThan(100);
});

test('what was handled is committed: the next consumer of the group begins exactly behind it', async () => {
  const topic = open();
  await topic.publish(
    'cases.v1',
    ['a', 'b', 'c'].map((id) => message(id)),
  );
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

test('an offset that cannot be written is tried again until it can, and then the next message comes', async () => {
  const topic = open({ backoffMs: () => 0 });
  await topic.publish('cases.v1', [message('a'), message('b')]);
  const reader = read(topic, {
    handle: async ({ id }) => {
      if (id === 'a') db.exec('PRAGMA query_only = ON'); // any write now fails as on a file system that went read-only
    },
    onRetry: (_, attempt) => {
      if (attempt === 3) db.exec('PRAGMA query_only = OFF');
    },
  });
  await reader.reached('b');
  expect(reader.seen.map((seen) => seen.id)).toEqual(['a', 'b']);
  const unavailable = expect.objectContaining({ code: 'STORE_UNAVAILABLE', retryable: true });
  expect(reader.retries).toEqual([
    [unavailable, 1],
    [unavailable, 2],
    [unavailable, 3],
  ]);
});

test('a message whose offset could not be written before the consumer stopped is handled again', async () => {
  const topic = open();
  await topic.publish('cases.v1', [message('a'), message('b')]);
  const { open: failed, opened } = gate();
  const reader = read(topic, { handle: async () => db.exec('PRAGMA query_only = ON'), onRetry: failed });
  await opened;
  await stop(reader);
  db.exec('PRAGMA query_only = OFF');
  const next = read(topic);
  await next.reached('b');
  expect(next.seen.map((seen) => seen.id)).toEqual(['a', 'b']);
});

test('a closed file is a bug of the wiring: run fails loudly, and stop is still safe', async () => {
  const other = openWorkDatabase(':memory:');
  const topic = createSqliteTopic(other, { backoffMs: () => 0, pollMs: 1 });
  const consumer = topic.consumer({ topic: 'cases.v1', group: 'notifier', handle: async () => undefined });
  const running = consumer.run();
  await nextTurn();
  other.close();
  await expect(running).rejects.toThrow('database is not open');
  await consumer.stop();
});

test('two consumers of one group may repeat, but skip nothing', async () => {
  const topic = open();
  const ids = Array.from({ length: 30 }, (_, n) => `m-${n}`);
  await topic.publish(
    'cases.v1',
    ids.map((id) => message(id)),
  );
  const handled: string[] = [];
  const handle: ConsumerOptions['handle'] = async ({ id }) => {
    await nextTurn();
    handled.push(id);
  };
  const pair = [read(topic, { handle }), read(topic, { handle })];
  await Promise.race(pair.map((reader) => reader.reached('m-29')));
  await Promise.all(pair.map(stop));
  expect([...new Set(handled)]).toEqual(ids);
});

test('a consumer that is slower than another of its group does not move the group back', async () => {
  const topic = open();
  await topic.publish(
    'cases.v1',
    ['a', 'b', 'c'].map((id) => message(id)),
  );
  const { open: release, opened } = gate();
  const slow = read(topic, { handle: () => opened });
  await slow.reached('a');
  const fast = read(topic);
  await fast.reached('c');
  await stop(fast);
  release();
  await stop(slow);
  expect(db.prepare('SELECT consumers, seq FROM offsets').all()).toEqual([{ consumers: 'notifier', seq: 3 }]);
});

test('run called twice is one run', async () => {
  const topic = open();
  await topic.publish('cases.v1', [message('a')]);
  const reader = read(topic);
  expect(reader.consumer.run()).toBe(reader.running);
  await reader.reached('a');
  await nextTurn();
  expect(reader.seen).toHaveLength(1);
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
  await topic.publish(
    'cases.v1',
    ['a', 'b', 'c'].map((id) => message(id)),
  );
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
  await expect(topic.publish('cases.v1', [message('b'), large])).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
    retryable: true,
    written: 'no',
  });
  expect(kept()).toEqual(['a']);
});
