import type { DatabaseSync } from 'node:sqlite';
import { checkProjectionName } from '@amana/ports/check-projection';
import { checkRead } from '@amana/ports/check-read';
import { checkRow } from '@amana/ports/check-row';
import type { Checkpoint, LiveBuild, ReadModelStore, RowPage, RowQuery } from '@amana/ports/read-model-store';
import { dropTable, ensureTable, putRows, rowColumns, tableOf, toRow, type StoredRow } from './projection-table.ts';
import { decodeCursor, encodeCursor } from './row-cursor.ts';
import { pageStatements, whereOf } from './row-query.ts';
import { reading, writing } from './work-access.ts';

/**
 * Read models in the work file, one table per projection version. `apply` is one transaction; where the checkpoint is not
 * where the batch began, it writes no rows either: the owner reads again and comes back with them.
 */
export function createSqliteReadModelStore(db: DatabaseSync): ReadModelStore {
  return {
    capabilities: { atomicGuards: true },

    ensure: (shape) => writing(db, () => ensureTable(db, shape)),

    checkpoint: (projection) => reading(() => readCheckpoint(db, projection)),

    apply: (projection, { rows, from, to }) =>
      writing(db, () => {
        const table = tableOf(db, projection);
        rows.forEach(checkRow);
        const moved = moveCheckpoint(db, projection, { from, to });
        if (moved) putRows(db, table, rows);
        return { moved };
      }),

    put: (projection, rows) =>
      writing(db, () => {
        const table = tableOf(db, projection);
        rows.forEach(checkRow);
        putRows(db, table, rows);
      }),

    rowsOf: (projection, streams) =>
      reading(() => {
        const table = tableOf(db, projection);
        const wanted = 'stream IN (SELECT value FROM json_each(?))';
        const rows = db.prepare(`SELECT ${rowColumns} FROM ${table} WHERE ${wanted} ORDER BY stream, row_id`).all(JSON.stringify(streams));
        return (rows as StoredRow[]).map(toRow);
      }),

    find: (projection, query) => reading(() => findRows(db, projection, query)),

    count: (projection, conditions) =>
      reading(() => {
        const where = whereOf(conditions);
        const counted = db.prepare(`SELECT count(*) AS n FROM ${tableOf(db, projection)} WHERE ${where.text}`).get(...where.parameters);
        return Number(counted?.['n']);
      }),

    live: (version) => reading(() => readLive(db, version)),

    goLive: (version, { from, to }) =>
      writing(db, () => {
        tableOf(db, to); // it is there
        if (readLive(db, version).build !== from) return { moved: false };
        db.prepare('INSERT INTO live_builds VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET build = ?2, previous = ?3').run(version, to, from);
        return { moved: true };
      }),

    projections: () =>
      reading(() =>
        db
          .prepare('SELECT name FROM projections ORDER BY name')
          .all()
          .map((row) => String(row['name'])),
      ),

    drop: (projection) =>
      writing(db, () => {
        dropTable(db, projection);
        db.prepare('DELETE FROM checkpoints WHERE projection = ?').run(projection);
      }),
  };
}

function readLive(db: DatabaseSync, version: string): LiveBuild {
  checkProjectionName(version);
  const row = db.prepare('SELECT build, previous FROM live_builds WHERE version = ?').get(version);
  return row ? { build: String(row['build']), previous: String(row['previous']) } : { build: version, previous: undefined };
}

function readCheckpoint(db: DatabaseSync, projection: string): Checkpoint | undefined {
  checkProjectionName(projection);
  const read = db.prepare('SELECT era, position, event_id AS eventId FROM checkpoints WHERE projection = ?');
  read.setReadBigInts(true);
  const row = read.get(projection) as Checkpoint | undefined;
  return row && { era: row.era, position: row.position, eventId: row.eventId };
}

function moveCheckpoint(db: DatabaseSync, projection: string, { from, to }: { from: Checkpoint | undefined; to: Checkpoint }): boolean {
  const next = [to.era, to.position, to.eventId];
  const done = from
    ? db
        .prepare(
          'UPDATE checkpoints SET era = ?, position = ?, event_id = ? WHERE projection = ? AND era = ? AND position = ? AND event_id = ?',
        )
        .run(...next, projection, from.era, from.position, from.eventId)
    : db
        .prepare('INSERT INTO checkpoints (era, position, event_id, projection) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING')
        .run(...next, projection);
  return done.changes === 1;
}

function findRows(db: DatabaseSync, projection: string, query: RowQuery): RowPage {
  checkRead({ limit: query.limit });
  const table = tableOf(db, projection);
  const after = query.cursor === undefined ? undefined : decodeCursor(projection, query, query.cursor);
  const found: (StoredRow & { sort_value: string | number | null })[] = [];
  for (const statement of pageStatements(table, query, after)) {
    const missing = query.limit + 1 - found.length; // one more than asked tells whether there is a next page
    found.push(...(db.prepare(statement.text).all(...statement.parameters, missing) as typeof found));
  }
  const rows = found.slice(0, query.limit);
  const last = rows.at(-1);
  const next =
    last && found.length > rows.length
      ? encodeCursor(projection, query, { value: last.sort_value, stream: last.stream, rowId: last.row_id })
      : undefined;
  return { rows: rows.map(toRow), next };
}
