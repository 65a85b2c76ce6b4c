import type { KeyObject } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { PortFailure, StoreUnavailable } from '@amana/ports/failures';
import type { KeyEntry, Keyring } from '@amana/ports/keyring';
import { openDatabase, type Schema } from './database.ts';
import { createGroupCommit } from './group-commit.ts';
import { readKekFile } from './kek-file.ts';
import { unwrap, wrap } from './key-wrap.ts';
import { sqliteFailure } from './sqlite-failure.ts';
import { inTransaction } from './transaction.ts';
import { createWrappedKeys, wrappedKeysStep } from './wrapped-keys.ts';
import { createWrappedSecrets, wrappedSecretsStep } from './wrapped-secrets.ts';

const kekCheckStep = 'CREATE TABLE kek_check (only INTEGER PRIMARY KEY CHECK (only = 1), wrapped BLOB NOT NULL) STRICT;';
const schema: Schema = { name: 'keyring', steps: [wrappedKeysStep + wrappedSecretsStep + kekCheckStep] };

export type FileKeyringOptions = {
  /** The SQLite file, outside the data folder: a backup of the data must not carry the keys. Its folder is made where it is missing. */
  path: string;
  /** The file with the key-encryption key (`createKekFile`). */
  kekFile: string;
  /** Told after each commit of new keys how many subjects shared it. */
  onCommit?: (subjects: number) => void;
};

export type FileKeyring = Keyring & {
  /** Refuses the calls that still wait, closes the file. Twice is safe. */
  close(): void;
};

/**
 * The keyring in one SQLite file, each key wrapped under the key-encryption key. Throws PortFailure at opening: what
 * `readKekFile` and `openDatabase` throw, and KEK_MISMATCH: not the KEK of these keys.
 */
export function createFileKeyring({ path, kekFile, onCommit = () => undefined }: FileKeyringOptions): FileKeyring {
  const kek = readKekFile(kekFile);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const db = openDatabase({ path, schema, synchronous: 'FULL', cacheKiB: 8_192 });
  try {
    db.exec('PRAGMA secure_delete = ON'); // what is deleted is overwritten: a destroyed key must not stay in a free page
    const mismatch = `${kekFile} is not the key-encryption key of ${path}: name the file that belongs to this keyring`;
    if (!isKekOf(db, kek)) throw new PortFailure('KEK_MISMATCH', mismatch, { retryable: false });
    return keyringOn(db, kek, onCommit);
  } catch (error) {
    db.close();
    throw sqliteFailure(error);
  }
}

/** Without this check a wrong KEK would be noticed only when an old part is read, after new keys were wrapped under it. */
function isKekOf(db: DatabaseSync, kek: KeyObject): boolean {
  const name = ['kek check'];
  const first = wrap(kek, name, Buffer.from('amana'));
  db.prepare('INSERT INTO kek_check VALUES (1, ?) ON CONFLICT DO NOTHING').run(first);
  const kept = db.prepare('SELECT wrapped FROM kek_check').get()?.['wrapped'] as Uint8Array;
  return unwrap(kek, name, kept) !== undefined;
}

type Asked = { subjectId: string; make: () => readonly KeyEntry[] };
const mostPerCommit = 500;

function keyringOn(db: DatabaseSync, kek: KeyObject, onCommit: (subjects: number) => void): FileKeyring {
  const keys = createWrappedKeys(db, kek);
  const secrets = createWrappedSecrets(db, kek);

  const ensureOne = ({ subjectId, make }: Asked): KeyEntry[] => {
    const stored = keys.newest(subjectId); // again, now under the write lock: another caller may have been first
    if (stored.length > 0) return stored;
    keys.insert(subjectId, make());
    return keys.newest(subjectId);
  };
  const commits = createGroupCommit<Asked, KeyEntry[]>(db, {
    write: ensureOne,
    sizeOf: () => 1,
    maxBatchSize: mostPerCommit,
    onBegin: () => undefined,
    onCommit,
    onRollback: () => undefined,
  });

  /** Around every call, so that nothing but a PortFailure or a bug comes out. */
  async function guarded<T>(call: () => T | Promise<T>, written: 'no' | 'unknown' = 'no'): Promise<T> {
    if (!db.isOpen) throw new StoreUnavailable('the keyring is closed', { written: 'no' });
    try {
      return await call();
    } catch (error) {
      throw sqliteFailure(error, written);
    }
  }

  return {
    ensure: (subjectId, make) =>
      guarded(() => {
        const stored = keys.newest(subjectId);
        return stored.length > 0 ? stored : commits.add({ subjectId, make });
      }),
    find: (keyIds) => guarded(() => keys.find(keyIds)),
    secrets: (name) => guarded(() => secrets.read(name)),
    addSecret: (name, secret, keep) => guarded(() => inTransaction(db, () => secrets.add(name, secret, keep)), 'unknown'),
    close: () => {
      if (!db.isOpen) return;
      commits.close();
      db.close();
    },
  };
}
