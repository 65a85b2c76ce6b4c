import { PortFailure, StoreUnavailable } from '@amana/ports/failures';

// SQLite's primary result codes: the low byte of `errcode` (node:sqlite gives the extended code).
export const BUSY = 5;
const LOCKED = 6;
const NOMEM = 7;
const READONLY = 8;
const INTERRUPT = 9;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;

const unavailable = new Set([BUSY, LOCKED, NOMEM, READONLY, INTERRUPT, IOERR, FULL, CANTOPEN]);

/** The primary SQLite result code of an error of node:sqlite, or undefined for any other error. */
export function sqliteCode(error: unknown): number | undefined {
  // Not by instanceof: the error may come from another realm than this module (jest runs modules in one of its own).
  const errcode = typeof error === 'object' && error !== null && 'errcode' in error ? error.errcode : undefined;
  return typeof errcode === 'number' ? errcode & 0xff : undefined;
}

/**
 * What a caller of a port is told of an error of node:sqlite: StoreUnavailable where the same call may succeed later
 * (disk full, read-only, locked, I/O), STORE_DAMAGED where it cannot. Any other error is a bug and comes back as it is.
 */
export function sqliteFailure(error: unknown, written: 'no' | 'unknown' = 'no'): unknown {
  const code = sqliteCode(error);
  if (code === undefined) return error;
  const reason = (error as Error).message; // SQLite's own words: names of tables and columns at most, never values
  if (unavailable.has(code)) return new StoreUnavailable(`SQLite: ${reason}`, { written, cause: error });
  if (code === CORRUPT || code === NOTADB) {
    return new PortFailure('STORE_DAMAGED', `SQLite: ${reason}; restore the file from a backup`, { retryable: false, cause: error });
  }
  return error;
}

/** After a COMMIT that failed so, nothing is in the file. After an I/O error (a failed fsync) the commit may yet be found by a restart. */
export const surelyRolledBack = (error: unknown): boolean => [BUSY, LOCKED, READONLY, FULL].includes(sqliteCode(error) ?? -1);
