import { describe, expect, test } from '@jest/globals';
import type { ReadModelStore, Row } from '../../read-model-store.ts';
import { list, place, row, streamsOf, tombstone, withList, type GetHarness } from './fixtures.ts';

type Write = (store: ReadModelStore, rows: readonly Row[]) => Promise<void>;

/** Both ways to write a row keep the same promises. */
const ways: [string, Write][] = [
  ['put', (store, rows) => store.put(list, rows)],
  [
    'apply',
    async (store, rows) => {
      const from = await store.checkpoint(list);
      await store.apply(list, { rows, from, to: place((from?.position ?? 0n) + 1n) });
    },
  ],
];

const kept = (store: ReadModelStore): Promise<Row[]> => store.rowsOf(list, ['case-1']);

export function rowCases(harness: GetHarness): void {
  describe.each(ways)('rows by %s', (_, write) => {
    test('a row comes back as it was given', async () => {
      const store = await withList(harness());
      const full: Row = {
        stream: 'case-1',
        rowId: 'Zinder/é😀',
        revision: 12,
        gone: false,
        keys: { agency: 'a', open: true, closed: false, beds: 3, share: 0.1, none: null, tags: ['x', 'y'], nothing: [] },
        body: {
          parts: [{ v: 1, of: [1, 2] }],
          text: 'Ñ "quoted" \\ \n',
          empty: {},
          list: [],
          zero: 0,
          low: -1.5e-7,
          big: Number.MAX_SAFE_INTEGER,
          pri$e: null,
        },
      };
      await write(store, [full]);
      expect(await kept(store)).toEqual([full]);
      expect(await store.find(list, { where: [], limit: 1 })).toEqual({ rows: [full], next: undefined });
    });

    test('a newer revision replaces the whole row', async () => {
      const store = await withList(harness());
      await write(store, [{ ...row('case-1', 1, { agency: 'a', due: 4 }), body: { old: true } }]);
      await write(store, [row('case-1', 2, { agency: 'b' })]);
      expect(await kept(store)).toEqual([row('case-1', 2, { agency: 'b' })]);
      expect(await store.count(list, [{ key: 'due', is: 4 }])).toBe(0);
    });

    test('an older revision changes nothing', async () => {
      const store = await withList(harness());
      await write(store, [row('case-1', 10)]);
      await write(store, [row('case-1', 9)]); // as text, '9' is behind '10'
      await write(store, [row('case-1', 0)]);
      expect(await kept(store)).toEqual([row('case-1', 10)]);
    });

    test('the same revision changes nothing: it is the same row', async () => {
      const store = await withList(harness());
      await write(store, [row('case-1', 3)]);
      await write(store, [{ ...row('case-1', 3), body: { other: true } }]);
      expect(await kept(store)).toEqual([row('case-1', 3)]);
    });

    test.each([[[2, 5]], [[5, 2]], [[5, 2, 4, 5, 0]]])('of one row in one batch at revisions %j the newest stays', async (revisions) => {
      const store = await withList(harness());
      await write(
        store,
        revisions.map((revision) => row('case-1', revision)),
      );
      expect(await kept(store)).toEqual([row('case-1', 5)]);
    });

    test('a tombstone stays, is in no list, and an older row does not come back over it', async () => {
      const store = await withList(harness());
      await write(store, [row('case-1', 1, { agency: 'a' }), row('case-2', 1, { agency: 'a' })]);
      await write(store, [tombstone('case-1', 3)]);
      await write(store, [row('case-1', 2, { agency: 'a' })]);
      expect(await kept(store)).toEqual([tombstone('case-1', 3)]);
      expect(await store.find(list, { where: [{ key: 'agency', is: 'a' }], limit: 9 })).toEqual({
        rows: [row('case-2', 1, { agency: 'a' })],
        next: undefined,
      });
      expect(await store.find(list, { where: [{ key: 'agency', is: null }], limit: 9 })).toEqual({ rows: [], next: undefined });
      expect(await store.count(list, [])).toBe(1);
    });

    test('a tombstone that comes before the row it removes keeps it away', async () => {
      const store = await withList(harness());
      await write(store, [tombstone('case-1', 3)]);
      await write(store, [row('case-1', 2)]);
      expect(await kept(store)).toEqual([tombstone('case-1', 3)]);
    });

    test('a newer row may take the place of a tombstone', async () => {
      const store = await withList(harness());
      await write(store, [tombstone('case-1', 3)]);
      await write(store, [row('case-1', 4)]);
      expect(await kept(store)).toEqual([row('case-1', 4)]);
      expect(await store.count(list, [])).toBe(1);
    });

    test('rows of one stream have their own revisions, and rows of two projections too', async () => {
      const store = await withList(harness());
      await store.ensure({ name: 'inbox_v1', indexes: [] });
      const other = { ...row('case-1', 1), rowId: 'other' };
      await write(store, [row('case-1', 5), other]);
      await store.put('inbox_v1', [row('case-1', 2)]);
      await write(store, [{ ...other, revision: 2 }]);
      expect(await kept(store)).toEqual([row('case-1', 5), { ...other, revision: 2 }]);
      expect(await store.rowsOf('inbox_v1', ['case-1'])).toEqual([row('case-1', 2)]);
    });

    test('rows survive a restart', async () => {
      const store = await withList(harness());
      await write(store, [row('case-1', 1, { agency: 'a' }), tombstone('case-2', 4)]);
      const reopened = await harness().reopen();
      expect(await reopened.rowsOf(list, ['case-1', 'case-2'])).toEqual([row('case-1', 1, { agency: 'a' }), tombstone('case-2', 4)]);
    });

    test.each<[string, Partial<Row>]>([
      ['an array in an array', { body: { a: [[1]] } }],
      ["'.' in a name of the body", { body: { a: { 'b.c': 1 } } }],
      ["'.' in a key", { keys: { 'b.c': 1 } }],
      ["a leading '$' in a name of the body", { body: { a: [{ $b: 1 }] } }],
      ["a leading '$' in a key", { keys: { $b: 1 } }],
      ['a NUL in a text of the body', { body: { a: 'x\0' } }],
      ['a NUL in a key', { keys: { a: ['x\0'] } }],
      ['a NUL in a row id', { rowId: '\0' }],
    ])('%s is refused, and with it the whole batch', async (_title, change) => {
      const store = await withList(harness());
      const bad = { ...row('case-2', 0), ...change };
      await expect(write(store, [row('case-1', 0), bad])).rejects.toMatchObject({
        name: 'NotStorable',
        code: 'NOT_STORABLE',
        retryable: false,
      });
      expect(await store.rowsOf(list, ['case-1', 'case-2'])).toEqual([]);
      expect(await store.checkpoint(list)).toBeUndefined();
    });

    test('no rows are no effort', async () => {
      const store = await withList(harness());
      await write(store, []);
      expect(await store.count(list, [])).toBe(0);
    });
  });

  describe('rows', () => {
    test('put leaves the checkpoint alone', async () => {
      const store = await withList(harness());
      await store.put(list, [row('case-1', 1)]);
      expect(await store.checkpoint(list)).toBeUndefined();
      await store.apply(list, { rows: [], from: undefined, to: place(3) });
      await store.put(list, [row('case-1', 2)]);
      expect(await store.checkpoint(list)).toEqual(place(3));
    });

    test('rowsOf gives all rows of the asked streams by stream and row id, tombstones included, each once', async () => {
      const store = await withList(harness());
      const a = { ...row('case-1', 1), rowId: 'a' };
      const b = { ...row('case-1', 1), rowId: 'b' };
      await store.put(list, [b, tombstone('case-3', 2), row('case-2', 1), a, row('case-10', 1)]);
      expect(await store.rowsOf(list, ['case-3', 'case-1', 'case-1', 'case-9'])).toEqual([a, b, tombstone('case-3', 2)]);
      expect(await store.rowsOf(list, [])).toEqual([]);
      expect(streamsOf(await store.rowsOf(list, ['case-10', 'case-2']))).toEqual(['case-10', 'case-2']);
    });

    test('rowsOf takes the streams of a large batch in one call', async () => {
      const store = await withList(harness());
      const streams = Array.from({ length: 1_500 }, (_, n) => `case-${String(n).padStart(4, '0')}`);
      await store.put(
        list,
        streams.map((stream) => row(stream, 0)),
      );
      expect(streamsOf(await store.rowsOf(list, streams))).toEqual(streams);
    });
  });
}
