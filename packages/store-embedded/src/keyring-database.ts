import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { PortFailure } from '@amana/ports/failures';
import { openDatabase, type Schema } from './database.ts';
import { wrappedKeysStep } from './wrapped-keys.ts';
import { wrappedSecretsStep } from './wrapped-secrets.ts';

const kekCheckStep = 'CREATE TABLE kek_check (only INTEGER PRIMARY KEY CHECK (only = 1), wrapped BLOB NOT NULL) STRICT;';
const schema: Schema = { name: 'keyring', steps: [wrappedKeysStep + wrappedSecretsStep + kekCheckStep] };

/** Every COMMIT is on the disk before it returns (FULL): no event may be stored whose key a power cut takes back. Throws what `openDatabase` throws. */
export function openKeyringDatabase(path: string): DatabaseSync {
  const db = openDatabase({ path, schema, synchronous: 'FULL', cacheKiB: 8_192 });
  db.exec('PRAGMA wal_autocheckpoint = 64'); // little stands in the -wal alone: a keyring is moved and copied by hand on bad days
  db.exec('PRAGMA secure_delete = ON'); // what is deleted is overwritten: a destroyed key must not stay in a free page
  return db;
}

/** For whoever needs one that is there: SQLite would make it. Throws KEYRING_MISSING. */
export function refuseMissingKeyring(path: string): void {
  if (!existsSync(path)) throw new PortFailure('KEYRING_MISSING', `${path} is not there`, { retryable: false });
}
