import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { assist, setTheCentre } from '@amana/app/testing/compass-people';
import { createEmbeddedReading } from '@amana/app/testing/embedded-reading';
import { copyKeyring } from '@amana/store-embedded/copy-keyring';

/** A data folder, as the program leaves it when it is stopped, with so many invented persons, each of them in six events. */
export async function furnish(folder: string, persons: number): Promise<void> {
  const reading = await createEmbeddedReading();
  try {
    await setTheCentre(reading);
    for (let i = 0; i < persons; i++) await assist(reading, { sex: i % 2 === 0 ? 'F' : 'M', birthYear: 1980 + (i % 40) });
    for (const name of ['data', 'keys']) mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
    for (const name of ['log.db', 'access.db']) copyDatabase(join(reading.app.folder, name), join(folder, 'data', name));
    copyKeyring(join(reading.app.folder, 'keys', 'keyring.db'), join(folder, 'keys', 'keyring.db'));
    cpSync(join(reading.app.folder, 'kek'), join(folder, 'keys', 'kek'));
  } finally {
    reading.close();
  }
}

function copyDatabase(from: string, to: string): void {
  const db = new DatabaseSync(from);
  db.prepare('VACUUM INTO ?').run(to);
  db.close();
  const copy = new DatabaseSync(to);
  copy.exec('PRAGMA journal_mode = WAL'); // of a file, not of its contents: a copy has lost it
  copy.close();
}

/** A folder to move into: nothing but the key-encryption key, which the operator has brought. */
export function bringKek(from: string, to: string): void {
  mkdirSync(join(to, 'keys'), { recursive: true, mode: 0o700 });
  cpSync(join(from, 'keys', 'kek'), join(to, 'keys', 'kek'));
}
