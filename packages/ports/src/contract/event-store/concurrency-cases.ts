import { expect, test } from '@jest/globals';
import type { EventStore, ExpectedRevision, NewEvent, RecordedEvent } from '../../event-store.ts';
import { WrongRevision } from '../../failures.ts';
import { expectLogOrder, freshStream, newEvent, newEvents, readOn, recorded, type EventStoreHarness } from './fixtures.ts';

/** Appends one event after another to one stream that others write too: reads again and tries again on a conflict. */
async function writeAgainstOthers(store: EventStore, stream: string, events: readonly NewEvent[]): Promise<void> {
  for (const event of events) {
    let expected: ExpectedRevision = 'no-stream';
    for (let tries = 0; ; tries++) {
      try {
        await store.append(stream, expected, [event]);
        break;
      } catch (error) {
        if (!(error instanceof WrongRevision) || tries === 1_000) throw error;
        expected = error.actual;
      }
    }
  }
}

/** Follows the log while others write, as a worker does, until it has seen so many events. */
async function follow(store: EventStore, start: bigint | undefined, count: number): Promise<RecordedEvent[]> {
  const seen: RecordedEvent[] = [];
  for (let after = start; seen.length < count;) {
    const page = await store.readLog(after, { limit: 7 });
    seen.push(...page.events);
    after = page.next;
    if (page.atHead && seen.length < count) await store.waitForMore(after, { timeoutMs: 50 });
  }
  return seen;
}

export function concurrencyCases(harness: () => EventStoreHarness): void {
  const clients = async (): Promise<[EventStore, EventStore]> => [harness().store, await harness().second()];

  test('of many appends at one revision exactly one is stored, the others are told where the stream stands', async () => {
    const stores = await clients();
    const [stream, events] = [freshStream(), newEvents(20)];
    const outcomes = await Promise.allSettled(
      events.map((event, index) => (stores[index % stores.length] as EventStore).append(stream, 'no-stream', [event])),
    );
    const winner = outcomes.findIndex((outcome) => outcome.status === 'fulfilled');
    const slice = await harness().store.readStream(stream);
    expect(slice).toEqual({ events: recorded(stream, 0, events.slice(winner, winner + 1)), head: 0 });
    for (const [index, outcome] of outcomes.entries()) {
      if (index === winner) expect(outcome).toEqual({ status: 'fulfilled', value: { revision: 0, position: slice.events[0]?.position } });
      else expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'WrongRevision', stream, actual: 0 } });
    }
  });

  test('eight writers to one stream and a reader: every event once, in one order', async () => {
    const stores = await clients();
    const { store } = harness();
    const stream = freshStream();
    const start = await store.head();
    const batches = Array.from({ length: 8 }, () => newEvents(15));
    const [seen] = await Promise.all([
      follow(store, start, 8 * 15),
      ...batches.map((events, index) => writeAgainstOthers(stores[index % stores.length] as EventStore, stream, events)),
    ]);
    expectLogOrder(seen);
    expect(seen).toEqual((await store.readStream(stream)).events);
    expect(seen.map((event) => event.revision)).toEqual(Array.from({ length: 8 * 15 }, (_, revision) => revision));
    for (const events of batches) {
      const ids = new Set(events.map((event) => event.id));
      expect(seen.filter((event) => ids.has(event.id)).map((event) => event.id)).toEqual(events.map((event) => event.id));
    }
  });

  test('many writers to many streams and readers from the start: no reader misses an event or sees one late', async () => {
    const stores = await clients();
    const { store } = harness();
    const start = await store.head();
    const streams = Array.from({ length: 12 }, () => ({ stream: freshStream(), events: newEvents(25) }));
    const acknowledged = new Map<string, bigint>();
    const write = async ({ stream, events }: { stream: string; events: NewEvent[] }, index: number): Promise<void> => {
      for (const [revision, event] of events.entries()) {
        const client = stores[(index + revision) % stores.length] as EventStore;
        const answer = await client.append(stream, revision === 0 ? 'no-stream' : revision - 1, [event]);
        expect(answer.revision).toBe(revision);
        acknowledged.set(event.id, answer.position);
      }
    };
    const [seen, seenToo] = await Promise.all([follow(store, start, 12 * 25), follow(stores[1], start, 12 * 25), ...streams.map(write)]);
    expectLogOrder(seen);
    expect(seenToo).toEqual(seen);
    expect(await readOn(store, start, { limit: 50 })).toEqual(seen);
    expect(new Map(seen.map((event) => [event.id, event.position]))).toEqual(acknowledged);
    for (const { stream, events } of streams) {
      expect(seen.filter((event) => event.stream === stream)).toEqual(recorded(stream, 0, events));
    }
  });

  test('two clients in turn on one stream: each is held to where the stream really stands', async () => {
    const { store } = harness();
    const other = await harness().second();
    const [stream, events] = [freshStream(), newEvents(4)];
    for (const [revision, event] of events.entries()) {
      const [client, late] = revision % 2 === 0 ? [store, other] : [other, store];
      const expected = revision === 0 ? 'no-stream' : revision - 1;
      expect(await client.append(stream, expected, [event])).toEqual({ revision, position: expect.any(BigInt) });
      await expect(late.append(stream, expected, [newEvent()])).rejects.toMatchObject({ name: 'WrongRevision', actual: revision });
      expect(await late.readStream(stream)).toMatchObject({ head: revision });
      expect(await late.head()).toBe(await client.head());
    }
    expect(await store.readStream(stream)).toEqual({ events: recorded(stream, 0, events), head: 3 });
  });
}
