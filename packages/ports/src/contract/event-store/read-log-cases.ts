import { expect, test } from '@jest/globals';
import type { EventStore } from '../../event-store.ts';
import { freshStream, isEmpty, newEvents, readOn, type EventStoreHarness } from './fixtures.ts';

/** Events of three streams in turn: `case-`, `access-`, `case-`, `alert-`, … Answers what was stored, in log order. */
async function writeMixedLog(store: EventStore) {
  const names = { case: freshStream('case'), access: freshStream('access'), alert: freshStream('alert') };
  const turns = [names.case, names.access, names.case, names.access, names.access, names.alert, names.case, names.alert];
  const start = await store.head();
  const heads = new Map<string, number>();
  for (const stream of turns) {
    const { revision } = await store.append(stream, heads.get(stream) ?? 'no-stream', newEvents(2));
    heads.set(stream, revision);
  }
  const streams = await Promise.all(Object.values(names).map((stream) => store.readStream(stream)));
  const all = streams.flatMap(({ events }) => events).sort((a, b) => (a.position < b.position ? -1 : 1));
  return { names, start, all };
}

export function readLogCases(harness: () => EventStoreHarness): void {
  test('an empty log has no head, no event, and nothing to go on from', async () => {
    if (!isEmpty(harness())) return;
    const { store } = harness();
    expect(await store.head()).toBeUndefined();
    expect(await store.readLog(undefined, { limit: 10 })).toEqual({ events: [], next: undefined, atHead: true });
    expect(await store.readLog(undefined, { limit: 10, exceptPrefixes: ['a'] })).toEqual({ events: [], next: undefined, atHead: true });
    expect(await store.readAt(1n)).toBeUndefined();
  });

  test.each([1, 2, 3, 5, 16, 1000])('pages of %i give every event once, in the order of the log, as its stream gives it', async (limit) => {
    const { store } = harness();
    const { start, all } = await writeMixedLog(store);
    expect(await readOn(store, start, { limit })).toEqual(all);
    expect(all.map((event) => event.stream.split('-')[0]).join(' ')).toBe(
      'case case access access case case access access access access alert alert case case alert alert',
    );
  });

  test('a page says where to go on and whether that is the head', async () => {
    const { store } = harness();
    const { start, all } = await writeMixedLog(store);
    const newest = all.at(-1)?.position;
    expect(await store.head()).toBe(newest);
    for (const [from, to] of [
      [0, 3],
      [3, 15],
      [15, 16],
    ] as const) {
      const page = await store.readLog(from === 0 ? start : all[from - 1]?.position, { limit: to - from });
      expect(page).toEqual({ events: all.slice(from, to), next: expect.any(BigInt), atHead: to === 16 });
      expect(page.next).toBeGreaterThanOrEqual(all[to - 1]?.position ?? 0n);
      if (to < 16) expect(page.next).toBeLessThan(all[to]?.position ?? 0n);
    }
    expect(await store.readLog(start, { limit: 16 })).toMatchObject({ events: all, atHead: true });
    expect(await store.readLog(newest, { limit: 5 })).toEqual({ events: [], next: expect.any(BigInt), atHead: true });
  });

  test.each([1, 2, 5, 100])('left-out prefixes never hold a reader up (pages of %i)', async (limit) => {
    const { store } = harness();
    const { names, start, all } = await writeMixedLog(store);
    const kept = (...streams: string[]) => all.filter((event) => streams.includes(event.stream));
    expect(await readOn(store, start, { limit, exceptPrefixes: ['access-'] })).toEqual(kept(names.case, names.alert));
    expect(await readOn(store, start, { limit, exceptPrefixes: ['access-', 'alert-'] })).toEqual(kept(names.case));
    expect(await readOn(store, start, { limit, exceptPrefixes: ['ase-', '%', '_'] })).toEqual(all);
    expect(await readOn(store, start, { limit, exceptPrefixes: [] })).toEqual(all);
    expect(await readOn(store, start, { limit, exceptPrefixes: ['a', 'c'] })).toEqual([]);
  });

  test('a page whose end was left out goes on behind it', async () => {
    const { store } = harness();
    const { all } = await writeMixedLog(store); // the last case event stands before two of alert-
    const newest = all.at(-1)?.position ?? -1n;
    const page = await store.readLog(all[11]?.position, { limit: 100, exceptPrefixes: ['alert-'] });
    expect(page).toEqual({ events: all.slice(12, 14), next: expect.any(BigInt), atHead: true });
    expect(page.next).toBeGreaterThanOrEqual(newest);
    const stream = freshStream();
    await store.append(stream, 'no-stream', newEvents(1));
    const more = await store.readLog(page.next, { limit: 100 });
    expect(more.events.map((event) => event.stream)).toEqual([stream]);
  });

  test('readAt gives the event at exactly this position, or nothing', async () => {
    const { store } = harness();
    const { all } = await writeMixedLog(store);
    for (const event of all) expect(await store.readAt(event.position)).toEqual(event);
    const newest = all.at(-1)?.position ?? 0n;
    for (const position of [newest + 1n, newest + 1_000_000n, 2n ** 63n - 1n, 2n ** 63n, 2n ** 70n, -1n]) {
      expect(await store.readAt(position)).toBeUndefined();
    }
  });

  test('a position that this log cannot have (another era) gives nothing, and no error', async () => {
    const { store } = harness();
    const { all } = await writeMixedLog(store);
    const beyond = (all.at(-1)?.position ?? 0n) + 1_000_000n;
    for (const after of [beyond, 2n ** 70n]) {
      expect(await store.readLog(after, { limit: 10 })).toEqual({ events: [], next: expect.any(BigInt), atHead: true });
    }
  });

  test('a signal that was aborted ends the reading with its reason', async () => {
    const reason = new Error('stopping');
    await expect(harness().store.readLog(undefined, { limit: 1, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  test.each([0, -1, 1.5, Number.NaN])('a limit of %d is a RangeError', async (limit) => {
    await expect(harness().store.readLog(undefined, { limit })).rejects.toThrow(RangeError);
  });
}
