import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Document } from 'mongodb';
import type { Row } from '@amana/ports/read-model-store';
import { describeWithEngine } from '../testing/engine-under-test.ts';
import type { EngineCalls } from './engine-calls.ts';
import { toRow, toRowDocument, type RowDocument } from './row-document.ts';
import { makeMongoHarness, type MongoHarness } from './testing/mongo-harness.ts';
import { writeGuarded, writeRows, type GuardedWrites } from './write-rows.ts';

const collection = 'rows_case-list_v1_00000000';

const row = (n: number, revision: number): Row => ({
  stream: `case-${n}`,
  rowId: 'main',
  revision,
  gone: false,
  keys: {},
  body: { writtenAt: revision },
});
const documents = (rows: readonly Row[]): RowDocument[] => rows.map(toRowDocument);

describeWithEngine('mongodb', 'guarded writes of rows', (url) => {
  let harness: MongoHarness<EngineCalls>;
  let engine: EngineCalls;
  beforeEach(async () => {
    harness = await makeMongoHarness(url, (made) => made);
    engine = harness.store;
  });
  afterEach(() => harness.close());

  const kept = async (): Promise<Row[]> =>
    engine.read(async (db) => (await db.collection<RowDocument>(collection).find().sort({ stream: 1 }).toArray()).map(toRow));
  const write = (rows: readonly Row[]): Promise<void> => writeRows(rows, { engine, collection });
  const guarded = (writes: Partial<GuardedWrites>): Promise<void> =>
    writeGuarded({ added: [], replaced: [], ...writes }, { engine, collection });

  test('an upsert that meets a newer row leaves it', async () => {
    await write([row(1, 5)]);
    await guarded({ replaced: documents([row(1, 4)]) });
    expect(await kept()).toEqual([row(1, 5)]);
    await guarded({ replaced: documents([{ ...row(1, 5), body: { another: 'of the same revision' } }]) });
    expect(await kept()).toEqual([row(1, 5)]);
  });

  test.each([
    ['newer', 7, 7],
    ['older', 3, 5],
  ])('an insert that lost its race to a %s row', async (_, theirs, stays) => {
    await write([row(1, theirs)]);
    await guarded({ added: documents([row(1, 5)]) });
    expect(await kept()).toEqual([row(1, stays)]);
  });

  test('an upsert of a row that is not there after all writes it', async () => {
    await guarded({ replaced: documents([row(1, 5)]) });
    expect(await kept()).toEqual([row(1, 5)]);
  });

  test('a batch in which some are refused is done to its end: FerretDB leaves off at the first', async () => {
    await write([row(1, 1), row(2, 9), row(3, 1), row(4, 9), row(5, 1)]);
    await guarded({ replaced: documents([1, 2, 3, 4, 5, 6].map((n) => row(n, 4))), added: documents([row(7, 4), row(2, 3)]) });
    expect(await kept()).toEqual([row(1, 4), row(2, 9), row(3, 4), row(4, 9), row(5, 4), row(6, 4), row(7, 4)]);
  });

  test('a large batch is written in parts, each row once, the newest of a row that comes twice', async () => {
    const rows = Array.from({ length: 600 }, (_, n) => row(n, n % 3));
    await write([...rows, row(0, 8), row(599, 0), row(300, 8)]);
    const expected = rows.map((each, n) => (n === 0 || n === 300 ? row(n, 8) : each)).toSorted((a, b) => (a.stream < b.stream ? -1 : 1));
    expect(await kept()).toEqual(expected);
  });

  test('a large batch of replaces, and one of inserts that all lost their race, come to their end: FerretDB has 100 connections to a database', async () => {
    const rows = Array.from({ length: 150 }, (_, n) => row(n, 1));
    const newer = rows.map((each) => ({ ...each, revision: 2, body: { writtenAt: 2 } }));
    await write(rows);
    await write(newer.slice(0, 120));
    await guarded({ added: documents(newer) });
    expect((await kept()).map(({ revision }) => revision)).toEqual(rows.map(() => 2));
  });

  test('a command carries no more replaces than the engine has connections for: FerretDB 1 keeps one for each, and stands still where they run out', async () => {
    const rows = Array.from({ length: 20 }, (_, n) => row(n, 1));
    const newer = rows.map((each) => ({ ...each, revision: 2 }));
    await write(rows);
    const before = harness.commands.length;
    await write(newer);
    await guarded({ added: documents(newer.map((each) => ({ ...each, revision: 3 }))) });
    const updates = harness.commands.slice(before).filter((command) => nameOf(command) === 'update');
    const inParts = harness.capabilities.atomicGuards ? [20] : [8, 8, 4];
    expect(updates.map((command) => (command['updates'] as unknown[]).length)).toEqual([...inParts, ...inParts]);
    expect((await kept()).map(({ revision }) => revision)).toEqual(rows.map(() => 3));
  });

  test('a batch that comes again writes nothing, and asks once', async () => {
    await write([row(1, 1), row(2, 1)]);
    const before = harness.commands.length;
    await write([row(1, 1), row(2, 0)]);
    expect(harness.commands.slice(before).map(nameOf)).toEqual(['find']);
  });

  test('writes wait for a majority and its journal', async () => {
    await write([row(1, 1)]);
    await write([row(1, 2)]);
    const writes = harness.commands.filter((command) => ['insert', 'update'].includes(nameOf(command)));
    expect(writes.map(nameOf)).toEqual(['insert', 'update']);
    for (const { writeConcern, ordered } of writes)
      expect({ writeConcern, ordered }).toEqual({ writeConcern: { w: 'majority', j: true }, ordered: false });
  });
});

const nameOf = (command: Document): string => Object.keys(command)[0] ?? '';
