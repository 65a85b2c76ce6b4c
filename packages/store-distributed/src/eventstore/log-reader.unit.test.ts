import { expect, test } from '@jest/globals';
import type { NodeEvent } from './collect-events.ts';
import { createLogReader } from './log-reader.ts';
import type { NodeReads } from './node-reads.ts';
import { mainScope } from './scope.ts';

const never = (): Promise<never> => Promise.reject(new Error('not asked for'));

const eventAt = (position: number): NodeEvent => ({
  id: 'e',
  streamId: position === 30_001 ? 'case-1' : 'access-a',
  revision: 0n,
  type: 't',
  isJson: true,
  data: {},
  metadata: {},
  position: { commit: BigInt(position) },
});

/** A log of 30,000 reads and one case behind them, in answers of at most `most` events that take `slowMs` each. */
function setUp({ most = 10_000, slowMs = 0, budgetMs = 60_000 }) {
  const calls: number[] = [];
  const reads: NodeReads = {
    stream: never,
    newestOf: never,
    backwards: never,
    forwards: async (from = 1n, count) => {
      calls.push(count);
      await new Promise((resolve) => setTimeout(resolve, slowMs));
      return Array.from({ length: Math.min(count, most, 30_002 - Number(from)) }, (_, index) => eventAt(Number(from) + index));
    },
  };
  return { calls, ...createLogReader({ reads, scope: mainScope('access-'), head: async () => 30_001n, budgetMs }) };
}

test('a page that has only passed over events ends after 20 calls, and the next goes on behind them', async () => {
  const { readLog, calls } = setUp({});
  const first = await readLog(undefined, { limit: 3 });
  expect(first).toEqual({ events: [], next: expect.any(BigInt), atHead: false });
  expect(calls).toEqual([5, ...Array.from({ length: 19 }, () => 500)]);
  let page = first;
  for (let more = 0; more < 5 && !page.atHead; more++) page = await readLog(page.next, { limit: 3 });
  expect(page).toMatchObject({ events: [{ stream: 'case-1', position: 30_001n }], next: 30_001n, atHead: true });
});

test('it also ends when its time is over', async () => {
  const { readLog, calls } = setUp({ slowMs: 30, budgetMs: 50 });
  expect(await readLog(undefined, { limit: 3 })).toMatchObject({ events: [], atHead: false });
  expect(calls.length).toBeLessThan(4);
});

test('answers that end before the head without an event, again and again, are a failure and no head', async () => {
  const { readLog } = setUp({ most: 0 });
  await expect(readLog(undefined, { limit: 3 })).rejects.toMatchObject({ name: 'StoreUnavailable', written: 'no' });
});

test.each([
  ['and fails where the log is known to go so far', 7, 'StoreUnavailable'],
  ['and there is nothing where the log ends before', 6, undefined],
])('readAt that is answered with nothing asks where the log ends, %s', async (_, newest, failure) => {
  const reads: NodeReads = { stream: never, newestOf: never, forwards: async () => [], backwards: async () => [eventAt(newest)] };
  const { readAt } = createLogReader({ reads, scope: mainScope('access-'), head: never, budgetMs: 60_000 });
  const answer = await readAt(7n).catch((error: unknown) => error);
  expect(failure === undefined ? answer : (answer as Error).name).toBe(failure);
});

test('a page of many is asked for in one call', async () => {
  const { readLog, calls } = setUp({});
  await readLog(29_000n, { limit: 2_000 });
  expect(calls).toEqual([2_002]);
});
