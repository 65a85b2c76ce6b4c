import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { holdNothing } from '@amana/app/held-worker';
import { createStreamQueue } from '@amana/app/stream-queue';
import type { Log } from '@amana/platform/logger';
import { createSqliteDeliveries } from '@amana/store-embedded/sqlite-deliveries';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { createSqliteReadModelStore } from '@amana/store-embedded/sqlite-read-model-store';
import { createSqliteTopic } from '@amana/store-embedded/sqlite-topic';
import { openWorkDatabase } from '@amana/store-embedded/work-database';
import { acquireWriterLock } from '@amana/store-embedded/writer-lock';
import { openFileKeyring } from './file-keyring.ts';
import type { Environment } from './settings.ts';
import { tools } from './tools.ts';

/**
 * Every port on files below one folder: `data` (log, reads, what can be rebuilt) and `keys`, apart from it. Takes the writer's lock
 * first. Throws PortFailure, with words for the operator, where the folder is in use or the keys do not fit.
 */
export function openEmbeddedStores(settings: Pick<Environment, 'AMANA_DATA' | 'AMANA_KEK_FILE'>, log: Log) {
  const folder = settings.AMANA_DATA;
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const lock = acquireWriterLock(folder, { holder: 'standalone' });
  const keyring = openFileKeyring(folder, { kekFile: settings.AMANA_KEK_FILE, log });
  if (existsSync(join(data, 'log.db')) && !existsSync(join(data, 'access.db')))
    log.warn({}, 'the record of reads (data/access.db) is not there: an empty one is made. Who read what before is in a backup only: stop, and put it back');
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
    hold: holdNothing,
    turns: createStreamQueue(),
    close: async () => {
      work.close();
      access.close();
      events.close();
      keyring.close();
      lock.release();
    },
  };
}
