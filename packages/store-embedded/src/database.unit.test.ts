import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { StoreUnavailable } from '@amana/ports/failures';
import { openDatabase, type Schema } from './database.ts';

const first = 'CREATE TABLE things (name TEXT NOT NULL) STRICT';
const second = "ALTER TABLE things ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'";
const schema = (...steps: string[]): Schema => ({ name: 'things', steps });

let folder: string;
let path: string;
const opened: DatabaseSync[] = [];
const open = (steps: string[], more: { readOnly?: boolean; synchronous?: 'FULL' | 'NORMAL' } = {}): DatabaseSync => {
  const db = openDatabase({ path, schema: schema(...steps), synchronous: 'FULL', ...more });
  opened.push(db);
  return db;
};
const pragma = (db: DatabaseSync, name: string): unknown => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amana-database-'));
  path = join(folder, 'things.db');
});
afterEach(() => {
  for (const db of opened.splice(0)) if (db.isOpen) db.close();
  rmSync(folder, { recursive: true });
});

test('a new file gets all steps, WAL, and the asked durability', () => {
  const db = open([first, second]);
  db.exec("INSERT INTO things (name) VALUES ('a')");
  expect(db.prepare('SELECT * FROM things').all()).toEqual([{ name: 'a', colour: 'red' }]);
  expect(db.prepare('SELECT name, version FROM schema_version').all()).toEqual([{ name: 'things', version: 2 }]);
  expect(pragma(db, 'journal_mode')).toBe('wal');
  expect(pragma(db, 'synchronous')).toBe(2);
  expect(pragma(db, 'wal_autocheckpoint')).toBe(10_000);
  expect(pragma(db, 'cache_size')).toBe(-65_536);
  expect(pragma(db, 'busy_timeout')).toBe(2_000);
  expect(pragma(open([first, second], { synchronous: 'NORMAL' }), 'synchronous')).toBe(1);
});

test('a memory database works the same', () => {
  path = ':memory:';
  const db = open([first]);
  expect(db.prepare('SELECT version FROM schema_version').get()).toEqual({ version: 1 });
});

test('an older file is brought up to date and keeps its rows', () => {
  const old = open([first]);
  old.exec("INSERT INTO things VALUES ('kept')");
  old.close();
  expect(open([first, second]).prepare('SELECT * FROM things').all()).toEqual([{ name: 'kept', colour: 'red' }]);
});

test('a step that fails leaves the version and the tables as they were', () => {
  open([first]).close();
  expect(() => open([first, `${second}; INSERT INTO nowhere VALUES (1)`])).toThrow('no such table');
  const db = open([first]);
  expect(db.prepare('SELECT version FROM schema_version').get()).toEqual({ version: 1 });
  expect(db.prepare("SELECT count(*) AS columns FROM pragma_table_info('things')").get()).toEqual({ columns: 1 });
});

test('a file of a newer version is refused, with what to do, and no byte of it is changed', () => {
  const newer = open([first, second]);
  newer.exec('PRAGMA journal_mode = DELETE'); // that version may have had its reasons
  newer.close();
  const bytes = readFileSync(path);
  expect(() => open([first])).toThrow(
    expect.objectContaining({
      code: 'SCHEMA_TOO_NEW',
      retryable: false,
      message: `${path} has schema 2, this program knows 1: start the newer version of the program`,
    }),
  );
  expect(readFileSync(path)).toEqual(bytes);
  expect(readdirSync(folder)).toEqual(['things.db']);
  expect(open([first, second]).prepare('SELECT version FROM schema_version').get()).toEqual({ version: 2 });
});

test('a file that another process brings further between the look and the lock is refused all the same', () => {
  let looks = 0;
  const raced: Schema = {
    name: 'things',
    get steps() {
      looks += 1;
      if (looks === 2) open([first, second]); // the version was read just now, the lock is taken next
      return [first];
    },
  };
  expect(() => openDatabase({ path, schema: raced, synchronous: 'FULL' })).toThrow(expect.objectContaining({ code: 'SCHEMA_TOO_NEW', retryable: false }));
  expect(open([first, second]).prepare('SELECT version FROM schema_version').get()).toEqual({ version: 2 });
});

test('a file that holds something else is refused', () => {
  open([first]).close();
  const other = { path, schema: { name: 'log', steps: [first] }, synchronous: 'FULL' } as const;
  expect(() => openDatabase(other)).toThrow(
    expect.objectContaining({ code: 'OTHER_SCHEMA', retryable: false, message: `${path} holds 'things', not 'log': check the path` }),
  );
});

test('a file that is no database is refused as damaged', () => {
  writeFileSync(path, 'not a database, and longer than the header of one'.repeat(20));
  expect(() => open([first])).toThrow(expect.objectContaining({ code: 'STORE_DAMAGED', retryable: false }));
});

test('a missing folder is an unavailable store', () => {
  path = join(folder, 'missing', 'things.db');
  expect(() => open([first])).toThrow(StoreUnavailable);
});

test('read-only opens the same version, refuses an older one, and cannot write', () => {
  open([first]).close();
  const db = open([first], { readOnly: true });
  expect(db.prepare('SELECT * FROM things').all()).toEqual([]);
  expect(() => db.exec("INSERT INTO things VALUES ('a')")).toThrow('readonly');
  expect(() => open([first, second], { readOnly: true })).toThrow(expect.objectContaining({ code: 'SCHEMA_TOO_OLD', retryable: false }));
});
