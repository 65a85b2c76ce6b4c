import { describe, expect, test } from '@jest/globals';
import type { LogPage } from '@amana/ports/event-store';
import { StoreUnavailable } from '@amana/ports/failures';
import { shareReads } from './share-reads.ts';

/** Reads that the test answers, and what this process has seen of the log. */
function reads() {
  const asked: { after: bigint | undefined; limit: number; signal: AbortSignal | undefined; answer: (page: LogPage) => void; fail: (error: Error) => void }[] = [];
  const log = { seen: 0n };
  const readLog = shareReads((after, { limit, signal }) => {
    const { promise, resolve, reject } = Promise.withResolvers<LogPage>();
    asked.push({ after, limit, signal, answer: resolve, fail: reject });
    return promise;
  }, () => log.seen);
  return { asked, log, readLog };
}

const page = (next: bigint): LogPage => ({ events: [], next, atHead: true });

describe('equal reads of the log', () => {
  test('that are under way are one, and the next one is another', async () => {
    const { asked, readLog } = reads();
    const both = [readLog(5n, { limit: 10 }), readLog(5n, { limit: 10 })];
    expect(asked).toHaveLength(1);
    asked[0]?.answer(page(7n));
    expect(await Promise.all(both)).toEqual([page(7n), page(7n)]);
    const later = readLog(5n, { limit: 10 });
    expect(asked).toHaveLength(2);
    asked[1]?.answer(page(8n));
    expect(await later).toEqual(page(8n));
  });

  test('from another place, of another length, without other streams are not equal', () => {
    const { asked, readLog } = reads();
    for (const [after, limit, exceptPrefixes] of [[5n, 10, []], [undefined, 10, []], [5n, 11, []], [5n, 10, ['person-']]] as const) void readLog(after, { limit, exceptPrefixes });
    expect(asked.map(({ after, limit }) => [after, limit])).toEqual([[5n, 10], [undefined, 10], [5n, 11], [5n, 10]]);
  });

  test('nobody joins a read that began before something that is known here: its answer may lack it', () => {
    const { asked, log, readLog } = reads();
    void readLog(5n, { limit: 10 });
    log.seen = 6n; // an append of this process was acknowledged
    void readLog(5n, { limit: 10 });
    expect(asked).toHaveLength(2);
  });

  test('whoever gives up leaves the read to the others', async () => {
    const { asked, readLog } = reads();
    const giveUp = new AbortController();
    const [one, other] = [readLog(5n, { limit: 10, signal: giveUp.signal }), readLog(5n, { limit: 10 })];
    giveUp.abort(new Error('stopping'));
    await expect(one).rejects.toThrow('stopping');
    asked[0]?.answer(page(7n));
    expect(await other).toEqual(page(7n));
    await expect(readLog(5n, { limit: 10, signal: giveUp.signal })).rejects.toThrow('stopping');
    expect(asked).toHaveLength(1);
  });

  test('one that nobody waits for is given up, and nobody joins it', async () => {
    const { asked, readLog } = reads();
    const giveUp = [new AbortController(), new AbortController()];
    const both = giveUp.map(({ signal }) => readLog(5n, { limit: 10, signal }));
    giveUp[0]?.abort(new Error('stopping'));
    await expect(both[0]).rejects.toThrow('stopping');
    expect(asked[0]?.signal?.aborted).toBe(false);
    giveUp[1]?.abort(new Error('stopping'));
    await expect(both[1]).rejects.toThrow('stopping');
    expect(asked[0]?.signal?.aborted).toBe(true);
    void readLog(5n, { limit: 10 });
    expect(asked).toHaveLength(2);
  });

  test('a failure is told to all, and the next one asks again', async () => {
    const { asked, readLog } = reads();
    const both = [readLog(5n, { limit: 10 }), readLog(5n, { limit: 10, signal: new AbortController().signal })];
    asked[0]?.fail(new StoreUnavailable('away', { written: 'no' }));
    for (const read of both) await expect(read).rejects.toThrow('away');
    void readLog(5n, { limit: 10 });
    expect(asked).toHaveLength(2);
  });
});
