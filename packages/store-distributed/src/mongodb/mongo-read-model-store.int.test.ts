import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Db } from 'mongodb';
import type { ReadModelStore, Row } from '@amana/ports/read-model-store';
import { describeWithEngine } from '../testing/engine-under-test.ts';
import type { EngineCalls } from './engine-calls.ts';
import { createMongoReadModelStore } from './mongo-read-model-store.ts';
import { holdWrites } from './testing/held-writes.ts';
import { makeMongoHarness, type MongoHarness } from './testing/mongo-harness.ts';

const list = 'case-list_v1';
const row = (stream: string, revision: number): Row => ({
  stream,
  rowId: 'main',
  revision,
  gone: false,
  keys: { agency: 'a' },
  body: { writtenAt: revision },
});
const place = (position: bigint) => ({ era: 'e', position, eventId: `id-${position}` });

type Both = { readonly store: ReadModelStore; readonly engine: EngineCalls };
const create = (engine: EngineCalls): Both => ({ store: createMongoReadModelStore(engine), engine });

describeWithEngine('mongodb', 'read models: collections, indexes, several workers', (url) => {
  let harness: MongoHarness<Both>;
  let store: ReadModelStore;
  const ask = <T>(call: (db: Db) => Promise<T>): Promise<T> => harness.store.engine.read(call);
  const collections = async (): Promise<string[]> =>
    (await ask((db) => db.listCollections({}, { nameOnly: true }).toArray())).map(({ name }) => name).toSorted();
  const indexesOf = async (name: string): Promise<Record<string, string[]>> => {
    const indexes = await ask((db) => db.collection(name).listIndexes().toArray());
    return Object.fromEntries(indexes.map((index) => [String(index['name']), Object.keys(index['key'] as object)]));
  };
  beforeEach(async () => {
    harness = await makeMongoHarness(url, create, { oneAtATime: true });
    ({ store } = harness.store);
    await store.ensure({ name: list, indexes: [['agency', 'due']] });
  });
  afterEach(() => harness.close());

  const workers = async (): Promise<ReadModelStore[]> => [store, (await harness.second()).store];
  const rowsOfList = async (): Promise<string> => (await collections()).find((name) => name.startsWith(`rows_${list}_`)) ?? '';

  test('rows lie in a collection that carries the projection version; its indexes are named', async () => {
    expect(await collections()).toEqual(['projections', expect.stringMatching(/^rows_case-list_v1_[0-9a-f]{8}$/)]);
    expect(await indexesOf(await rowsOfList())).toEqual({
      _id_: ['_id'],
      rows_of_stream: ['stream', 'rowId'],
      'agency.due': ['gone', 'keys.agency', 'keys.due', 'stream', 'rowId'],
    });
  });

  test('an index that a later release declares is made then; one that it no longer declares stays', async () => {
    await store.put(list, [row('case-1', 0)]);
    await store.ensure({ name: list, indexes: [['centre', 'due'], ['due']] });
    expect(Object.keys(await indexesOf(await rowsOfList())).toSorted()).toEqual([
      '_id_',
      'agency.due',
      'centre.due',
      'due',
      'rows_of_stream',
    ]);
    expect(await store.rowsOf(list, ['case-1'])).toEqual([row('case-1', 0)]);
  });

  test('where all is there, ensure only looks', async () => {
    const before = harness.commands.length;
    await store.ensure({ name: list, indexes: [['agency', 'due']] });
    expect(harness.commands.slice(before).map((command) => Object.keys(command)[0])).toEqual(['find', 'find', 'listIndexes']);
  });

  describe('a projection that is made anew', () => {
    test('leaves no collection behind', async () => {
      await store.put(list, [row('case-1', 0)]);
      const old = await rowsOfList();
      await store.drop(list);
      expect(await collections()).toEqual(['projections']);
      await store.ensure({ name: list, indexes: [] });
      expect(await rowsOfList()).not.toBe(old);
    });

    test('a worker that is late writes neither its rows nor its checkpoint', async () => {
      const { calls, reached, open } = holdWrites(harness.store.engine);
      const slow = createMongoReadModelStore(calls);
      const late = slow.apply(list, { rows: [row('case-1', 9)], from: undefined, to: place(9n) });
      await reached;
      await store.drop(list);
      await store.ensure({ name: list, indexes: [] });
      open();
      expect(await late).toEqual({ moved: false });
      expect(await store.rowsOf(list, ['case-1'])).toEqual([]);
      expect(await store.checkpoint(list)).toBeUndefined();
      expect(await collections()).toHaveLength(3); // what the late one wrote lies where nobody reads
      await store.drop(list);
      expect(await collections()).toEqual(['projections']);
    });

    test.each<[string, (rows: ReadModelStore) => Promise<unknown>]>([
      ['rowsOf', (rows) => rows.rowsOf(list, ['case-1'])],
      ['find', (rows) => rows.find(list, { where: [], limit: 9 })],
      ['count', (rows) => rows.count(list, [])],
    ])('while it is read: %s of what is gone is no empty answer, and is to be asked again', async (_name, reading) => {
      await store.put(list, [row('case-1', 0)]);
      const { engine } = harness.store;
      let reads = 0;
      const read: EngineCalls['read'] = async (call) => {
        reads += 1;
        if (reads === 2) {
          await store.drop(list); // between the registry, which was read first, and the rows
          await store.ensure({ name: list, indexes: [] });
        }
        return engine.read(call);
      };
      await expect(reading(createMongoReadModelStore({ ...engine, read }))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
      expect(await store.count(list, [])).toBe(0);
    });

    test('a drop that was cut short leaves nothing to be read', async () => {
      await store.apply(list, { rows: [row('case-1', 4)], from: undefined, to: place(4n) });
      await ask((db) => db.collection<{ _id: string }>('projections').deleteOne({ _id: list })); // and there it died
      await store.ensure({ name: list, indexes: [] });
      expect(await store.find(list, { where: [], limit: 9 })).toEqual({ rows: [], next: undefined });
      expect(await store.checkpoint(list)).toBeUndefined();
      expect(await collections()).toHaveLength(2);
    });
  });

  describe('several workers at the same instant', () => {
    test('of the same batch from many, one moves', async () => {
      const all = await workers();
      const batch = { rows: [row('case-1', 0), row('case-2', 3)], from: undefined, to: place(2n) };
      const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => (all[n % 2] ?? store).apply(list, batch)));
      expect(answers.filter(({ moved }) => moved)).toHaveLength(1);
      expect(await store.rowsOf(list, ['case-1', 'case-2'])).toEqual(batch.rows);
      expect(await store.checkpoint(list)).toEqual(place(2n));
    });

    test('of many revisions of one row, the newest stays', async () => {
      const all = await workers();
      const revisions = [4, 9, 1, 7, 3, 12, 0, 11, 2, 10, 6, 5, 8];
      await Promise.all(
        revisions.map((revision, n) => (all[n % 2] ?? store).put(list, [row('case-1', revision), row('case-2', 12 - revision)])),
      );
      expect(await store.rowsOf(list, ['case-1', 'case-2'])).toEqual([row('case-1', 12), row('case-2', 12)]);
    });

    test('of two that continue from the same checkpoint, one moves it', async () => {
      const all = await workers();
      await store.apply(list, { rows: [], from: undefined, to: place(1n) });
      const moves = await Promise.all(
        [2n, 3n, 4n, 5n].map((to, n) => (all[n % 2] ?? store).apply(list, { rows: [], from: place(1n), to: place(to) })),
      );
      expect(moves.filter(({ moved }) => moved)).toHaveLength(1);
      const winner = BigInt(moves.findIndex(({ moved }) => moved) + 2);
      expect(await store.checkpoint(list)).toEqual(place(winner));
    });
  });

  test('a batch whose checkpoint has moved on writes no rows', async () => {
    await store.apply(list, { rows: [row('case-1', 0)], from: undefined, to: place(1n) });
    expect(await store.apply(list, { rows: [row('case-1', 5)], from: undefined, to: place(2n) })).toEqual({ moved: false });
    expect(await store.rowsOf(list, ['case-1'])).toEqual([row('case-1', 0)]);
  });

  test('positions up to the last of a log come back as they were', async () => {
    const last = place(2n ** 63n - 1n);
    await store.apply(list, { rows: [], from: undefined, to: last });
    expect(await store.checkpoint(list)).toEqual(last);
    expect(await store.apply(list, { rows: [], from: { ...last, position: last.position - 1n }, to: place(1n) })).toEqual({ moved: false });
  });

  test('pages over values of several types lose none', async () => {
    const values = [null, 2, 'b', true, undefined, 1, 'a', false, 10];
    await store.put(
      list,
      values.map((due, n) => ({ ...row(`case-${n}`, 0), keys: due === undefined ? {} : { due } })),
    );
    for (const descending of [false, true]) {
      const query = { where: [], sort: { key: 'due', descending } };
      const whole = (await store.find(list, { ...query, limit: 20 })).rows;
      const paged: Row[] = [];
      for (let cursor: string | undefined; ;) {
        const page = await store.find(list, { ...query, limit: 2, ...(cursor === undefined ? {} : { cursor }) });
        paged.push(...page.rows);
        if (page.next === undefined) break;
        cursor = page.next;
      }
      expect(whole).toHaveLength(values.length);
      expect(paged).toEqual(whole);
    }
  });
});
