import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MoveRefused } from '@amana/app/moving/move-refused';
import { copyDatabase } from '@amana/store-embedded/copy-database';
import { copyKeyring } from '@amana/store-embedded/copy-keyring';
import { keyringPlace } from './file-keyring.ts';
import type { Environment } from './settings.ts';

type Settings = Pick<Environment, 'AMANA_MODE' | 'AMANA_DATA' | 'AMANA_KEK_FILE'>;

/** `file`: where it stands below a data folder, and below a backup. */
export type BackupPart = { readonly file: string; readonly copy: (to: string) => void };

/**
 * What a backup holds, each part copied as it stands at one instant, beside whoever writes. MUST be copied in this order: a key is
 * durable before the event that needs it, so a keyring that is copied behind the logs has every key that they name. Engines have
 * copies of their own: there it is the keyring alone. Throws MoveRefused NO_LOG and KEYRING_MISSING.
 */
export function backupParts({ AMANA_MODE, AMANA_DATA, AMANA_KEK_FILE }: Settings): readonly BackupPart[] {
  const { path } = keyringPlace(AMANA_DATA, AMANA_KEK_FILE);
  const logs = AMANA_MODE === 'distributed' ? [] : logFiles(AMANA_DATA);
  if (!existsSync(path)) throw new MoveRefused('KEYRING_MISSING', { file: path });
  return [
    ...logs.map((file) => ({ file, copy: (to: string) => copyDatabase(join(AMANA_DATA, file), to) })),
    { file: join('keys', 'keyring.db'), copy: (to) => copyKeyring(path, to) },
  ];
}

function logFiles(folder: string): string[] {
  const [log, access] = [join('data', 'log.db'), join('data', 'access.db')];
  if (!existsSync(join(folder, log))) throw new MoveRefused('NO_LOG');
  return existsSync(join(folder, access)) ? [log, access] : [log]; // where it was lost, the rest is saved all the same
}
