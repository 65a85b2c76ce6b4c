import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MoveRefused } from '@amana/app/moving/move-refused';
import type { EventStore } from '@amana/ports/event-store';
import { copyKeyring, installKeyring, keyringDigest } from '@amana/store-embedded/copy-keyring';
import { createFileKeyring, type FileKeyring } from '@amana/store-embedded/file-keyring';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { acquireWriterLock } from '@amana/store-embedded/writer-lock';
import { keyringPlace } from './file-keyring.ts';
import type { Environment } from './settings.ts';

type Settings = Pick<Environment, 'AMANA_MODE' | 'AMANA_EVENTSTORE_URL' | 'AMANA_DATA' | 'AMANA_KEK_FILE'>;

/** What moves from one house to another: what can be made again from it does not. */
export type MovingStores = {
  readonly events: EventStore;
  readonly access: EventStore;
  /** Throws MoveRefused KEYRING_MISSING where there is none yet. Whoever opens it closes it. */
  readonly openKeyring: () => FileKeyring;
  readonly copyKeyring: (to: string) => void;
  readonly installKeyring: (copy: string) => void;
  /** Of what a keyring file holds. */
  readonly digestOfKeyring: (path: string) => string;
  readonly close: () => Promise<void>;
};

/**
 * By the mode. Embedded: takes the writer's lock. `make`: an empty log is made where there is none; else MoveRefused NO_LOG.
 * Throws PortFailure as the stores do.
 */
export async function openMovingStores(settings: Settings, { make }: { make: boolean }): Promise<MovingStores> {
  const place = keyringPlace(settings.AMANA_DATA, settings.AMANA_KEK_FILE);
  const logs = settings.AMANA_MODE === 'distributed' ? await logsOnEngine(settings) : logsInFiles(settings.AMANA_DATA, make);
  return {
    ...logs,
    openKeyring: () => {
      if (!existsSync(place.path)) throw new MoveRefused('KEYRING_MISSING', { file: place.path });
      return createFileKeyring(place);
    },
    copyKeyring: (to) => copyKeyring(place.path, to),
    installKeyring: (copy) => installKeyring(copy, place),
    digestOfKeyring: keyringDigest,
  };
}

function logsInFiles(folder: string, make: boolean) {
  const data = join(folder, 'data');
  if (!make && !existsSync(join(data, 'log.db'))) throw new MoveRefused('NO_LOG');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const lock = acquireWriterLock(folder, { holder: 'npm run amana' });
  const events = createSqliteEventStore({ path: join(data, 'log.db') });
  const access = createSqliteEventStore({ path: join(data, 'access.db') });
  return {
    events,
    access,
    close: async () => {
      access.close();
      events.close();
      lock.release();
    },
  };
}

async function logsOnEngine({ AMANA_EVENTSTORE_URL: url = '' }: Settings) {
  const { connectEventStoreDb } = await import('@amana/store-distributed/event-store-db'); // on one machine no client of an engine is even loaded
  const node = connectEventStoreDb({ url });
  return { events: node.events, access: node.access, close: () => node.close() };
}
