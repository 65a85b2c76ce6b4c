import type { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Condition, ReadModelStore, Row, RowQuery } from '@amana/ports/read-model-store';
import { createSqliteReadModelStore } from './sqlite-read-model-store.ts';
import { plansOf } from './testing/plans-of.ts';
import { openWorkDatabase } from './work-database.ts';

const list = 'case-list_v1';
const rows: Row[] = [1, 2, null, 3, null].map((due, n) => ({
  stream: `case-${n}`,
  rowId: 'main',
  revision: 0,
  gone: false,
  keys: { agency: 'a', due, tags: ['x'] },
  body: {},
}));

const place = (position: bigint) => ({ era: 'e', position, eventId: 'x' });

let db: DatabaseSync;
let store: ReadModelStore;
beforeEach(async () => {
  db = openWorkDatabase(':memory:');
  store = createSqliteReadModelStore(db);
  await store.ensure({ name: list, indexes: [['agency', 'due'], ['due']] });
  await store.put(list, rows);
});
afterEach(() => db.close());

const ofTheList = (plans: string[]): string[] => plans.filter((line) => line.includes(list) || line.includes('TEMP B-TREE'));

/** The plans of all pages of a query, one row a page, so that each kind of continuation is among them. */
const plansOfPages = (query: Omit<RowQuery, 'limit'>): Promise<string[]> =>
  plansOf(db, async () => {
    let found = 0;
    for (let cursor: string | undefined; ;) {
      const page = await store.find(list, { ...query, limit: 1, ...(cursor !== undefined && { cursor }) });
      found += page.rows.length;
      if (page.next === undefined) break;
      cursor = page.next;
    }
    expect(found).toBe(rows.length);
  });

const agency: Condition = { key: 'agency', is: 'a' };

test.each<[string, Condition[], boolean]>([
  ['a condition and a sort', [agency], false],
  ['a condition and a sort, descending', [agency], true],
  ['a condition more than the index has', [agency, { key: 'tags', has: 'x' }], true],
])('%s on a declared index: every page is read from the index, in its order', async (_, where, descending) => {
  const plans = ofTheList(await plansOfPages({ where, sort: { key: 'due', descending } }));
  expect(plans.length).toBeGreaterThan(rows.length - 1);
  for (const line of plans) expect(line).toContain(`SEARCH rows of ${list} USING INDEX case-list_v1.agency.due (<expr>=?`);
});

test('a later page begins in the middle of the index', async () => {
  const query = { where: [agency], sort: { key: 'due', descending: false }, limit: 4 };
  const cursor = (await store.find(list, { ...query, limit: 3 })).next ?? ''; // on due = 1
  expect(await plansOf(db, () => store.find(list, { ...query, cursor }))).toContain(
    `SEARCH rows of ${list} USING INDEX case-list_v1.agency.due (<expr>=? AND <expr>>?)`,
  );
});

test('without a condition, a sort still follows its index and needs no sorting', async () => {
  const plans = ofTheList(await plansOfPages({ where: [], sort: { key: 'due', descending: false } }));
  for (const line of plans) expect(line).toContain('USING INDEX case-list_v1.due');
});

test.each<[string, Condition[]]>([
  ['is', [agency]],
  ['is null', [agency, { key: 'due', is: null }]],
  ['in', [agency, { key: 'due', in: [1, 2] }]],
  ['in, alone', [{ key: 'due', in: [1, 2] }]],
  ['a range', [agency, { key: 'due', atLeast: 1 }, { key: 'due', below: 3 }]],
])('counting by %s reads the index', async (_, where) => {
  for (const line of ofTheList(await plansOf(db, () => store.count(list, where))))
    expect(line).toMatch(/^SEARCH rows of case-list_v1 USING INDEX/);
});

test('rows of streams are found by their key', async () => {
  const plans = ofTheList(await plansOf(db, () => store.rowsOf(list, ['case-1', 'case-2'])));
  expect(plans).toEqual([`SEARCH rows of ${list} USING INDEX sqlite_autoindex_rows of ${list}_1 (stream=?)`]);
});

test('tombstones take no room in the indexes', async () => {
  await store.put(list, [{ stream: 'case-1', rowId: 'main', revision: 1, gone: true, keys: {}, body: {} }]);
  const indexes = db.prepare("SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name LIKE 'rows of %'").all();
  expect(indexes).toHaveLength(2);
  for (const { sql } of indexes) expect(sql).toMatch(/WHERE gone = 0$/);
});

test('an index that a later release declares is added to the rows that are there', async () => {
  await store.ensure({ name: list, indexes: [['agency', 'due'], ['due'], ['centre', 'due']] });
  const plans = ofTheList(
    await plansOf(db, () => store.find(list, { where: [{ key: 'centre', is: null }], sort: { key: 'due', descending: false }, limit: 9 })),
  );
  expect(plans).toEqual([`SEARCH rows of ${list} USING INDEX case-list_v1.centre.due (<expr>=?)`]);
});

test('a batch whose checkpoint has moved on writes no rows', async () => {
  await store.apply(list, { rows: [], from: undefined, to: place(1n) });
  const newer = { ...(rows[0] as Row), revision: 5 };
  expect(await store.apply(list, { rows: [newer], from: undefined, to: place(2n) })).toEqual({ moved: false });
  expect(await store.rowsOf(list, ['case-0'])).toEqual([rows[0]]);
});

test('SQLite keeps its guards between two writers', () => {
  expect(store.capabilities).toEqual({ atomicGuards: true });
});

test('a full disk refuses the batch whole, and says that it may be tried again', async () => {
  db.exec(`PRAGMA max_page_count = ${String(db.prepare('PRAGMA page_count').get()?.['page_count'])}`);
  const large = { ...(rows[0] as Row), stream: 'case-9', body: { text: 'x'.repeat(100_000) } };
  const batch = { rows: [{ ...(rows[1] as Row), revision: 1 }, large], from: undefined, to: place(1n) };
  await expect(store.apply(list, batch)).rejects.toMatchObject({
    name: 'StoreUnavailable',
    code: 'STORE_UNAVAILABLE',
    retryable: true,
    written: 'no',
  });
  expect(await store.rowsOf(list, ['case-1', 'case-9'])).toEqual([rows[1]]);
  expect(await store.checkpoint(list)).toBeUndefined();
});
