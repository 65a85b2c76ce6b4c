import { expect, test } from '@jest/globals';
import type { ExpectedRevision, NewEvent } from '../../event-store.ts';
import { NotStorable, WrongRevision } from '../../failures.ts';
import {
  alsoAfterRestart,
  expectNothingWritten,
  freshStream,
  newEvent,
  newEvents,
  readOn,
  recorded,
  type EventStoreHarness,
} from './fixtures.ts';

const wrong = (changes: object): NewEvent => ({ ...newEvent(), ...changes });
const twice = newEvent();

const notStorable: [string, NewEvent[]][] = [
  ['no event', []],
  ['an id twice', [twice, newEvent(), twice]],
  ['an id that is no UUID', [wrong({ id: 'event-1' })]],
  ['an id in upper case', [wrong({ id: 'A198C0DE-0000-7000-8000-000000000001' })]],
  ['a type that the store keeps for itself', [wrong({ type: '$metadata' })]],
  ['a type without a letter', [wrong({ type: '' })]],
  ['undefined', [wrong({ data: { a: undefined } })]],
  ['NaN', [wrong({ data: { a: Number.NaN } })]],
  ['-0', [wrong({ data: { a: [-0] } })]],
  ['an integer beyond 2^53', [wrong({ data: { a: 2 ** 53 } })]],
  ['a lone surrogate', [wrong({ data: { a: '\ud83d' } })]],
  ['a lone surrogate in a key', [wrong({ data: { '\udc4d': 1 } })]],
  ['a Date', [wrong({ metadata: { at: new Date(0) } })]],
  ['a bigint', [wrong({ metadata: { n: 1n } })]],
  ['no data', [wrong({ data: undefined })]],
  ['over 1,000,000 bytes', [newEvent({ a: 'x'.repeat(500_000) }), newEvent({ a: 'x'.repeat(500_000) })]],
  ['a good event before a bad one', [newEvent(), wrong({ data: { a: Number.NaN } })]],
];

export function refusalCases(harness: () => EventStoreHarness): void {
  test.each<[ExpectedRevision, ExpectedRevision]>([
    ['no-stream', 0],
    ['no-stream', 7],
    [1, 'no-stream'],
    [1, 0],
    [1, 2],
    [1, 100],
  ])('the stream stands at %s, expected was %s: WrongRevision, and nothing is written', async (actual, expected) => {
    const stream = freshStream();
    if (actual !== 'no-stream') await harness().store.append(stream, 'no-stream', newEvents(2));
    await alsoAfterRestart(harness(), (store) =>
      expectNothingWritten(store, stream, async () => {
        const refusal: unknown = await store.append(stream, expected, newEvents(1)).catch((error: unknown) => error);
        expect(refusal).toBeInstanceOf(WrongRevision);
        expect(refusal).toMatchObject({ name: 'WrongRevision', code: 'WRONG_REVISION', retryable: false, stream, actual });
        expect((refusal as Error).message).toBe(`${stream} stands at ${actual}, not at ${expected}`);
      }),
    );
  });

  test('a stream goes on after a refusal as if nothing had been', async () => {
    const { store } = harness();
    const [stream, events] = [freshStream(), newEvents(2)];
    await store.append(stream, 'no-stream', events.slice(0, 1));
    await expect(store.append(stream, 5, newEvents(1))).rejects.toBeInstanceOf(WrongRevision);
    expect(await store.append(stream, 0, events.slice(1))).toEqual({ revision: 1, position: expect.any(BigInt) });
    expect(await store.readStream(stream)).toEqual({ events: recorded(stream, 0, events), head: 1 });
  });

  test.each(notStorable)('%s: NotStorable, and nothing is written', async (_, events) => {
    const { store } = harness();
    const stream = freshStream();
    await store.append(stream, 'no-stream', newEvents(1));
    await expectNothingWritten(store, stream, async () => {
      const refusal: unknown = await store.append(stream, 0, events).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(NotStorable);
      expect(refusal).toMatchObject({ name: 'NotStorable', code: 'NOT_STORABLE', retryable: false });
    });
  });

  test.each<[string, string, ExpectedRevision]>([
    ['a stream name that the store keeps for itself', '$streams', 'no-stream'],
    ['an empty stream name', '', 'no-stream'],
    ['a control character in a stream name', 'case\u0000', 'no-stream'],
    ['a revision of -1', freshStream(), -1],
    ['half a revision', freshStream(), 0.5],
    ['a revision that is not a number', freshStream(), Number.NaN],
  ])('%s: NotStorable, and nothing is written', async (_, stream, expected) => {
    const { store } = harness();
    const before = await store.head();
    await expect(store.append(stream, expected, newEvents(1))).rejects.toBeInstanceOf(NotStorable);
    expect(await store.head()).toBe(before);
  });

  test('of appends that come together, those that fail fail alone', async () => {
    const { store } = harness();
    const start = await store.head();
    const [first, taken, bad, last] = [freshStream(), freshStream(), freshStream(), freshStream()];
    const [kept, one, two] = [newEvents(1), newEvents(2), newEvents(2)];
    await store.append(taken, 'no-stream', kept);
    const outcomes = await Promise.allSettled([
      store.append(first, 'no-stream', one),
      store.append(taken, 'no-stream', newEvents(2)),
      store.append(bad, 'no-stream', [newEvent(), wrong({ data: { a: Number.NaN } })]),
      store.append(last, 'no-stream', two),
      store.append(taken, 3, newEvents(1)),
    ]);
    expect(outcomes).toEqual([
      { status: 'fulfilled', value: { revision: 1, position: expect.any(BigInt) } },
      { status: 'rejected', reason: expect.objectContaining({ name: 'WrongRevision', stream: taken, actual: 0 }) },
      { status: 'rejected', reason: expect.any(NotStorable) },
      { status: 'fulfilled', value: { revision: 1, position: expect.any(BigInt) } },
      { status: 'rejected', reason: expect.objectContaining({ name: 'WrongRevision', stream: taken, actual: 0 }) },
    ]);
    const log = await readOn(store, start);
    expect(log.filter((event) => event.stream === first)).toEqual(recorded(first, 0, one));
    expect(log.filter((event) => event.stream === last)).toEqual(recorded(last, 0, two));
    expect(log.filter((event) => event.stream === taken)).toEqual(recorded(taken, 0, kept));
    expect(log).toHaveLength(5);
    expect(await store.readStream(bad)).toEqual({ events: [], head: 'no-stream' });
  });
}
