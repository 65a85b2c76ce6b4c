import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { KeyReceipt } from '@amana/ports/keyring';
import { keyringSuite, type KeyringHarness } from '@amana/ports/contract/keyring.suite';
import { createFileKeyring, type FileKeyring } from './file-keyring.ts';
import { createKekFile } from './kek-file.ts';

keyringSuite('one SQLite file', async (): Promise<KeyringHarness> => {
  const place = mkdtempSync(join(tmpdir(), 'amana-keyring-'));
  const kekFile = join(place, 'kek');
  const folder = join(place, 'keys');
  const opened: FileKeyring[] = [];
  let commits = 0;
  let copies = 0;
  createKekFile(kekFile);

  const open = (path = join(folder, 'keyring.db')): FileKeyring => {
    const keyring = createFileKeyring({ path, kekFile, onCommit: () => (commits += 1) });
    opened.push(keyring);
    return keyring;
  };
  const closeAll = () => {
    for (const keyring of opened.splice(0)) keyring.close();
  };
  return {
    store: open(),
    second: async () => open(),
    reopen: async () => {
      closeAll();
      return open();
    },
    close: async () => {
      closeAll();
      rmSync(place, { recursive: true });
    },
    commits: () => commits,
    afterKill: async () => {
      const copy = join(place, `copy-${(copies += 1)}`);
      cpSync(folder, copy, { recursive: true, filter: (path) => !path.endsWith('-shm') }); // shared memory dies with the process
      return open(join(copy, 'keyring.db'));
    },
    destroy: async (receipt) => destroy(join(folder, 'keyring.db'), receipt),
    storedBytes: async () => Buffer.concat(readdirSync(folder).map((file) => readFileSync(join(folder, file)))),
  };
});

function destroy(path: string, { keyId, subjectId, class: cls, erasingEventId }: KeyReceipt): void {
  const db = new DatabaseSync(path, { timeout: 2_000 });
  db.exec('BEGIN IMMEDIATE');
  db.prepare('DELETE FROM keys WHERE key_id = ?').run(keyId);
  db.prepare('INSERT INTO receipts (key_id, subject_id, class, erasing_event_id) VALUES (?, ?, ?, ?)').run(
    keyId,
    subjectId,
    cls,
    erasingEventId,
  );
  db.exec('COMMIT');
  db.close();
}
