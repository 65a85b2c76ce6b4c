import { describe, expect, test } from '@jest/globals';
import type { KeyValue, ReadModelStore, Row, RowQuery } from '../../read-model-store.ts';
import { list, row, streamsOf, tombstone, withList, type GetHarness } from './fixtures.ts';

const sorts: [string, RowQuery['sort']][] = [
  ['unsorted', undefined],
  ['ascending', { key: 'due', descending: false }],
  ['descending', { key: 'due', descending: true }],
];

/** Follows the cursors to the end. A page that is not full is the last one. */
async function pages(store: ReadModelStore, query: RowQuery): Promise<Row[][]> {
  const found: Row[][] = [];
  for (let cursor: string | undefined; ;) {
    const page = await store.find(list, { ...query, ...(cursor !== undefined && { cursor }) });
    if (page.rows.length < query.limit) expect(page.next).toBeUndefined();
    found.push(page.rows);
    if (page.next === undefined) return found;
    cursor = page.next;
    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/); // goes into a URL as it is
    expect(found.length).toBeLessThan(100);
  }
}

/** One row for each value, two of a stream. */
const fill = async (store: ReadModelStore, values: readonly (KeyValue | undefined)[], agency = 'a'): Promise<void> => {
  const rows = values.map((due, n) => ({
    ...row(`case-${agency}-${Math.floor(n / 2)}`, 0, due === undefined ? { agency } : { agency, due }),
    rowId: `row-${n}`,
  }));
  await store.put(list, rows);
};

const idsOf = (rows: readonly Row[]): string[] => rows.map((found) => `${found.stream}/${found.rowId}`);

const encoded = (value: unknown): string => btoa(JSON.stringify(value)).replaceAll('=', '');

const where: RowQuery['where'] = [{ key: 'agency', is: 'a' }];

export function pageCases(harness: GetHarness): void {
  const filled = async (values: readonly (KeyValue | undefined)[]): Promise<ReadModelStore> => {
    const store = await withList(harness());
    await fill(store, values);
    await fill(store, [1, 2, null], 'b');
    return store;
  };

  describe('pages', () => {
    describe.each(sorts)('%s', (_, sort) => {
      const query = (limit: number): RowQuery => ({ where, limit, ...(sort && { sort }) });

      test.each([
        ['numbers with ties and nulls', [3, null, 1, 1, undefined, 2, null, 1, 0.5, -7, 3]],
        ['texts with ties and nulls', ['b', null, '', 'é', '😀', 'b', undefined, '"', '\uFFFD']],
        ['booleans with nulls', [true, false, null, true, false, undefined]],
        ['nulls alone', [null, undefined, null, null]],
      ])('%s: pages of any size, put together, are the whole list', async (_title, values) => {
        const store = await filled(values);
        const whole = (await store.find(list, query(50))).rows;
        expect(whole).toHaveLength(values.length);
        for (const limit of [1, 2, 3, values.length - 1, values.length]) {
          const found = await pages(store, query(limit));
          expect(found.flat()).toEqual(whole);
          expect(found.slice(0, -1).every((page) => page.length === limit)).toBe(true);
        }
      });

      test('rows that come or go between two pages are neither doubled nor do they hide others', async () => {
        const store = await filled([1, 2, 3, 4, 5, 6]);
        const whole = (await store.find(list, query(50))).rows;
        const first = await store.find(list, query(3));
        await store.put(list, [
          row('case-a-000', 0, { agency: 'a', due: 0 }),
          row('case-a-9', 0, { agency: 'a', due: 9 }),
          row('case-a-25', 0, { agency: 'a', due: 3.5 }),
        ]);
        const last = first.rows.at(-1) as Row;
        await store.put(list, [{ ...tombstone(last.stream, 1), rowId: last.rowId }]); // the very row that the cursor stands on
        const rest = await store.find(list, { ...query(50), cursor: first.next as string });
        const seen = idsOf([...first.rows, ...rest.rows]);
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen).toEqual(expect.arrayContaining(idsOf(whole)));
        expect(rest.next).toBeUndefined();
      });

      test('a row that comes behind the cursor is on a later page', async () => {
        const store = await filled([1, 2, 3, 4]);
        const first = await store.find(list, query(2));
        const due = sort?.descending === true ? 0 : 5;
        await store.put(list, [row('case-a-z', 0, { agency: 'a', due })]);
        const rest = await store.find(list, { ...query(9), cursor: first.next as string });
        expect(streamsOf(rest.rows)).toContain('case-a-z');
      });

      test('the limit may change from page to page', async () => {
        const store = await filled([1, 2, 3, 4, 5]);
        const whole = (await store.find(list, query(50))).rows;
        const first = await store.find(list, query(1));
        const rest = await store.find(list, { ...query(3), cursor: first.next as string });
        expect([...first.rows, ...rest.rows]).toEqual(whole.slice(0, 4));
        expect(typeof rest.next).toBe('string');
      });

      test('a cursor outlives a restart', async () => {
        const store = await filled([1, 2, 3, null]);
        const whole = (await store.find(list, query(50))).rows;
        const first = await store.find(list, query(2));
        const reopened = await harness().reopen();
        const rest = await reopened.find(list, { ...query(2), cursor: first.next as string });
        expect(rest).toEqual({ rows: whole.slice(2), next: undefined });
      });
    });

    test('the cursor of another query is refused', async () => {
      const store = await filled([1, 2, 3]);
      await store.ensure({ name: 'case-list_v2', indexes: [] });
      const query: RowQuery = { where, sort: { key: 'due', descending: false }, limit: 1 };
      const cursor = (await store.find(list, query)).next as string;
      expect(cursor).toBeDefined();
      const badCursor = { name: 'BadCursor', code: 'BAD_CURSOR', retryable: false };
      const others: RowQuery[] = [
        { ...query, where: [] },
        { ...query, where: [{ key: 'agency', is: 'b' }] },
        { ...query, where: [{ key: 'agency', in: ['a'] }] },
        { ...query, where: [...where, { key: 'due', atLeast: 0 }] },
        { ...query, sort: { key: 'due', descending: true } },
        { ...query, sort: { key: 'agency', descending: false } },
        { where, limit: 1 },
      ];
      for (const other of others) await expect(store.find(list, { ...other, cursor })).rejects.toMatchObject(badCursor);
      await expect(store.find('case-list_v2', { ...query, cursor })).rejects.toMatchObject(badCursor);
      expect(idsOf((await store.find(list, { ...query, cursor })).rows)).toEqual(['case-a-0/row-1']);
    });

    test('a cursor is bound to what a query asks, not to the order in which its parts are written', async () => {
      const store = await filled([1, 2, 3]);
      const cursor = (await store.find(list, { where: [{ key: 'agency', is: 'a' }], limit: 1 })).next as string;
      const { rows } = await store.find(list, { where: [{ is: 'a', key: 'agency' }], limit: 1, cursor });
      expect(idsOf(rows)).toEqual(['case-a-0/row-1']);
    });

    test('what is no cursor is refused', async () => {
      const store = await filled([1, 2, 3]);
      const garbage = [
        '',
        'x',
        '%',
        'bnVsbA',
        encoded([]),
        encoded({}),
        encoded(['', 1, 'case-a-0', 'main']),
        '\0',
        '😀',
        'a'.repeat(5_000),
      ];
      for (const cursor of garbage) {
        await expect(store.find(list, { where, limit: 1, cursor })).rejects.toMatchObject({
          name: 'BadCursor',
          code: 'BAD_CURSOR',
          retryable: false,
        });
      }
    });
  });
}
