// What a node answers that a caller of the port would not expect. «Red without» says what was taken out to see the test fail.
import { describe, expect, test } from '@jest/globals';
import { newEvent, newEvents, readOn, recorded } from '@amana/ports/contract/event-store-fixtures';
import type { EventStore } from '@amana/ports/event-store';
import { useNodes, until } from './testing/use-node.ts';

const nodes = useNodes();
const lasting = (code: string) => expect.objectContaining({ name: 'PortFailure', code, retryable: false });
const unavailable = (written: 'no' | 'unknown') => expect.objectContaining({ name: 'StoreUnavailable', retryable: true, written });

async function startWith(
  count: number,
): Promise<{ server: Awaited<ReturnType<typeof nodes.start>>; events: EventStore; sent: ReturnType<typeof newEvents> }> {
  const server = await nodes.start();
  const { events } = nodes.connect(server.url);
  const sent = newEvents(count);
  if (count > 0) await events.append('case-1', 'no-stream', sent);
  return { server, events, sent };
}

describe('a log of the node’s own', () => {
  // Red without: `nextOf` in `log-reader.ts` (next is 548).
  test('holds system events always, and is empty all the same', async () => {
    const { server, events } = await startWith(0);
    expect(server.log.events.map(({ stream }) => stream)).toEqual(['$$$scavenges']);
    expect(await events.readLog(undefined, { limit: 5 })).toEqual({ events: [], next: undefined, atHead: true });
    expect(await events.head()).toBeUndefined();
    expect(await events.readAt(548n)).toBeUndefined();
  });

  // Red without: the look at the type in `isOfScope` (EVENT_FOREIGN at the tombstone).
  test('holds tombstones and settings between ours: they are passed over, and a page moves on behind them', async () => {
    const { server, events, sent } = await startWith(2);
    const operator = nodes.operator(server.url);
    await events.append('case-2', 'no-stream', newEvents(1));
    await operator.tombstoneStream('case-2');
    await operator.setStreamMetadata('case-3', { cacheControl: 5 });
    const [ofCase2] = (await readOn(events, undefined)).slice(2);
    const last = server.log.events.at(-1)?.position;
    expect(await events.head()).toBe(ofCase2?.position);
    expect(await events.readLog(undefined, { limit: 3 })).toEqual({
      events: [...recorded('case-1', 0, sent), ofCase2],
      next: last,
      atHead: true,
    });
    expect(await events.readAt(server.log.events.at(-2)?.position ?? 0n)).toBeUndefined();
    await events.append('case-1', 1, newEvents(1));
    expect((await readOn(events, undefined)).map(({ stream }) => stream)).toEqual(['case-1', 'case-1', 'case-2', 'case-1']);
  });
});

describe('positions', () => {
  // Red without: 'invalid' in `node-reads.ts` (StoreUnavailable, which a loop repeats for ever).
  test('between two records there is none: another log than the one that was read', async () => {
    const { events } = await startWith(3);
    const [first] = await readOn(events, undefined);
    const between = (first?.position ?? 0n) + 1n;
    await expect(events.readLog(between, { limit: 5 })).rejects.toEqual(lasting('POSITION_UNKNOWN'));
    expect(await events.readAt(between)).toBeUndefined();
  });

  test('beyond the end there is nothing, and waiting there wakes nobody in vain', async () => {
    const { events } = await startWith(3);
    const beyond = ((await events.head()) ?? 0n) + 10_000n;
    expect(await events.readLog(beyond, { limit: 5 })).toEqual({ events: [], next: beyond, atHead: true });
    const before = performance.now();
    await events.waitForMore(beyond, { timeoutMs: 60 });
    expect(performance.now() - before).toBeGreaterThan(50);
  });
});

describe('a stream that was deleted or cut short on the server is an error, and never one that is not there', () => {
  // Red without: `isSoftDeleted` ('no-stream' for the first), and without the comparison of the revision after an append for the last lines.
  test('deleted softly', async () => {
    const { server, events, sent } = await startWith(3);
    await nodes.operator(server.url).deleteStream('case-1');
    await expect(events.readStream('case-1')).rejects.toEqual(lasting('STREAM_DELETED'));
    await expect(events.readStream('case-1', { from: 1, limit: 1 })).rejects.toEqual(lasting('STREAM_DELETED'));
    await expect(events.append('case-1', 'no-stream', sent)).rejects.toEqual(lasting('STREAM_DELETED'));
    await expect(events.append('case-1', 'no-stream', newEvents(1))).rejects.toEqual(lasting('STREAM_DELETED'));
    await expect(events.readStream('case-1')).rejects.toEqual(lasting('STREAM_DELETED')); // its old half is hidden for ever
  });

  test('deleted for good, whether it ever held an event or not', async () => {
    const { server, events } = await startWith(3);
    for (const stream of ['case-1', 'case-2']) {
      await nodes.operator(server.url).tombstoneStream(stream);
      await expect(events.readStream(stream)).rejects.toEqual(lasting('STREAM_DELETED'));
      await expect(events.append(stream, 'no-stream', newEvents(1))).rejects.toEqual(lasting('STREAM_DELETED'));
    }
  });

  // Red without: `expectNoGap` (the events from 2 on pass for all of them).
  test('cut short from the front', async () => {
    const { server, events } = await startWith(4);
    await nodes.operator(server.url).setStreamMetadata('case-1', { truncateBefore: 2 });
    await expect(events.readStream('case-1')).rejects.toEqual(lasting('STREAM_DELETED'));
    expect(await events.readStream('case-1', { from: 2 })).toMatchObject({ head: 3 });
  });

  // Red without: `positionBack` (the answer then has no position).
  test('an append sent again whose events are hidden now: a success without a position is none', async () => {
    const { server, events, sent } = await startWith(2);
    await events.append('case-1', 1, newEvents(2));
    await nodes.operator(server.url).setStreamMetadata('case-1', { maxCount: 1 });
    await expect(events.append('case-1', 'no-stream', sent)).rejects.toEqual(lasting('STREAM_DELETED'));
    server.faults.refuse({ code: 14, details: 'no' }, 'Read');
    await expect(events.append('case-1', 'no-stream', sent)).rejects.toEqual(unavailable('unknown')); // written it is, in any case
  });
});

