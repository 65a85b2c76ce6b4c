import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '@amana/platform/logger';
import { PortFailure } from '@amana/ports/failures';
import { createFileKeyring, type FileKeyring } from '@amana/store-embedded/file-keyring';
import { createKekFile } from '@amana/store-embedded/kek-file';

/** Where the keyring below a data folder lies, and its key-encryption key: beside it, unless another file is named. */
export const keyringPlace = (folder: string, kekFile: string | undefined) => ({
  path: join(folder, 'keys', 'keyring.db'),
  kekFile: kekFile ?? join(folder, 'keys', 'kek'),
});

/** The keyring below the data folder. Where there is neither keyring nor KEK, and none is named, one is made, with one loud line. */
export function openFileKeyring(folder: string, { kekFile, log }: { kekFile: string | undefined; log: Pick<Log, 'warn'> }): FileKeyring {
  const { path, kekFile: kek } = keyringPlace(folder, kekFile);
  if (kekFile === undefined && !existsSync(kek) && !existsSync(path) && makeKek(kek))
    log.warn({ file: kek }, 'a key-encryption key was made beside the keyring: keep a copy elsewhere, and name one by AMANA_KEK_FILE in production');
  return createFileKeyring({ path, kekFile: kek });
}

/** False where another service, started at the same moment, was first. */
function makeKek(kek: string): boolean {
  try {
    createKekFile(kek);
    return true;
  } catch (error) {
    if (error instanceof PortFailure && error.code === 'KEK_EXISTS') return false;
    throw error;
  }
}
