import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createKeys, type Keys } from '@amana/privacy/subject-keys';
import { createFileKeyring } from '@amana/store-embedded/file-keyring';

/** The keys of a data folder whose program does not run. */
export async function withKeysOf<T>(folder: string, use: (keys: Keys) => Promise<T>): Promise<T> {
  const keyring = createFileKeyring({ path: join(folder, 'keys', 'keyring.db'), kekFile: join(folder, 'keys', 'kek') });
  try {
    return await use(createKeys({ keyring, randomBytes, now: () => performance.now() }));
  } finally {
    keyring.close();
  }
}
