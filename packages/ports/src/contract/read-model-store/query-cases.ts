import { describe, expect, test } from '@jest/globals';
import type { Condition, KeyValue, ReadModelStore } from '../../read-model-store.ts';
import { list, row, streamsOf, tombstone, withList, type GetHarness } from './fixtures.ts';

const cases: Record<string, Record<string, KeyValue>> = {
  'case-1': { agency: 'a', beds: 5, open: true, due: '2026-03-01', tags: ['minor', 'urgent'] },
  'case-2': { agency: 'a', beds: 1, open: false, due: '2026-03-02', tags: ['urgent'] },
  'case-3': { agency: 'b', beds: 10, open: true, due: null, tags: [] },
  'case-4': { agency: 'b', beds: 0.5, open: false },
  'case-5': { agency: '["a"]', beds: -3, due: '2026-04-01', tags: ['a'] },
};

export function queryCases(harness: GetHarness): void {
  const filled = async (): Promise<ReadModelStore> => {
    const store = await withList(harness());
    await store.put(list, [...Object.entries(cases).map(([stream, keys]) => row(stream, 0, keys)), tombstone('case-6', 1)]);
    return store;
  };

  describe('queries', () => {
    test.each<[Condition[], string[]]>([
      [[], ['case-1', 'case-2', 'case-3', 'case-4', 'case-5']],
      [[{ key: 'agency', is: 'a' }], ['case-1', 'case-2']],
      [[{ key: 'agency', is: 'A' }], []],
      [[{ key: 'beds', is: 5 }], ['case-1']],
      [[{ key: 'beds', is: 0.5 }], ['case-4']],
      [[{ key: 'beds', is: '5' }], []],
      [[{ key: 'open', is: true }], ['case-1', 'case-3']],
      [[{ key: 'open', is: false }], ['case-2', 'case-4']],
      [[{ key: 'open', is: 1 }], []],
      [[{ key: 'beds', is: true }], []],
      [[{ key: 'due', is: null }], ['case-3', 'case-4']],
      [[{ key: 'open', is: null }], ['case-5']],
      [[{ key: 'unheardOf', is: null }], ['case-1', 'case-2', 'case-3', 'case-4', 'case-5']],
      [[{ key: 'unheardOf', is: 'a' }], []],
      [[{ key: 'agency', in: ['b', 'c'] }], ['case-3', 'case-4']],
      [[{ key: 'agency', in: [] }], []],
      [[{ key: 'beds', in: [10, 1, '5'] }], ['case-2', 'case-3']],
      [[{ key: 'open', in: [1, 0] }], []],
      [[{ key: 'tags', has: 'urgent' }], ['case-1', 'case-2']],
      [[{ key: 'tags', has: 'urg' }], []],
      [[{ key: 'agency', has: 'a' }], []],
      [[{ key: 'beds', atLeast: 5 }], ['case-1', 'case-3']],
      [[{ key: 'beds', below: 1 }], ['case-4', 'case-5']],
      [
        [
          { key: 'beds', atLeast: -3 },
          { key: 'beds', below: 5 },
        ],
        ['case-2', 'case-4', 'case-5'],
      ],
      [[{ key: 'due', atLeast: '2026-03-02' }], ['case-2', 'case-5']],
      [[{ key: 'due', below: '2026-03-02' }], ['case-1']],
      [[{ key: 'beds', atLeast: '' }], []],
      [[{ key: 'due', atLeast: 0 }], []],
      [[{ key: 'due', below: 5_000 }], []],
      [[{ key: 'open', atLeast: 0 }], []],
      [
        [
          { key: 'agency', is: 'a' },
          { key: 'open', is: true },
          { key: 'tags', has: 'minor' },
        ],
        ['case-1'],
      ],
      [
        [
          { key: 'agency', is: 'a' },
          { key: 'agency', is: 'b' },
        ],
        [],
      ],
    ])('%j finds and counts %j', async (where, streams) => {
      const store = await filled();
      const page = await store.find(list, { where, limit: 10 });
      expect(page).toEqual({ rows: streams.map((stream) => row(stream, 0, cases[stream])), next: undefined });
      expect(await store.count(list, where)).toBe(streams.length);
    });

    test('a list never equals a single value, nor the text that it could be written as', async () => {
      const store = await filled();
      expect(await store.count(list, [{ key: 'tags', is: 'urgent' }])).toBe(0);
      expect(await store.count(list, [{ key: 'tags', is: '["urgent"]' }])).toBe(0);
      expect(await store.count(list, [{ key: 'tags', in: ['urgent', '["urgent"]'] }])).toBe(0);
      expect(await store.count(list, [{ key: 'tags', atLeast: 'a' }])).toBe(0);
      expect(await store.count(list, [{ key: 'agency', is: '["a"]' }])).toBe(1);
    });

    test('without a sort, the order is by stream and row id, as bytes', async () => {
      const store = await withList(harness());
      const ids = [
        ['b', 'a'],
        ['a', 'b'],
        ['a', 'B'],
        ['a', 'é'],
        ['a', 'aa'],
        ['B', 'z'],
      ] as const;
      await store.put(
        list,
        ids.map(([stream, rowId]) => ({ ...row(stream, 0), rowId })),
      );
      const { rows } = await store.find(list, { where: [], limit: 10 });
      expect(rows.map((found) => [found.stream, found.rowId])).toEqual([
        ['B', 'z'],
        ['a', 'B'],
        ['a', 'aa'],
        ['a', 'b'],
        ['a', 'é'],
        ['b', 'a'],
      ]);
    });

    test.each<[string, Record<string, KeyValue | undefined>, string[]]>([
      ['numbers, null and missing first', { a: 10, b: 9, c: null, d: -1, e: undefined, f: 9.5 }, ['c', 'e', 'd', 'b', 'f', 'a']],
      [
        'texts by code point, null first',
        { a: 'é', b: 'Z', c: 'a', d: '😀', e: '\uFFFD', f: '', g: null, h: 'aa' },
        ['g', 'f', 'b', 'c', 'h', 'a', 'e', 'd'],
      ],
      ['false before true, null first', { a: true, b: false, c: null, d: true }, ['c', 'b', 'a', 'd']],
      ['equal values by stream', { c: 1, a: 1, b: 1 }, ['a', 'b', 'c']],
    ])('sorted: %s; descending is exactly the reverse', async (_title, values, order) => {
      const store = await withList(harness());
      await store.put(
        list,
        Object.entries(values).map(([stream, due]) => row(stream, 0, due === undefined ? {} : { due })),
      );
      const up = await store.find(list, { where: [], sort: { key: 'due', descending: false }, limit: 20 });
      expect(streamsOf(up.rows)).toEqual(order);
      expect(up.next).toBeUndefined();
      const down = await store.find(list, { where: [], sort: { key: 'due', descending: true }, limit: 20 });
      expect(streamsOf(down.rows)).toEqual(order.toReversed());
      expect(down.next).toBeUndefined();
    });

    test('a sort and conditions together, with ties by row id', async () => {
      const store = await withList(harness());
      const twin = { ...row('case-1', 0, { agency: 'a', due: 2 }), rowId: 'a-first' };
      await store.put(list, [
        row('case-1', 0, { agency: 'a', due: 2 }),
        twin,
        row('case-0', 0, { agency: 'b', due: 1 }),
        row('case-2', 0, { agency: 'a', due: 1 }),
      ]);
      const where: Condition[] = [{ key: 'agency', is: 'a' }];
      const { rows } = await store.find(list, { where, sort: { key: 'due', descending: false }, limit: 9 });
      expect(rows).toEqual([row('case-2', 0, { agency: 'a', due: 1 }), twin, row('case-1', 0, { agency: 'a', due: 2 })]);
    });

    test('a limit is at least one row', async () => {
      const store = await filled();
      for (const limit of [0, -1, 1.5, Number.NaN]) await expect(store.find(list, { where: [], limit })).rejects.toThrow(RangeError);
      expect(streamsOf((await store.find(list, { where: [], limit: 1 })).rows)).toEqual(['case-1']);
    });
  });
}
