import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { EachBatchPayload } from 'kafkajs';
import { createBatchHandler } from './batch-handler.ts';
import { recordOf } from './message-record.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** A partition as kafkajs hands it over, the messages from `offset` on; what the handler does to it is noted. */
function partitionOf(offsets: readonly string[]) {
  const done: string[] = [];
  const messages = offsets.map((offset) => ({ ...recordOf('cases.v1', { key: 'case-1', id: `e${offset}`, value: {} }), key: Buffer.from('case-1'), offset }));
  const payload = {
    batch: { partition: 0, messages },
    isRunning: () => true,
    isStale: () => false,
    heartbeat: async () => undefined,
    commitOffsetsIfNecessary: async () => undefined,
    resolveOffset: (offset: string) => done.push(`resolved ${offset}`),
    pause: () => {
      done.push('paused');
      return () => done.push('resumed');
    },
  } as unknown as EachBatchPayload;
  return { payload, done };
}

function setUp(fails: (id: string) => boolean) {
  const tried: string[] = [];
  const attempts: number[] = [];
  const handler = createBatchHandler({
    topic: 'cases.v1',
    group: 'notifier',
    handle: async ({ id }) => {
      tried.push(id);
      if (fails(id)) throw new TypeError('fetch failed');
    },
    publisher: { publish: async () => undefined, close: async () => undefined },
    backoffMs: (attempt) => {
      attempts.push(attempt);
      return attempt * 1_000;
    },
    times: { handleMs: 30_000, sessionMs: 10_000 },
    signal: new AbortController().signal,
    sign: () => undefined,
  });
  return { handler, tried, attempts };
}

test('a message that failed stays unresolved, with all behind it; its partition is paused for the back-off, which grows with each try of it', async () => {
  let isBroken = true;
  const { handler, tried, attempts } = setUp((id) => isBroken && id === 'e2');
  const first = partitionOf(['1', '2', '3']);
  await handler.handleBatch(first.payload);
  expect({ tried, done: first.done }).toEqual({ tried: ['e1', 'e2'], done: ['resolved 1', 'paused'] });
  await jest.advanceTimersByTimeAsync(999);
  expect(first.done).toEqual(['resolved 1', 'paused']);
  await jest.advanceTimersByTimeAsync(1);
  expect(first.done).toEqual(['resolved 1', 'paused', 'resumed']);

  await handler.handleBatch(partitionOf(['2', '3']).payload);
  isBroken = false;
  const third = partitionOf(['2', '3']);
  await handler.handleBatch(third.payload);
  isBroken = true;
  await handler.handleBatch(partitionOf(['2']).payload);
  expect({ attempts, done: third.done }).toEqual({ attempts: [1, 2, 1], done: ['resolved 2', 'resolved 3'] });
  handler.close();
});

test('one that is closed resumes nothing', async () => {
  const { handler } = setUp(() => true);
  const { payload, done } = partitionOf(['1']);
  await handler.handleBatch(payload);
  handler.close();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(done).toEqual(['paused']);
});
