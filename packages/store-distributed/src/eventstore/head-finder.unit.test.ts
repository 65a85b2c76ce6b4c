import { beforeEach, describe, expect, test } from '@jest/globals';
import { StoreUnavailable } from '@amana/ports/failures';
import type { NodeEvent } from './collect-events.ts';
import { createHeadFinder } from './head-finder.ts';
import type { NodeReads } from './node-reads.ts';
import { mainScope } from './scope.ts';

/** The whole log of a node, one position for each name of a stream. */
let log: string[];
let read: number;
let slowMs: number;
beforeEach(() => {
  [log, read, slowMs] = [[], 0, 0];
});

const eventAt = (index: number): NodeEvent => ({
  id: 'e',
  streamId: log[index] ?? '',
  revision: 0n,
  type: 't',
  isJson: true,
  data: {},
  metadata: {},
  position: { commit: BigInt(index + 1) },
});
const never = (): Promise<never> => Promise.reject(new Error('not asked for'));
const reads: NodeReads = {
  stream: never,
  newestOf: never,
  forwards: async (_, count) => log.slice(0, count).map((_, index) => eventAt(index)),
  backwards: async (before, count) => {
    const started = performance.now();
    while (performance.now() - started < slowMs);
    const behind = before === undefined ? log.length : Number(before) - 1;
    const events = Array.from({ length: Math.min(count, behind) }, (_, index) => eventAt(behind - 1 - index));
    read += events.length;
    return events;
  },
};
const finder = (budgetMs = 60_000) => createHeadFinder(reads, mainScope('access-'), budgetMs);
const others = (count: number): string[] => Array.from({ length: count }, () => 'access-a');

test('the newest of the scope, wherever it stands; none where there is none', async () => {
  log = ['$$$scavenges'];
  expect(await finder()()).toBeUndefined();
  log = ['$$$scavenges', 'case-1', ...others(2_500), '$$case-1'];
  expect(await finder()()).toBe(2n);
  log.push('case-2');
  expect(await finder()()).toBe(2_504n);
});

test('what was seen is not read again', async () => {
  log = ['$$$scavenges', 'case-1', ...others(2_500)];
  const find = finder();
  await find();
  read = 0;
  expect(await find()).toBe(2n);
  expect(read).toBe(1);
  log.push(...others(5));
  expect(await find()).toBe(2n);
  expect(read).toBe(12); // one; then ten more
  log.push('case-2');
  expect(await find()).toBe(2_508n);
});

describe('a scan that takes too long', () => {
  test('fails as unavailable; the next goes on where it stopped, over what came meanwhile', async () => {
    log = ['$$$scavenges', 'case-1', ...others(5_000)];
    slowMs = 5;
    const find = finder(25);
    let failures = 0;
    let found: bigint | undefined;
    for (; found === undefined && failures < 100; failures++) {
      found = await find().catch((error: unknown) => {
        expect(error).toBeInstanceOf(StoreUnavailable);
        return undefined;
      });
      if (found === undefined) log.push(...others(3));
    }
    expect(found).toBe(2n);
    expect(failures).toBeGreaterThan(1);
    expect(read).toBeLessThan(9_000); // not once more from the end each time
  });
});

test('an answer that was cut short is not the beginning of the log: no head is no answer then', async () => {
  log = ['$$$scavenges', 'case-1', ...others(8)];
  const cut: NodeReads = { ...reads, backwards: async (before, count) => (await reads.backwards(before, count)).slice(0, 4) };
  await expect(createHeadFinder(cut, mainScope('access-'), 60_000)()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', written: 'no' });
  const silent: NodeReads = { ...reads, backwards: async () => [] };
  await expect(createHeadFinder(silent, mainScope('access-'), 60_000)()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', written: 'no' });
});

// Red without: the branch of `position < earlier.top` (the old head comes out, which this log never had).
test('a log that was replaced by a shorter or another one is looked through anew', async () => {
  log = ['$$$scavenges', ...others(20), 'case-1', 'access-a'];
  const find = finder();
  expect(await find()).toBe(22n);
  log = ['$$$scavenges', 'case-1', ...others(3)];
  expect(await find()).toBe(2n);
  log = ['$$$scavenges'];
  expect(await find()).toBeUndefined();
});
