import { expect, test } from '@jest/globals';
import { freshStream, newEvents, recorded, type EventStoreHarness } from './fixtures.ts';

export function readStreamCases(harness: () => EventStoreHarness): void {
  test('a stream that does not exist is empty, and says so', async () => {
    const { store } = harness();
    expect(await store.readStream(freshStream())).toEqual({ events: [], head: 'no-stream' });
    expect(await store.readStream(freshStream(), { from: 3, limit: 2 })).toEqual({ events: [], head: 'no-stream' });
  });

  test('from and limit cut a slice; head is where the stream stands all the same', async () => {
    const { store } = harness();
    const [stream, events] = [freshStream(), newEvents(5)];
    await store.append(stream, 'no-stream', events);
    const slice = (from: number, to: number) => ({ events: recorded(stream, from, events.slice(from, to)), head: 4 });
    expect(await store.readStream(stream)).toEqual(slice(0, 5));
    expect(await store.readStream(stream, {})).toEqual(slice(0, 5));
    expect(await store.readStream(stream, { from: 0 })).toEqual(slice(0, 5));
    expect(await store.readStream(stream, { from: 2 })).toEqual(slice(2, 5));
    expect(await store.readStream(stream, { limit: 2 })).toEqual(slice(0, 2));
    expect(await store.readStream(stream, { from: 1, limit: 3 })).toEqual(slice(1, 4));
    expect(await store.readStream(stream, { from: 3, limit: 100 })).toEqual(slice(3, 5));
    expect(await store.readStream(stream, { from: 4, limit: 1 })).toEqual(slice(4, 5));
    expect(await store.readStream(stream, { from: 5 })).toEqual(slice(5, 5));
    expect(await store.readStream(stream, { from: 1000, limit: 1 })).toEqual(slice(5, 5));
  });

  test.each([{ from: -1 }, { from: 0.5 }, { from: Number.NaN }, { limit: 0 }, { limit: -1 }, { limit: 1.5 }])(
    '%j is a RangeError, never a silent everything or nothing',
    async (options) => {
      await expect(harness().store.readStream(freshStream(), options)).rejects.toThrow(RangeError);
    },
  );

  test('a stream of many events comes whole', async () => {
    const { store } = harness();
    const [stream, events] = [freshStream(), newEvents(3_000)];
    for (let first = 0; first < events.length; first += 500) {
      await store.append(stream, first === 0 ? 'no-stream' : first - 1, events.slice(first, first + 500));
    }
    const slice = await store.readStream(stream);
    expect(slice.head).toBe(2_999);
    expect(slice.events).toEqual(recorded(stream, 0, events));
  });
}
