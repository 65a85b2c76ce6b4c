import { chmodSync, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PortFailure } from '@amana/ports/failures';
import { flush } from './flush.ts';
import { sqliteFailure } from './sqlite-failure.ts';

/**
 * A copy of a SQLite file as it stands at one instant, while others read and write it: one file, for its owner only, on the disk when
 * this returns. The event loop stands still meanwhile. Throws PortFailure: FILE_MISSING, and what SQLite says.
 *
 * Not by the online backup of SQLite: that begins anew whenever another process has written, and under load comes to no end. And never
 * by copying the file: what was committed last may stand in its WAL alone.
 */
export function copyDatabase(from: string, to: string): void {
  if (!existsSync(from)) throw new PortFailure('FILE_MISSING', `${from} is not there`, { retryable: false }); // SQLite would make one
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(from, { timeout: 2_000 }); // not read-only: then SQLite would leave its two side files behind
    db.prepare('VACUUM INTO ?').run(to);
  } catch (error) {
    throw sqliteFailure(error);
  } finally {
    db?.close();
  }
  chmodSync(to, 0o600);
  flush(to);
  flush(dirname(to));
}
