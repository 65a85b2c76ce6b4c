import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MoveRefused } from '@amana/app/moving/move-refused';
import { eventDefinitions as definitions } from '@amana/domain/catalogue';
import type { EventDefinitions } from '@amana/domain/event-definition';
import { isFailure } from '@amana/platform/failure';
import type { Log } from '@amana/platform/logger';
import type { Deliveries } from '@amana/ports/deliveries';
import type { EventStore } from '@amana/ports/event-store';
import type { ReadModelStore } from '@amana/ports/read-model-store';
import { createSqliteDeliveries } from '@amana/store-embedded/sqlite-deliveries';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { createSqliteReadModelStore } from '@amana/store-embedded/sqlite-read-model-store';
import { openWorkDatabase } from '@amana/store-embedded/work-database';
import { acquireWriterLock, type WriterLock } from '@amana/store-embedded/writer-lock';
import type { Environment } from './settings.ts';

type Settings = Pick<Environment, 'AMANA_MODE' | 'AMANA_EVENTSTORE_URL' | 'AMANA_MONGODB_URL' | 'AMANA_DATA'>;

export type ProjectionStores = {
  readonly events: EventStore;
  readonly rows: ReadModelStore;
  readonly deliveries: Deliveries;
  readonly definitions: EventDefinitions;
  /** Keeps every worker from being started here until `close`; false where one may run already, or may run elsewhere. */
  readonly standAlone: () => boolean;
  readonly close: () => Promise<void>;
};

/**
 * The log to be read, the read models and the deliveries to be written, beside whoever runs: on one machine SQLite lets both write the work file, one
 * short transaction after the other. Throws MoveRefused NO_LOG, and what the stores throw.
 */
export async function openProjectionStores(settings: Settings, output: Log): Promise<ProjectionStores> {
  if (settings.AMANA_MODE !== 'distributed') return storesInFiles(settings.AMANA_DATA);
  const { openLogAndRows } = await import('./engine-stores.ts'); // on one machine no client of an engine is even loaded
  const { events, rows, deliveries, close } = await openLogAndRows(settings, output);
  return { events, rows, deliveries, definitions, standAlone: () => false, close };
}

function storesInFiles(folder: string): ProjectionStores {
  const file = (name: string): string => join(folder, 'data', name);
  if (!existsSync(file('log.db'))) throw new MoveRefused('NO_LOG');
  const events = createSqliteEventStore({ path: file('log.db'), readOnly: true });
  const work = openWorkDatabase(file('work.db'));
  let lock: WriterLock | undefined;
  return {
    events,
    rows: createSqliteReadModelStore(work),
    deliveries: createSqliteDeliveries(work),
    definitions,
    standAlone: () => {
      lock ??= lockIfFree(folder);
      return lock !== undefined;
    },
    close: async () => {
      work.close();
      events.close();
      lock?.release();
    },
  };
}

function lockIfFree(folder: string): WriterLock | undefined {
  try {
    return acquireWriterLock(folder, { holder: 'npm run amana' });
  } catch (error) {
    if (isFailure(error) && error.code === 'WRITER_LOCKED') return undefined;
    throw error;
  }
}
