import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFileKeyring } from '@amana/store-embedded/file-keyring';
import { createKekFile } from '@amana/store-embedded/kek-file';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { createSqliteReadModelStore } from '@amana/store-embedded/sqlite-read-model-store';
import { openWorkDatabase } from '@amana/store-embedded/work-database';
import type { Stores } from './real-house.ts';

/** The keyring of all histories of a test: the same persons, the same keys. */
export function openKeyring() {
  const folder = mkdtempSync(join(tmpdir(), 'amana-histories-'));
  const kekFile = join(folder, 'kek');
  createKekFile(kekFile);
  const keyring = createFileKeyring({ path: join(folder, 'keyring.db'), kekFile });
  return {
    keyring,
    close: () => {
      keyring.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The embedded stores, in memory: the code is that of files, and a history takes no disk's time. */
export function openStores(keyring: Stores['keyring']): Stores & Disposable {
  const [events, access, work] = [createSqliteEventStore({ path: ':memory:' }), createSqliteEventStore({ path: ':memory:' }), openWorkDatabase(':memory:')];
  return {
    events,
    access,
    keyring,
    rows: createSqliteReadModelStore(work),
    [Symbol.dispose]: () => {
      events.close();
      access.close();
      work.close();
    },
  };
}
