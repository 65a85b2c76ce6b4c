import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { PortFailure } from '@amana/ports/failures';
import { replaceKek } from './kek-check.ts';
import { createKekFile, readKekFile } from './kek-file.ts';
import { refuseMissingKeyring } from './keyring-database.ts';
import { openKeyring } from './open-keyring.ts';
import { BUSY, sqliteCode, sqliteFailure } from './sqlite-failure.ts';
import { rewrapKeys } from './wrapped-keys.ts';
import { rewrapSecrets } from './wrapped-secrets.ts';

export type Rekeyed = { readonly keys: number; readonly secrets: number };

/**
 * Wraps all that a keyring holds under another key-encryption key, which is made where its file is not there yet. At once: before the
 * commit everything opens with the old one, behind it with the new one alone. The keys themselves stay, and no event changes. It is
 * refused unless it is alone: whoever had the file open would go on to wrap new keys under the old KEK. Throws PortFailure:
 * KEYRING_MISSING, KEYRING_IN_USE, KEK_SAME, KEY_DAMAGED, and what `openKeyring` throws; then the keyring is as it was.
 */
export function rekeyKeyring({ path, kekFile }: { readonly path: string; readonly kekFile: string }, newKekFile: string): Rekeyed {
  refuseMissingKeyring(path);
  const { db, kek } = openKeyring(path, kekFile);
  try {
    return alone(db, path, () => {
      if (!existsSync(newKekFile)) createKekFile(newKekFile);
      const newKek = readKekFile(newKekFile);
      if (newKek.equals(kek)) throw new PortFailure('KEK_SAME', `${newKekFile} is the key-encryption key that is in use: name another file`, { retryable: false });
      const done = { keys: rewrapKeys(db, kek, newKek), secrets: rewrapSecrets(db, kek, newKek) };
      replaceKek(db, newKek);
      return done;
    });
  } catch (error) {
    throw sqliteFailure(error);
  } finally {
    db.close();
  }
}

/** SQLite leaves the WAL mode only where nobody else has the file open, and whoever opens it from then on waits for the end. */
function alone<T>(db: DatabaseSync, path: string, work: () => T): T {
  const inUse = (cause?: unknown) => new PortFailure('KEYRING_IN_USE', `somebody has ${path} open: stop every service that uses it`, { retryable: false, cause });
  try {
    db.exec('PRAGMA journal_mode = DELETE');
    db.exec('PRAGMA synchronous = EXTRA'); // the journal that is gone is gone for good: else a power cut could bring the old KEK back after "done" was said
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    throw sqliteCode(error) === BUSY ? inUse(error) : error;
  }
  try {
    if (db.prepare('PRAGMA journal_mode').get()?.['journal_mode'] !== 'delete') throw inUse(); // somebody came between the two
    const done = work();
    db.exec('COMMIT');
    return done;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
