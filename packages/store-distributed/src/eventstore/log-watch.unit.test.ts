import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createLogWatch, type LogWatch, type LogWatchDeps } from './log-watch.ts';

type Subscription = { from: bigint | undefined; say: (position: bigint) => void; drop: (error?: Error) => void; signal: AbortSignal };

/** A log of which only the head counts, and subscriptions that say and end when the test says so. */
function setUp(options: Partial<LogWatchDeps> = {}) {
  const log: { head: bigint | undefined; failure: Error | undefined; looks: number } = { head: 10n, failure: undefined, looks: 0 };
  const subscriptions: Subscription[] = [];
  const watch = createLogWatch({
    head: async () => {
      log.looks += 1;
      if (log.failure) throw log.failure;
      return log.head;
    },
    follow: (from, say, signal) =>
      new Promise((resolve, reject) => {
        subscriptions.push({ from, say, drop: (error) => (error ? reject(error) : resolve()), signal });
        signal.addEventListener('abort', () => reject(new Error('given up')));
      }),
    silenceMs: 2_000,
    lookMs: 5_000,
    backoffMs: () => 100,
    ...options,
  });
  watches.push(watch);
  return { log, watch, subscriptions };
}
const watches: LogWatch[] = [];

/** A wait, and whether it is over. */
function waitOn(watch: LogWatch, after: bigint | undefined, timeoutMs = 1e9) {
  const state = { isOver: false, done: Promise.resolve() };
  state.done = watch.waitForMore(after, { timeoutMs }).finally(() => {
    state.isOver = true;
  });
  return state;
}
const settle = () => jest.advanceTimersByTimeAsync(0);

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  for (const watch of watches.splice(0)) watch.close();
  jest.useRealTimers();
});

describe('a subscription', () => {
  test('is made for the first who waits, behind a look at the head, and only one', async () => {
    const { watch, subscriptions, log } = setUp();
    await settle();
    expect(subscriptions).toHaveLength(0);
    const [first, second] = [waitOn(watch, 10n), waitOn(watch, 10n)];
    await settle();
    expect(subscriptions.map(({ from }) => from)).toEqual([10n]);
    expect({ first: first.isOver, second: second.isOver, looks: log.looks }).toEqual({ first: false, second: false, looks: 1 });
    subscriptions[0]?.say(11n);
    await Promise.all([first.done, second.done]);
  });

  test('what is behind the position already at the first look wakes at once; an empty log is followed from its start', async () => {
    const { watch, log, subscriptions } = setUp();
    await waitOn(watch, 9n).done;
    await waitOn(watch, undefined).done;
    const empty = setUp();
    empty.log.head = undefined;
    const waiting = waitOn(empty.watch, undefined);
    await settle();
    expect(empty.subscriptions[0]?.from).toBeUndefined();
    empty.subscriptions[0]?.say(3n);
    await waiting.done;
    expect([log.looks, subscriptions.length]).toEqual([2, 1]);
  });

  // Red without: the loop in `followOn`.
  test.each([
    ['fails', new Error('cut')],
    ['ends without an error', undefined],
  ])('that %s is made anew after a pause, behind what the new look has shown', async (_, error) => {
    const { watch, subscriptions, log } = setUp();
    const first = waitOn(watch, 10n);
    await settle();
    log.head = 12n; // while nobody listens
    subscriptions[0]?.drop(error);
    if (error) await first.done; // who waits is told by the next read
    const second = waitOn(watch, 12n);
    await jest.advanceTimersByTimeAsync(99);
    expect(subscriptions).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(subscriptions.map(({ from }) => from)).toEqual([10n, 12n]);
    await first.done;
    expect(second.isOver).toBe(false);
    subscriptions[1]?.say(13n);
    await second.done;
  });

  test('pauses grow while it fails, and begin anew once it has said something', async () => {
    const asked: number[] = [];
    const { watch, subscriptions } = setUp({ backoffMs: (failures) => (asked.push(failures), 100) });
    void waitOn(watch, 10n);
    for (let drop = 0; drop < 3; drop++) {
      await settle();
      subscriptions.at(-1)?.drop(new Error('cut'));
      await jest.advanceTimersByTimeAsync(100);
    }
    subscriptions.at(-1)?.say(11n);
    subscriptions.at(-1)?.drop();
    await settle();
    expect(asked).toEqual([1, 2, 3, 1]);
  });
});

