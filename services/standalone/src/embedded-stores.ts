import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '@amana/platform/logger';
import { createFileKeyring } from '@amana/store-embedded/file-keyring';
import { createKekFile } from '@amana/store-embedded/kek-file';
import { createSqliteDeliveries } from '@amana/store-embedded/sqlite-deliveries';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { createSqliteReadModelStore } from '@amana/store-embedded/sqlite-read-model-store';
import { createSqliteTopic } from '@amana/store-embedded/sqlite-topic';
import { openWorkDatabase } from '@amana/store-embedded/work-database';
import { acquireWriterLock } from '@amana/store-embedded/writer-lock';
import type { Tools } from './tools.ts';

/**
 * Every port on files below one folder: `data` (log, reads, what can be rebuilt) and `keys`, apart from it. Takes the writer's lock
 * first. Throws PortFailure, with words for the operator, where the folder is in use or the keys do not fit.
 */
export function openEmbeddedStores(folder: string, { kekFile, log, tools }: { kekFile: string | undefined; log: Log; tools: Pick<Tools, 'backoffMs'> }) {
  const data = join(folder, 'data');
  const keys = join(folder, 'keys');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const lock = acquireWriterLock(folder, { holder: 'standalone' });
  const keyringFile = join(keys, 'keyring.db');
  const kek = kekFile ?? join(keys, 'kek');
  if (kekFile === undefined && !existsSync(kek) && !existsSync(keyringFile)) {
    createKekFile(kek);
    log.warn({ file: kek }, 'a key-encryption key was made beside the keyring: keep a copy elsewhere, and name one by AMANA_KEK_FILE in production');
  }
  const keyring = createFileKeyring({ path: keyringFile, kekFile: kek });
  const events = createSqliteEventStore({ path: join(data, 'log.db') });
  const access = createSqliteEventStore({ path: join(data, 'access.db') });
  const work = openWorkDatabase(join(data, 'work.db'));
  return {
    keyring,
    events,
    access,
    rows: createSqliteReadModelStore(work),
    topic: createSqliteTopic(work, { backoffMs: tools.backoffMs }),
    deliveries: createSqliteDeliveries(work),
    close: () => {
      work.close();
      access.close();
      events.close();
      keyring.close();
      lock.release();
    },
  };
}

export type EmbeddedStores = ReturnType<typeof openEmbeddedStores>;
