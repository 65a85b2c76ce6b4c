import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../json.ts';
import {
  alsoAfterRestart,
  canonical,
  expectLogOrder,
  freshStream,
  newEvent,
  newEvents,
  readOn,
  recorded,
  type EventStoreHarness,
} from './fixtures.ts';

export function appendCases(harness: () => EventStoreHarness): void {
  test('to a stream that does not exist: the answer is revision and position of the last event', async () => {
    const { store } = harness();
    const [stream, events] = [freshStream(), newEvents(3)];
    const answer = await store.append(stream, 'no-stream', events);
    const slice = await store.readStream(stream);
    expect(slice).toEqual({ events: recorded(stream, 0, events), head: 2 });
    expectLogOrder(slice.events);
    expect(answer).toEqual({ revision: 2, position: slice.events[2]?.position });
  });

  test('at the revision where the stream stands: revisions go on without a gap', async () => {
    const { store } = harness();
    const [stream, first, second, third] = [freshStream(), newEvents(2), newEvents(1), newEvents(2)];
    const answers = [
      await store.append(stream, 'no-stream', first),
      await store.append(stream, 1, second),
      await store.append(stream, 2, third),
    ];
    const slice = await store.readStream(stream);
    expect(slice).toEqual({ events: recorded(stream, 0, [...first, ...second, ...third]), head: 4 });
    expect(answers).toEqual([1, 2, 4].map((revision) => ({ revision, position: slice.events[revision]?.position })));
    expectLogOrder(slice.events);
  });

  test('streams whose names are alike are different streams', async () => {
    const { store } = harness();
    const name = freshStream();
    const streams = [name, `${name}0`, name.toUpperCase(), `${name} `, `${name}-é`, `${name}-e\u0301`, `${name}-%_'"`];
    for (const stream of streams) expect(await store.append(stream, 'no-stream', [newEvent({ stream })])).toMatchObject({ revision: 0 });
    for (const stream of streams) {
      const slice = await store.readStream(stream);
      expect({ head: slice.head, data: slice.events.map((event) => event.data) }).toEqual({ head: 0, data: [{ stream }] });
    }
  });

  test('is still there after a restart, at the same positions, and the stream goes on', async () => {
    const { store } = harness();
    const [stream, other, events, more] = [freshStream(), freshStream(), newEvents(3), newEvents(1)];
    const start = await store.head();
    await store.append(stream, 'no-stream', events);
    const last = await store.append(other, 'no-stream', newEvents(1));
    const before = { slice: await store.readStream(stream), log: await readOn(store, start) };

    const reopened = await harness().reopen();
    expect({ slice: await reopened.readStream(stream), log: await readOn(reopened, start) }).toEqual(before);
    expect(await reopened.head()).toBe(last.position);
    const answer = await reopened.append(stream, 2, more);
    expect(answer).toEqual({ revision: 3, position: expect.any(BigInt) });
    expect(answer.position).toBeGreaterThan(last.position);
    expect(await reopened.readStream(stream, { from: 3 })).toEqual({ events: recorded(stream, 3, more), head: 3 });
  });

  test.each<[string, JsonObject]>([
    ['empty objects and lists', { a: {}, b: [], c: [[], {}, [{}]] }],
    ['null, true, false', { a: null, b: [true, false, null] }],
    ['numbers', { list: [0, -1, 0.1, 1.5e-7, 5e-324, 123456.789, 2 ** 53 - 1, -(2 ** 53 - 1), 1.7976931348623157] }],
    ['texts of many scripts', { fr: 'Éloïse à Agadez', ha: 'ƙauye, ɗaki, ƴaƴa', ar: 'نيامي', tifinagh: 'ⴰⴳⴰⴷⴻⵣ', emoji: '👩🏾‍⚕️' }],
    ['texts that escape', { a: '"\\/\b\f\n\r\t', b: '\u0000\u001f\u007f\u2028\u2029\ufeff', c: "'; DROP TABLE events; --" }],
    ['composed and decomposed letters, side by side', { é: 'é', 'e\u0301': 'e\u0301' }],
    ['keys in an order of their own', JSON.parse('{"b":1,"10":2,"a":3,"9":4,"":5,"__proto__":{"x":6},"constructor":7}')],
    ['a long text', { text: 'Le témoin a déclaré… '.repeat(10_000) }],
    ['32 levels', JSON.parse(`${'{"a":'.repeat(32)}1${'}'.repeat(32)}`)],
  ])('what is read has the digest of what was appended: %s', async (_, data) => {
    const stream = freshStream();
    const { position } = await harness().store.append(stream, 'no-stream', [{ ...newEvent(data), metadata: data }]);
    await alsoAfterRestart(harness(), async (store) => {
      const { events } = await store.readStream(stream);
      for (const read of [events[0], await store.readAt(position)]) {
        expect(canonical(read?.data ?? null)).toBe(canonical(data));
        expect(canonical(read?.metadata ?? null)).toBe(canonical(data));
      }
    });
  });

  test('what the caller changes after the call is not stored', async () => {
    const { store } = harness();
    const stream = freshStream();
    const [data, metadata, events] = [{ note: 'as given', list: [1] }, { rules: ['I-25'] }, newEvents(1)];
    const given = { ...newEvent(), data, metadata };
    const appended = store.append(stream, 'no-stream', Object.assign(events, [given]));
    data.note = 'changed';
    data.list.push(2);
    metadata.rules.pop();
    events.push(newEvent());
    await appended;
    expect(await store.readStream(stream)).toEqual({
      events: recorded(stream, 0, [{ ...given, data: { note: 'as given', list: [1] }, metadata: { rules: ['I-25'] } }]),
      head: 0,
    });
  });
}
