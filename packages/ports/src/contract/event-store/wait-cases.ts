import { expect, test } from '@jest/globals';
import { freshStream, isEmpty, newEvents, type EventStoreHarness } from './fixtures.ts';

const longer = 60_000; // than any test may take: whoever is not woken fails by the test's own time limit

export function waitCases(harness: () => EventStoreHarness): void {
  test('ends at once where something stands behind the position already', async () => {
    const { store } = harness();
    const start = await store.head();
    await store.append(freshStream(), 'no-stream', newEvents(1));
    await store.waitForMore(start, { timeoutMs: longer });
    await store.waitForMore(undefined, { timeoutMs: longer });
  });

  test('ends when something is appended behind the position, for all who wait', async () => {
    const { store } = harness();
    const { position } = await store.append(freshStream(), 'no-stream', newEvents(1));
    const waiting = [1, 2, 3].map(() => store.waitForMore(position, { timeoutMs: longer }));
    const appended = await store.append(freshStream(), 'no-stream', newEvents(1));
    expect(await Promise.all(waiting)).toEqual([undefined, undefined, undefined]);
    expect((await store.readLog(position, { limit: 5 })).events.map((event) => event.position)).toEqual([appended.position]);
  });

  test('ends when something is appended to an empty log', async () => {
    if (!isEmpty(harness())) return;
    const { store } = harness();
    const waiting = store.waitForMore(undefined, { timeoutMs: longer });
    await store.append(freshStream(), 'no-stream', newEvents(1));
    expect(await waiting).toBeUndefined();
  });

  test('ends at the latest after its time, without an error', async () => {
    const { store } = harness();
    const { position } = await store.append(freshStream(), 'no-stream', newEvents(1));
    expect(await store.waitForMore(position, { timeoutMs: 30 })).toBeUndefined();
    expect(await store.readLog(position, { limit: 5 })).toMatchObject({ events: [], atHead: true });
  });

  test('ends when the signal aborts, before or while waiting, without an error', async () => {
    const { store } = harness();
    const { position } = await store.append(freshStream(), 'no-stream', newEvents(1));
    const stop = new AbortController();
    const waiting = store.waitForMore(position, { timeoutMs: longer, signal: stop.signal });
    stop.abort(new Error('stopping'));
    expect(await waiting).toBeUndefined();
    expect(await store.waitForMore(position, { timeoutMs: longer, signal: stop.signal })).toBeUndefined();
  });
}
