import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MoveRefused } from '@amana/app/moving/move-refused';
import type { Log } from '@amana/platform/logger';
import type { EventStore } from '@amana/ports/event-store';
import { PortFailure } from '@amana/ports/failures';
import type { ReadModelStore } from '@amana/ports/read-model-store';
import { createFileKeyring, type FileKeyring } from '@amana/store-embedded/file-keyring';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { createSqliteReadModelStore } from '@amana/store-embedded/sqlite-read-model-store';
import { openWorkDatabase } from '@amana/store-embedded/work-database';
import { keyringPlace } from './file-keyring.ts';
import type { Environment } from './settings.ts';

type Settings = Pick<Environment, 'AMANA_MODE' | 'AMANA_EVENTSTORE_URL' | 'AMANA_MONGODB_URL' | 'AMANA_DATA' | 'AMANA_KEK_FILE'>;

export type VerifyStores = {
  readonly events: EventStore;
  readonly access: EventStore;
  /** There is no record of reads beside the log: every start makes one. */
  readonly lacksAccess: boolean;
  readonly keyring: FileKeyring;
  /** Undefined where no row was ever made here. */
  readonly rows: ReadModelStore | undefined;
  readonly close: () => Promise<void>;
};

/**
 * What is looked at and not changed, beside whoever runs: logs and rows are opened for reading only, the keyring as services open it, and
 * no lock is taken. Throws MoveRefused NO_LOG, PortFailure KEYRING_MISSING, and what the stores throw.
 */
export async function openVerifyStores(settings: Settings, output: Log): Promise<VerifyStores> {
  if (settings.AMANA_MODE !== 'distributed') return storesInFiles(settings);
  const { openLogAndRows } = await import('./engine-stores.ts'); // on one machine no client of an engine is even loaded
  const keyring = openKeyring(settings);
  const { events, access, rows, close } = await openLogAndRows(settings, output);
  return {
    events,
    access,
    lacksAccess: false,
    rows,
    keyring,
    close: async () => {
      await close();
      keyring.close();
    },
  };
}

function storesInFiles(settings: Settings): VerifyStores {
  const file = (name: string): string => join(settings.AMANA_DATA, 'data', name);
  if (!existsSync(file('log.db'))) throw new MoveRefused('NO_LOG');
  const keyring = openKeyring(settings);
  const events = createSqliteEventStore({ path: file('log.db'), readOnly: true });
  const hasAccess = existsSync(file('access.db'));
  const access = createSqliteEventStore(hasAccess ? { path: file('access.db'), readOnly: true } : { path: ':memory:' });
  const work = existsSync(file('work.db')) ? openWorkDatabase(file('work.db'), { readOnly: true }) : undefined;
  return {
    events,
    access,
    lacksAccess: !hasAccess,
    rows: work && createSqliteReadModelStore(work),
    keyring,
    close: async () => {
      work?.close();
      access.close();
      events.close();
      keyring.close();
    },
  };
}

function openKeyring({ AMANA_DATA, AMANA_KEK_FILE }: Settings): FileKeyring {
  const place = keyringPlace(AMANA_DATA, AMANA_KEK_FILE);
  if (!existsSync(place.path))
    throw new PortFailure('KEYRING_MISSING', `there is no keyring ${place.path}: put back the copy that belongs to this log`, { retryable: false });
  return createFileKeyring(place);
}
