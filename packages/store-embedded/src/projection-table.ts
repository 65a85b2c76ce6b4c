import type { DatabaseSync } from 'node:sqlite';
import { UnknownProjection } from '@amana/ports/failures';
import type { JsonObject } from '@amana/ports/json';
import type { ProjectionShape, Row } from '@amana/ports/read-model-store';
import { parseStored } from './parse-stored.ts';
import { checkKeyName, checkProjectionName } from '@amana/ports/check-projection';

export const rowColumns = 'stream, row_id, revision, gone, keys, body';

export type StoredRow = { stream: string; row_id: string; revision: number; gone: number; keys: string; body: string };

export function toRow(row: StoredRow): Row {
  const json = (text: string): JsonObject => parseStored(text, `row ${row.row_id} of ${row.stream}`);
  return { stream: row.stream, rowId: row.row_id, revision: row.revision, gone: row.gone === 1, keys: json(row.keys) as Row['keys'], body: json(row.body) };
}

/** Where a key stands, as the arguments of SQLite's JSON functions. */
export function keyPath(key: string): string {
  checkKeyName(key);
  return `keys, '$.${key}'`;
}

/** The value of a key. An index serves a query only where both hold the very same expression, so it is written here alone. */
export const keyValue = (key: string): string => `json_extract(${keyPath(key)})`;

const quoted = (name: string): string => `"rows of ${name}"`;

/** The quoted table of a projection that exists. */
export function tableOf(db: DatabaseSync, projection: string): string {
  checkProjectionName(projection);
  if (!db.prepare('SELECT 1 FROM projections WHERE name = ?').get(projection)) throw new UnknownProjection(projection);
  return quoted(projection);
}

/** Makes what is missing: the table, and indexes that a later version of the program added to the shape. */
export function ensureTable(db: DatabaseSync, { name, indexes }: ProjectionShape): void {
  checkProjectionName(name);
  db.prepare('INSERT INTO projections VALUES (?) ON CONFLICT DO NOTHING').run(name);
  db.exec(
    `CREATE TABLE IF NOT EXISTS ${quoted(name)} (
       stream TEXT NOT NULL, row_id TEXT NOT NULL, revision INTEGER NOT NULL, gone INTEGER NOT NULL, keys TEXT NOT NULL, body TEXT NOT NULL,
       PRIMARY KEY (stream, row_id)
     ) STRICT`,
  );
  for (const keys of indexes) {
    // stream and row id close every order, so that a sorted page is read from the index as it stands
    const columns = [...keys.map(keyValue), 'stream', 'row_id'].join(', ');
    db.exec(`CREATE INDEX IF NOT EXISTS "${name}.${keys.join('.')}" ON ${quoted(name)} (${columns}) WHERE gone = 0`);
  }
}

export function dropTable(db: DatabaseSync, projection: string): void {
  checkProjectionName(projection);
  db.exec(`DROP TABLE IF EXISTS ${quoted(projection)}`);
  db.prepare('DELETE FROM projections WHERE name = ?').run(projection);
}

/** A row is written only over an older one; at the same revision it is the same row. */
export function putRows(db: DatabaseSync, table: string, rows: readonly Row[]): void {
  // Setting `keys` or `gone` writes every index anew, whatever is set: the fold of a stream, half of all rows, has the same keys for ever.
  const renew = db.prepare(`UPDATE ${table} SET revision = ?1, body = ?2 WHERE stream = ?3 AND row_id = ?4 AND keys = ?5 AND gone = ?6 AND revision < ?1`);
  const put = db.prepare(
    `INSERT INTO ${table} AS kept (${rowColumns}) VALUES (?3, ?4, ?1, ?6, ?5, ?2)
     ON CONFLICT DO UPDATE SET revision = excluded.revision, gone = excluded.gone, keys = excluded.keys, body = excluded.body
     WHERE excluded.revision > kept.revision`,
  );
  for (const { stream, rowId, revision, gone, keys, body } of rows) {
    const row = [revision, JSON.stringify(body), stream, rowId, JSON.stringify(keys), gone ? 1 : 0] as const;
    if (renew.run(...row).changes === 0) put.run(...row);
  }
}