describe('a call that ends early in good order is never taken for the end (trap 9)', () => {
  test('readStream goes on to where the stream stands, or fails', async () => {
    const { server, events, sent } = await startWith(7);
    const off = server.faults.endReadsAfter(2);
    expect(await events.readStream('case-1')).toEqual({ events: recorded('case-1', 0, sent), head: 6 }); // red without the loop in `stream-reader.ts`
    off();
    server.faults.endReadsAfter(0);
    await expect(events.readStream('case-1')).rejects.toEqual(unavailable('no'));
  });

  // Red without: `isHead` (the first page says atHead with two events).
  test('readLog says that it is at the head only there', async () => {
    const { server, events } = await startWith(12);
    const off = server.faults.endReadsAfter(3);
    expect(await events.readLog(undefined, { limit: 100 })).toMatchObject({ events: { length: 12 }, atHead: true });
    off();
    server.faults.endReadsAfter(0);
    await expect(events.readLog(undefined, { limit: 100 })).rejects.toEqual(unavailable('no'));
  });

  // Red without: `endedEarly` in `head-finder.ts` and `nothingAt` (undefined: an empty log, a replaced log).
  test('head and readAt fail instead of saying that nothing is there', async () => {
    const { server, events } = await startWith(2);
    const position = (await readOn(events, undefined))[1]?.position ?? 0n;
    const fresh = nodes.connect(server.url).events;
    const off = server.faults.endReadsAfter(0);
    await expect(fresh.head()).rejects.toEqual(unavailable('no'));
    await expect(fresh.readAt(position)).rejects.toEqual(unavailable('no'));
    off();
    expect(await fresh.head()).toBe(position);
    expect(await fresh.readAt(position)).toMatchObject({ position, revision: 1 });
  });
});

describe('appends', () => {
  // Red without: `underWay` in `append-to-node.ts` (the second and third get TimeoutError after 400 ms).
  test('of equal ones at the same time each gets the answer, though a node lets the second run into a time-out', async () => {
    const { server, events } = await startWith(0);
    server.faults.timeOutTwins(400);
    const sent = newEvents(2);
    const answers = await Promise.all([1, 2, 3].map(() => events.append('case-1', 'no-stream', sent)));
    expect(answers).toEqual(Array.from({ length: 3 }, () => ({ revision: 1, position: server.log.events.at(-1)?.position })));
  });

  test('a twin in another process may run into its time-out: unknown, and sent again it gets the first answer', async () => {
    const { server, events } = await startWith(0);
    const other = nodes.connect(server.url).events;
    server.faults.timeOutTwins(50);
    const answer = server.faults.holdAnswers();
    const sent = newEvents(1);
    const first = events.append('case-1', 'no-stream', sent);
    await until(() => server.openCalls('Append') === 1);
    await expect(other.append('case-1', 'no-stream', sent)).rejects.toEqual(unavailable('unknown'));
    answer();
    expect(await other.append('case-1', 'no-stream', sent)).toEqual(await first);
  });

  test('a node that takes less than our limit says how to set it', async () => {
    const server = await nodes.start({ maxAppendBytes: 1_000 });
    const { events } = nodes.connect(server.url);
    const refusal: unknown = await events
      .append('case-1', 'no-stream', [newEvent({ text: 'Zinder '.repeat(200) })])
      .catch((error: unknown) => error);
    expect(refusal).toEqual(lasting('EVENTSTORE_APPEND_SIZE'));
    expect(String(refusal)).toContain('at most 1000 bytes');
    expect(String(refusal)).not.toContain('Zinder');
  });

  test('just under our own limit one goes through on a node as it is set up by default', async () => {
    const { events } = await startWith(0);
    const large = newEvent({ text: 'x'.repeat(999_000) });
    expect(await events.append('case-1', 'no-stream', [large])).toMatchObject({ revision: 0 });
    expect(await events.readStream('case-1')).toEqual({ events: recorded('case-1', 0, [large]), head: 0 });
  });

  test('during an orderly stop they are refused, and after the start they go on', async () => {
    const server = await nodes.start({ stopMs: 100 });
    const { events } = nodes.connect(server.url);
    await events.append('case-1', 'no-stream', newEvents(1));
    const waiting = events.waitForMore(await events.head(), { timeoutMs: 60_000 });
    await until(() => server.openCalls('Read') === 1);
    const stopped = server.stop();
    await expect(events.append('case-1', 0, newEvents(1))).rejects.toEqual(unavailable('unknown'));
    await waiting; // the drop, after the silence: whoever waits reads, and is told
    await stopped;
    await expect(events.readStream('case-1')).rejects.toEqual(unavailable('no'));
    await server.start();
    expect(await events.append('case-1', 0, newEvents(1))).toMatchObject({ revision: 1 });
  });
});
