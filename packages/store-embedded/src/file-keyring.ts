import type { KeyObject } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { KeyEntry, Keyring } from '@amana/ports/keyring';
import { createGroupCommit } from './group-commit.ts';
import { guarded } from './guarded.ts';
import { openKeyring } from './open-keyring.ts';
import { sqliteFailure } from './sqlite-failure.ts';
import { writing } from './work-access.ts';
import { createWrappedKeys } from './wrapped-keys.ts';
import { createWrappedSecrets } from './wrapped-secrets.ts';

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
  const { db, kek } = openKeyring(path, kekFile);
  try {
    return keyringOn(db, kek, onCommit);
  } catch (error) {
    db.close();
    throw sqliteFailure(error);
  }
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

  const whileOpen = <T>(call: () => T | Promise<T>): Promise<T> => guarded(db, 'the keyring', call);

  return {
    ensure: (subjectId, make) =>
      whileOpen(() => {
        const stored = keys.newest(subjectId);
        return stored.length > 0 ? stored : commits.add({ subjectId, make });
      }),
    find: (keyIds) => whileOpen(() => keys.find(keyIds)),
    secrets: (name) => whileOpen(() => secrets.read(name)),
    addSecret: (name, secret, keep) => whileOpen(() => writing(db, () => secrets.add(name, secret, keep))),
    close: () => {
      if (!db.isOpen) return;
      commits.close();
      db.close();
    },
  };
}
