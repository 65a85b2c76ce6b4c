import type { KeyObject } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { PortFailure } from '@amana/ports/failures';
import { isKekOf } from './kek-check.ts';
import { readKekFile } from './kek-file.ts';
import { refuseLoneWal } from './lone-wal.ts';
import { openKeyringDatabase } from './keyring-database.ts';
import { sqliteFailure } from './sqlite-failure.ts';

/** The file, made where it is missing, and its KEK. Throws PortFailure: what `readKekFile` and `openDatabase` throw, KEK_MISMATCH, and KEYRING_INCOMPLETE. */
export function openKeyring(path: string, kekFile: string): { readonly db: DatabaseSync; readonly kek: KeyObject } {
  const kek = readKekFile(kekFile);
  refuseLoneWal(path);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const db = openKeyringDatabase(path);
  try {
    const mismatch = `${kekFile} is not the key-encryption key of ${path}: name the file that belongs to this keyring`;
    if (!isKekOf(db, kek)) throw new PortFailure('KEK_MISMATCH', mismatch, { retryable: false });
    return { db, kek };
  } catch (error) {
    db.close();
    throw sqliteFailure(error);
  }
}
