import type { DatabaseSync } from 'node:sqlite';

/** Runs `work` in one write transaction; whatever it throws undoes all of it. `work` must be synchronous: others share the connection. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  if (db.isTransaction) db.exec('ROLLBACK'); // the last one failed: without this, nothing could be written until a restart
  db.exec('BEGIN IMMEDIATE'); // takes the write lock at once: a later upgrade from reading could fail half way
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK'); // some failures (disk full, I/O) have already ended it
    throw error;
  }
}
