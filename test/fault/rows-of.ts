import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Every living row of every projection, by projection; the program does not run. Without its revision: that is the last one of the batch
 * in which the row changed, so it guards against older writers, and depends on how the log was cut into batches. Of that depend
 * tombstones as well.
 */
export function rowsOf(folder: string): Record<string, unknown[]> {
  const db = new DatabaseSync(join(folder, 'data', 'work.db'), { readOnly: true });
  try {
    const names = db
      .prepare('SELECT name FROM projections ORDER BY name')
      .all()
      .map(({ name }) => name as string);
    const rows = (name: string) =>
      db.prepare(`SELECT stream, row_id, keys, body FROM "rows of ${name}" WHERE gone = 0 ORDER BY stream, row_id`).all();
    return Object.fromEntries(names.map((name) => [name, rows(name).map((row) => ({ ...row }))]));
  } finally {
    db.close();
  }
}
