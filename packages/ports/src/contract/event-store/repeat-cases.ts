import { expect, test } from '@jest/globals';
import type { ExpectedRevision, NewEvent } from '../../event-store.ts';
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

export function repeatCases(harness: () => EventStoreHarness): void {
  test('gets the first answer, and nothing is stored twice', async () => {
    const { store } = harness();
    const [stream, created, added] = [freshStream(), newEvents(3), newEvents(2)];
    const start = await store.head();
    const first = [await store.append(stream, 'no-stream', created), await store.append(stream, 2, added)];
    const again = [await store.append(stream, 'no-stream', created), await store.append(stream, 2, added)];
    expect(again).toEqual(first);
    expect(first).toEqual([
      { revision: 2, position: expect.any(BigInt) },
      { revision: 4, position: expect.any(BigInt) },
    ]);
    expect(await readOn(store, start)).toEqual(recorded(stream, 0, [...created, ...added]));
  });

  test('gets it also after others have appended behind it and after a restart', async () => {
    const { store } = harness();
    const [stream, created, added] = [freshStream(), newEvents(2), newEvents(2)];
    const first = [await store.append(stream, 'no-stream', created), await store.append(stream, 1, added)];
    await store.append(stream, 3, newEvents(3));
    await store.append(freshStream(), 'no-stream', newEvents(1));
    expect([await store.append(stream, 'no-stream', created), await store.append(stream, 1, added)]).toEqual(first);

    const reopened = await harness().reopen();
    await expectNothingWritten(reopened, stream, async () => {
      expect(await reopened.append(stream, 1, added)).toEqual(first[1]);
      expect(await reopened.append(stream, 'no-stream', created)).toEqual(first[0]);
    });
    expect(await reopened.readStream(stream)).toMatchObject({ head: 6 });
  });

  test('gets it also when both come at the same time', async () => {
    const { store } = harness();
    const [stream, events] = [freshStream(), newEvents(2)];
    const answers = await Promise.all([1, 2, 3].map(() => store.append(stream, 'no-stream', events)));
    const slice = await store.readStream(stream);
    expect(slice).toEqual({ events: recorded(stream, 0, events), head: 1 });
    for (const answer of answers) expect(answer).toEqual({ revision: 1, position: slice.events[1]?.position });
  });

  test('gets it also from another client', async () => {
    const { store } = harness();
    const [stream, events] = [freshStream(), newEvents(2)];
    const other = await harness().second();
    const first = await store.append(stream, 'no-stream', events);
    expect(await other.append(stream, 'no-stream', events)).toEqual(first);
    const behind = await other.append(stream, 1, newEvents(1));
    expect(behind).toEqual({ revision: 2, position: expect.any(BigInt) });
    expect(await store.append(stream, 'no-stream', events)).toEqual(first);
    expect(await store.readStream(stream)).toEqual(await other.readStream(stream));
  });

  const [a, b, c, d] = newEvents(4) as [NewEvent, NewEvent, NewEvent, NewEvent];
  test.each<[string, ExpectedRevision, NewEvent[]]>([
    ['other ids in the same place', 'no-stream', [newEvent(), newEvent()]],
    ['the first id is the same, the second is not', 'no-stream', [a, newEvent()]],
    ['the second id is the same, the first is not', 'no-stream', [newEvent(), b]],
    ['the same ids in another order', 'no-stream', [b, a]],
    ['the same ids and one more', 'no-stream', [a, b, c, d]],
    ['the same ids one place further', 0, [a, b]],
    ['the same ids one place earlier', 'no-stream', [b, c]],
    ['an id stored at the end, and a new one', 1, [c, d]],
    ['new ids between stored ones', 0, [newEvent(), c]],
  ])('is none, but a conflict: %s', async (_, expected, events) => {
    const stream = freshStream();
    await harness().store.append(stream, 'no-stream', [a, b]);
    await harness().store.append(stream, 1, [c]);
    await alsoAfterRestart(harness(), (store) =>
      expectNothingWritten(store, stream, async () => {
        await expect(store.append(stream, expected, events)).rejects.toMatchObject({ name: 'WrongRevision', stream, actual: 2 });
      }),
    );
  });
}
