import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openWorkDatabase } from './work-database.ts';

test('the work file survives a crash of the process, not always a power cut: what is in it can be built again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'amana-work-'));
  const db = openWorkDatabase(join(folder, 'work.db'));
  const pragma = (name: string): unknown => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  expect([pragma('journal_mode'), pragma('synchronous')]).toEqual(['wal', 1]);
  expect(db.prepare('SELECT name, version FROM schema_version').all()).toEqual([{ name: 'work', version: 3 }]);
  db.close();
  rmSync(folder, { recursive: true });
});

test('every table of the work file checks the types of what is written', () => {
  const db = openWorkDatabase(':memory:');
  const loose = db
    .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'")
    .all();
  expect(loose).toEqual([]);
  db.close();
});