describe('silence', () => {
  // Red without: `round.abort()`.
  test('of a subscription that owes what a read has shown: another takes its place', async () => {
    const { watch, subscriptions, log } = setUp();
    const waiting = waitOn(watch, 10n);
    await settle();
    log.head = 11n;
    watch.saw(11n);
    await waiting.done; // at once, whatever the subscription says
    await jest.advanceTimersByTimeAsync(1_999);
    expect(subscriptions[0]?.signal.aborted).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(subscriptions[0]?.signal.aborted).toBe(true);
    await jest.advanceTimersByTimeAsync(100);
    expect(subscriptions.map(({ from }) => from)).toEqual([10n, 11n]);
  });

  test('is noticed also where a look that began before comes in behind what a read has shown', async () => {
    const looks: ((head: bigint) => void)[] = [];
    const { watch, subscriptions } = setUp({ head: () => new Promise((resolve) => looks.push(resolve)) });
    void waitOn(watch, 10n);
    looks[0]?.(10n);
    await jest.advanceTimersByTimeAsync(5_000);
    watch.saw(12n);
    looks[1]?.(11n);
    await jest.advanceTimersByTimeAsync(1_999);
    expect(subscriptions.map(({ signal }) => signal.aborted)).toEqual([false]);
    await jest.advanceTimersByTimeAsync(1);
    expect(subscriptions[0]?.signal.aborted).toBe(true);
  });

  test('is none where it says in time what was known, though more is known by then', async () => {
    const { watch, subscriptions } = setUp();
    void waitOn(watch, 10n);
    await settle();
    for (let position = 11n; position < 20n; position++) {
      watch.saw(position);
      await jest.advanceTimersByTimeAsync(1_000);
      subscriptions[0]?.say(position);
    }
    await jest.advanceTimersByTimeAsync(10_000);
    expect(subscriptions).toHaveLength(1);
  });

  // Red without: `setInterval(lookAgain, lookMs)`.
  test('is noticed by whoever waits long, though nobody reads', async () => {
    const { watch, log, subscriptions } = setUp();
    const waiting = waitOn(watch, 10n);
    await settle();
    log.head = 11n;
    await jest.advanceTimersByTimeAsync(5_000);
    await waiting.done;
    await jest.advanceTimersByTimeAsync(2_100);
    expect(subscriptions.map(({ from }) => from)).toEqual([10n, 11n]);
  });
});

describe('waiting', () => {
  test('ends in its time though the look is never answered, and when the store closes', async () => {
    const { watch } = setUp({ head: () => new Promise(() => undefined) });
    const [short, long] = [waitOn(watch, 10n, 50), waitOn(watch, 10n)];
    await jest.advanceTimersByTimeAsync(50);
    await short.done;
    expect(long.isOver).toBe(false);
    watch.close();
    await long.done;
    await waitOn(watch, 10n).done;
  });

  // Red without: `wakeAll` in the catch of `followOn` and in `lookAgain`.
  test('ends where the log cannot be read: the next read tells why', async () => {
    const { watch, log } = setUp();
    log.failure = new Error('gone');
    await waitOn(watch, 10n).done;
  });

  // Red without: the look in place of an answer at once (the log would be read in a circle without a pause).
  test('behind a position that only the log before a restore had is a wait', async () => {
    const { watch, log, subscriptions } = setUp();
    watch.saw(100n);
    const first = waitOn(watch, 10n);
    await settle();
    expect(first.isOver).toBe(false);
    watch.saw(50n);
    await first.done;
    log.head = 20n; // restored
    const second = waitOn(watch, 20n);
    await settle();
    expect(second.isOver).toBe(false);
    subscriptions[0]?.say(21n);
    await second.done;
  });

  test('leaves no timer and no listener behind, however it ends', async () => {
    const { watch } = setUp();
    const stop = new AbortController();
    const before = jest.getTimerCount();
    const waits = [50, 1e9].map((timeoutMs) => watch.waitForMore(10n, { timeoutMs, signal: stop.signal }));
    await jest.advanceTimersByTimeAsync(50);
    await waits[0];
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(1);
    stop.abort();
    await waits[1];
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
    expect(jest.getTimerCount()).toBe(before);
    await watch.waitForMore(10n, { timeoutMs: 1e9, signal: stop.signal });
    expect(jest.getTimerCount()).toBe(before);
  });
});
