import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { StoreUnavailable } from '@amana/ports/failures';
import { createGroupCommit, type GroupCommit } from './group-commit.ts';

/** A word is written letter by letter; a digit in it fails, after the letters before it were written. */
const write = (db: DatabaseSync) => (word: string) => {
  for (const letter of word) {
    if (/\d/.test(letter)) throw new Error(`digit in ${word}`);
    db.prepare('INSERT INTO letters VALUES (?)').run(letter);
  }
  return word.toUpperCase();
};

let folder: string;
let db: DatabaseSync;
let other: DatabaseSync;
let group: GroupCommit<string, string>;
let told: string[];

const written = (connection = db): string =>
  connection
    .prepare('SELECT letter FROM letters ORDER BY rowid')
    .all()
    .map((row) => row['letter'])
    .join('');
const add = (word: string): Promise<string> => group.add(word);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amana-group-'));
  const open = () => new DatabaseSync(join(folder, 'letters.db'), { timeout: 0 });
  [db, other] = [open(), open()];
  db.exec('PRAGMA journal_mode = WAL');
  db.exec('CREATE TABLE letters (letter TEXT NOT NULL UNIQUE) STRICT');
  told = [];
  group = createGroupCommit(db, {
    write: write(db),
    sizeOf: (word) => word.length,
    maxBatchSize: 10,
    onBegin: () => told.push('begin'),
    onCommit: (pieces) => told.push(`commit ${pieces}`),
    onRollback: () => told.push('rollback'),
  });
});
afterEach(() => {
  group.close();
  db.close();
  other.close();
  rmSync(folder, { recursive: true });
});

test('what is added in one turn shares one commit, in the order of arrival', async () => {
  const answered: string[] = [];
  await Promise.all(['ab', 'c', 'def'].map((word) => add(word).then((answer) => answered.push(answer))));
  expect(answered).toEqual(['AB', 'C', 'DEF']);
  expect(written()).toBe('abcdef');
  expect(told).toEqual(['begin', 'commit 3']);
});

test('nobody is answered before the commit: another connection sees the work by then', async () => {
  let seen = '';
  await Promise.all([add('ab').then(() => (seen = written(other))), add('c')]);
  expect(seen).toBe('abc');
});

test('a lone caller waits for no timer, only for the end of the turn', async () => {
  const answered = add('a');
  await new Promise(setImmediate);
  expect(told).toEqual(['begin', 'commit 1']);
  expect(await answered).toBe('A');
});

test('a piece that fails fails alone: what it had written is undone, the others are committed', async () => {
  const outcomes = await Promise.allSettled(['ab', 'cd1e', 'c', 'ax', 'd'].map(add));
  expect(outcomes).toEqual([
    { status: 'fulfilled', value: 'AB' },
    { status: 'rejected', reason: new Error('digit in cd1e') },
    { status: 'fulfilled', value: 'C' },
    { status: 'rejected', reason: expect.objectContaining({ message: 'UNIQUE constraint failed: letters.letter' }) },
    { status: 'fulfilled', value: 'D' },
  ]);
  expect(written()).toBe('abcd');
  expect(told).toEqual(['begin', 'commit 5']);
});

test('a batch is bounded; a piece beyond the bound goes alone; the order is kept', async () => {
  await Promise.all(['abcd', 'efgh', 'ij', 'k', 'lmnopqrstuvw', 'xyz'].map(add));
  expect(written()).toBe('abcdefghijklmnopqrstuvwxyz');
  expect(told).toEqual(['begin', 'commit 3', 'begin', 'commit 1', 'begin', 'commit 1', 'begin', 'commit 1']);
});

test('while another process writes, all are refused as not written; afterwards the same work is taken', async () => {
  other.exec('BEGIN IMMEDIATE');
  const refused = { status: 'rejected', reason: expect.objectContaining({ name: 'StoreUnavailable', written: 'no', retryable: true }) };
  expect(await Promise.allSettled([add('ab'), add('c')])).toEqual([refused, refused]);
  other.exec('ROLLBACK');
  expect(await Promise.all([add('ab'), add('c')])).toEqual(['AB', 'C']);
  expect(written()).toBe('abc');
  expect(told).toEqual(['rollback', 'begin', 'commit 2']);
});

test('where the commit itself fails, all are refused and undone, and the next batch works', async () => {
  db.exec('CREATE TABLE words (word TEXT PRIMARY KEY); CREATE TABLE uses (word TEXT REFERENCES words DEFERRABLE INITIALLY DEFERRED)');
  // The trigger names a word that does not exist, which is found at COMMIT only.
  db.exec("CREATE TRIGGER unknown AFTER INSERT ON letters WHEN new.letter = 'z' BEGIN INSERT INTO uses VALUES ('z'); END");
  const refused = { status: 'rejected', reason: expect.objectContaining({ message: 'FOREIGN KEY constraint failed' }) };
  expect(await Promise.allSettled([add('a'), add('z')])).toEqual([refused, refused]);
  expect(written()).toBe('');
  expect(await add('a')).toBe('A');
  expect(told).toEqual(['begin', 'rollback', 'begin', 'commit 1']);
});

test('a transaction that was left open is ended first', async () => {
  db.exec("BEGIN IMMEDIATE; INSERT INTO letters VALUES ('q')");
  expect(await add('a')).toBe('A');
  expect(written()).toBe('a');
  expect(told).toEqual(['rollback', 'begin', 'commit 1']);
});

test('closing refuses what still waits, and nothing of it is written', async () => {
  const waiting = [add('a'), add('b')];
  group.close();
  for (const outcome of await Promise.allSettled(waiting)) {
    expect(outcome).toEqual({ status: 'rejected', reason: expect.any(StoreUnavailable) });
    expect(outcome).toMatchObject({ reason: { written: 'no' } });
  }
  await new Promise(setImmediate); // the turn in which the batch would have been written
  expect(written()).toBe('');
  expect(told).toEqual([]);
});
