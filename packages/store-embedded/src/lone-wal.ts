import { existsSync } from 'node:fs';
import { PortFailure } from '@amana/ports/failures';

/**
 * What was committed last stands in `keyring.db-wal`. Beside another file SQLite would lay it over that one, and over a new one too: then
 * the keys of both are lost. Throws KEYRING_INCOMPLETE.
 */
export function refuseLoneWal(path: string): void {
  if (existsSync(path) || !existsSync(`${path}-wal`)) return;
  const words = `${path}-wal is there and its keyring is not: bring both back together, or move the whole folder away before a copy is put there`;
  throw new PortFailure('KEYRING_INCOMPLETE', words, { retryable: false });
}
