import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PortFailure } from '@amana/ports/failures';
import { copyDatabase } from './copy-database.ts';
import { createFileKeyring } from './file-keyring.ts';
import { flush } from './flush.ts';
import { refuseLoneWal } from './lone-wal.ts';
import { refuseMissingKeyring } from './keyring-database.ts';
import { sqliteCode, sqliteFailure } from './sqlite-failure.ts';

/** All that a keyring holds, wrapped as it is, in an order of its own. */
const contents = [
  'SELECT only, wrapped FROM kek_check',
  'SELECT seq, key_id, subject_id, class, wrapped FROM keys ORDER BY seq',
  'SELECT key_id, subject_id, class, erasing_event_id FROM receipts ORDER BY key_id',
  'SELECT seq, name, wrapped FROM secrets ORDER BY seq',
];

/**
 * A copy of a keyring file as it stands at one instant, while others may use it: one file, for its owner only, on the disk when this
 * returns. Nothing is unwrapped, and the key-encryption key is no part of it. Throws PortFailure.
 */
export function copyKeyring(from: string, to: string): void {
  refuseMissingKeyring(from);
  copyDatabase(from, to);
}

/** base64url of a SHA-256 over what a keyring file holds: the same for a copy, another one after any change. Throws PortFailure. */
export const keyringDigest = (path: string): string =>
  withKeyring(path, (db) => {
    const hash = createHash('sha256');
    for (const sql of contents) for (const row of db.prepare(sql).iterate()) hash.update(`${JSON.stringify(Object.values(row).map(asText))}\n`);
    return hash.digest('base64url');
  });

const asText = (value: unknown): unknown => (value instanceof Uint8Array ? Buffer.from(value).toString('base64url') : value);

/**
 * Puts a copy in its place, if it is of this KEK; where the same keyring is there already, nothing is done. Throws PortFailure:
 * KEYRING_OTHER where there is another one, which is never overwritten, KEYRING_INCOMPLETE where the `-wal` of one is left, and what
 * `createFileKeyring` throws of the KEK.
 */
export function installKeyring(copy: string, place: { path: string; kekFile: string }): void {
  const { path, kekFile } = place;
  if (existsSync(path)) return refuseOther(copy, place);
  refuseLoneWal(path);
  const unchecked = `${path}.new`;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  rmSync(unchecked, { force: true }); // of an import that was killed
  copyKeyring(copy, unchecked);
  try {
    createFileKeyring({ path: unchecked, kekFile }).close();
    renameSync(unchecked, path);
  } finally {
    rmSync(unchecked, { force: true });
  }
  flush(dirname(path));
}

function refuseOther(copy: string, { path, kekFile }: { path: string; kekFile: string }): void {
  createFileKeyring({ path, kekFile }).close();
  if (keyringDigest(path) === keyringDigest(copy)) return;
  throw new PortFailure('KEYRING_OTHER', `${path} is another keyring and is not overwritten: if nothing depends on it, move it away`, { retryable: false });
}

const SQLITE_ERROR = 1;

/** Not opened as read-only: then SQLite would leave its two side files behind. */
function withKeyring<T>(path: string, use: (db: DatabaseSync) => T): T {
  refuseMissingKeyring(path);
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path, { timeout: 2_000 });
    return use(db);
  } catch (error) {
    if (sqliteCode(error) === SQLITE_ERROR) throw new PortFailure('OTHER_SCHEMA', `${path} is no keyring`, { retryable: false, cause: error });
    throw sqliteFailure(error);
  } finally {
    db?.close();
  }
}
