import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStore, LogPage } from '@amana/ports/event-store';
import { PortFailure, StoreUnavailable } from '@amana/ports/failures';
import { v7 } from 'uuid';
import { createLogLoop, type LogLoopOptions } from './log-loop.ts';
import { createEmbeddedApp } from './testing/embedded-app.ts';
import { until } from './testing/until.ts';

describe('the loop over the log', () => {
  let app: ReturnType<typeof createEmbeddedApp>;
  beforeEach(() => {
    app = createEmbeddedApp();
  });
  afterEach(() => app.close());

  async function append(stream: string, count: number): Promise<string[]> {
    const { head } = await app.store.readStream(stream);
    const events = Array.from({ length: count }, () => ({ id: v7(), type: 'Happened', data: {}, metadata: {} }));
    await app.store.append(stream, head, events);
    return events.map(({ id }) => id);
  }

  /** A worker that remembers what it handled, and its checkpoint; `during` may fail or wait. */
  function worker(options: Partial<LogLoopOptions> & { during?: (page: LogPage, nth: number) => Promise<void> | void; events?: EventStore } = {}) {
    const handled: string[] = [];
    const loads: (bigint | undefined)[] = [];
    const backoffs: number[] = [];
    let checkpoint: bigint | undefined;
    let pages = 0;
    const warnings: object[] = [];
    const loop = createLogLoop({
      name: 'test',
      output: { warn: (facts) => warnings.push(facts) },
      events: app.store,
      load: async () => (loads.push(checkpoint), checkpoint),
      handle: async (page) => {
        await options.during?.(page, pages++);
        handled.push(...page.events.map(({ id }) => id));
        checkpoint = page.next;
      },
      batchSize: 2,
      idleMs: 5,
      backoffMs: (attempt) => backoffs.push(attempt),
      sleep: async () => undefined,
      ...options,
    });
    return { loop, handled, loads, backoffs, warnings, checkpoint: () => checkpoint };
  }

  it('hands on every event exactly once, in the order of the log, also those that come while it runs', async () => {
    const before = [...(await append('case-1', 3)), ...(await append('case-2', 2))];
    const { loop, handled, checkpoint } = worker();
    const running = loop.run();
    await until('the first five', () => handled.length === 5);
    const after = [...(await append('case-1', 1)), ...(await append('case-3', 3))];
    await until('all nine', () => handled.length === 9);
    await until('it knows that it is at the head', () => loop.status().atHead);
    expect(handled).toEqual([...before, ...after]);
    const head = await app.store.head();
    expect({ checkpoint: checkpoint(), status: loop.status() }).toEqual({ checkpoint: head, status: { position: head, atHead: true, failures: 0 } });
    await loop.stop();
    await running;
  });

  it('goes on behind the place that it is given', async () => {
    const [, second, third] = await append('case-1', 3);
    const first = (await app.store.readLog(undefined, { limit: 1 })).next;
    const { loop, handled } = worker({ load: async () => first });
    const running = loop.run();
    await until('the rest', () => handled.length === 2);
    await loop.stop();
    await running;
    expect(handled).toEqual([second, third]);
  });

  it('stops loudly at an event that it cannot handle, with its place before it', async () => {
    const [first, poison] = await append('case-1', 3);
    const { loop, handled, loads, checkpoint } = worker({
      batchSize: 1,
      during: ({ events }) => {
        if (events[0]?.id === poison) throw new Error('poison');
      },
    });
    await expect(loop.run()).rejects.toThrow('poison');
    expect(handled).toEqual([first]);
    expect((await app.store.readAt(checkpoint() ?? 0n))?.id).toBe(first);
    expect(loads).toEqual([undefined]);
    await loop.stop(); // the failure is its starter's, not the stopper's
  });

  it('a failure that may pass is tried again from the last handled place, with back-off, and is visible meanwhile', async () => {
    const ids = await append('case-1', 4);
    const failures: number[] = [];
    const { loop, handled, loads, backoffs, warnings } = worker({
      during: (_page, nth) => {
        if (nth === 1 || nth === 2) throw new StoreUnavailable('gone', { written: 'no' });
      },
      sleep: async () => void failures.push(loop.status().failures),
    });
    const running = loop.run();
    await until('all', () => handled.length === 4);
    await until('the head', () => loop.status().atHead);
    expect(handled).toEqual(ids);
    const [afterFirstPage] = loads.slice(1);
    expect(loads).toEqual([undefined, afterFirstPage, afterFirstPage]);
    expect((await app.store.readAt(afterFirstPage ?? 0n))?.id).toBe(ids[1]);
    expect({ backoffs, failures, now: loop.status().failures }).toEqual({ backoffs: [1, 2], failures: [1, 2], now: 0 });
    const error = expect.any(StoreUnavailable);
    expect(warnings).toEqual([1, 2].map((count) => ({ error, loop: 'test', failures: count })));
    await loop.stop();
    await running;
  });

  it('so is a store that does not answer at the start or between pages; one that fails for good ends it', async () => {
    const ids = await append('case-1', 2);
    let asked = 0;
    const shaky: EventStore = {
      ...app.store,
      readLog: (...args) => (asked++ === 0 ? Promise.reject(new StoreUnavailable('gone', { written: 'no' })) : app.store.readLog(...args)),
    };
    const { loop, handled } = worker({ events: shaky });
    const running = loop.run();
    await until('both', () => handled.length === 2);
    await loop.stop();
    await running;
    expect(handled).toEqual(ids);

    const broken = worker({ load: () => Promise.reject(new PortFailure('BROKEN', 'for good', { retryable: false })) });
    await expect(broken.loop.run()).rejects.toMatchObject({ code: 'BROKEN' });
    expect(broken.backoffs).toEqual([]);
  });

  it('stop waits for the page in hand, also the second one; nothing is begun after it', async () => {
    const ids = await append('case-1', 4);
    const gate = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const { loop, handled } = worker({
      during: () => {
        begun.resolve();
        return gate.promise;
      },
    });
    const running = loop.run();
    await begun.promise;
    const stopped: number[] = [];
    const stops = [1, 2].map((n) => loop.stop().then(() => stopped.push(n)));
    await new Promise(setImmediate);
    expect({ stopped, handled }).toEqual({ stopped: [], handled: [] });
    gate.resolve();
    await Promise.all([...stops, running]);
    expect(handled).toEqual(ids.slice(0, 2));
    expect(stopped.toSorted((a, b) => a - b)).toEqual([1, 2]);
  });

  it('a failure that comes while it is being stopped ends it in peace', async () => {
    await append('case-1', 1);
    const { loop, backoffs } = worker({
      during: () => {
        void loop.stop();
        throw new StoreUnavailable('gone', { written: 'no' });
      },
    });
    await loop.run();
    expect(backoffs).toEqual([]);
  });

  it('a second run is the first one, and one after a stop does nothing', async () => {
    const { loop, loads } = worker();
    const [first, second] = [loop.run(), loop.run()];
    expect(second).toBe(first);
    await loop.stop();
    await first;
    expect(loads).toHaveLength(1);
    const unused = worker();
    await unused.loop.stop();
    await unused.loop.run();
    expect(unused.loads).toEqual([]);
  });

  it('small jobs run between two pages, never beside one', async () => {
    await append('case-1', 4);
    const seen: string[] = [];
    const { loop } = worker({
      between: async () => void seen.push('between'),
      during: async () => {
        seen.push('begin');
        await new Promise(setImmediate);
        seen.push('end');
      },
    });
    const running = loop.run();
    await until('the head', () => loop.status().atHead);
    await loop.stop();
    await running;
    expect(seen.slice(0, 6)).toEqual(['between', 'begin', 'end', 'between', 'begin', 'end']);
  });
});
