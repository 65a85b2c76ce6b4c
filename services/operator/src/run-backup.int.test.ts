import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KeyEntry } from '@amana/ports/keyring';
import { createFileKeyring, type FileKeyring } from '@amana/store-embedded/file-keyring';
import { createKekFile } from '@amana/store-embedded/kek-file';
import { createSqliteEventStore, type SqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { backupParts } from '@amana/wiring/backup-parts';
import { runBackup } from './run-backup.ts';
import { textsOf } from './texts.ts';

const keysOf = (subjectId: string) => (): KeyEntry[] =>
  (['statistic', 'identity', 'justice'] as const).map((cls) => ({ keyId: `${cls} key of ${subjectId}`, subjectId, class: cls, key: new Uint8Array(randomBytes(32)) }));

const filesOf = (path: string): string[] => (readdirSync(path, { recursive: true }) as string[]).toSorted();

describe('a backup, while others write', () => {
  let folder: string;
  let events: SqliteEventStore;
  let access: SqliteEventStore;
  let keyring: FileKeyring;
  const said: string[] = [];
  const at = (...names: string[]) => join(folder, ...names);
  const settings = (mode: 'embedded' | 'distributed' = 'embedded') => ({ AMANA_MODE: mode, AMANA_DATA: at('amana'), AMANA_KEK_FILE: at('kek') });
  const backUp = (parts = backupParts(settings()), to = at('backup')) => runBackup(to, { parts, say: (text) => void said.push(text), texts: textsOf('en') });

  /** As a command does it: the keys of the subject, then the event that is sealed under them. */
  async function write(subject: string): Promise<void> {
    await keyring.ensure(subject, keysOf(subject));
    await events.append(`case-${subject}`, 'no-stream', [{ id: crypto.randomUUID(), type: 'PersonIdentified', data: { keyId: `identity key of ${subject}` }, metadata: {} }]);
  }

  /** The key that each event of the backup names, and whether the keyring of the backup has it. */
  async function keysInBackup(): Promise<Record<string, boolean>> {
    const log = createSqliteEventStore({ path: at('backup', 'data', 'log.db'), readOnly: true });
    const copied = createFileKeyring({ path: at('backup', 'keys', 'keyring.db'), kekFile: at('kek') });
    try {
      const named = (await log.readLog(undefined, { limit: 1_000 })).events.map(({ data }) => data['keyId'] as string);
      const found = await copied.find(named);
      return Object.fromEntries(named.map((keyId) => [keyId, found.get(keyId)?.state === 'live']));
    } finally {
      log.close();
      copied.close();
    }
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'amana-backup-'));
    said.length = 0;
    for (const name of ['data', 'keys']) mkdirSync(at('amana', name), { recursive: true });
    createKekFile(at('kek'));
    keyring = createFileKeyring({ path: at('amana', 'keys', 'keyring.db'), kekFile: at('kek') });
    events = createSqliteEventStore({ path: at('amana', 'data', 'log.db') });
    access = createSqliteEventStore({ path: at('amana', 'data', 'access.db') });
    await write('first');
    await access.append('access-user-20220615', 'no-stream', [{ id: crypto.randomUUID(), type: 'RecordAccessed', data: {}, metadata: {} }]);
  });
  afterEach(() => {
    for (const store of [events, access, keyring]) store.close();
    rmSync(folder, { recursive: true });
  });

  it('holds what was committed until then, one file each, for its owner only, and no key-encryption key', async () => {
    await backUp();
    expect(filesOf(at('backup'))).toEqual(['data', 'data/access.db', 'data/log.db', 'keys', 'keys/keyring.db']);
    expect(['', 'data', 'keys'].map((name) => statSync(at('backup', name)).mode & 0o777)).toEqual([0o700, 0o700, 0o700]);
    expect(['data/access.db', 'data/log.db', 'keys/keyring.db'].map((name) => statSync(at('backup', name)).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
    expect(await keysInBackup()).toEqual({ 'identity key of first': true });
    const reads = createSqliteEventStore({ path: at('backup', 'data', 'access.db'), readOnly: true });
    expect((await reads.readLog(undefined, { limit: 10 })).events.map(({ type }) => type)).toEqual(['RecordAccessed']);
    reads.close();
    expect(said).toEqual([textsOf('en').backedUp(at('backup'))]);
    await write('later'); // the writer was not disturbed
    expect(readdirSync(folder).toSorted()).toEqual(['amana', 'backup', 'kek']);
  });

  it('what is written while it is taken never leaves an event without its key: the log is copied first, the keyring last', async () => {
    const parts = backupParts(settings());
    expect(parts.map(({ file }) => file)).toEqual(['data/log.db', 'data/access.db', 'keys/keyring.db']);
    const disturbed = parts.map(({ file, copy }) => ({
      file,
      copy: async (to: string) => {
        copy(to);
        await write(`behind ${file}`);
      },
    }));
    await backUp(disturbed);
    expect(await keysInBackup()).toEqual({ 'identity key of first': true });
  });

  it('where the record of reads is not there, the rest is saved, and that is said', async () => {
    await backUp(backupParts(settings()).filter(({ file }) => file !== 'data/access.db'));
    expect(filesOf(at('backup'))).toEqual(['data', 'data/log.db', 'keys', 'keys/keyring.db']);
    expect(said).toEqual([textsOf('en').backedUp(at('backup')), textsOf('en').backedUpWithoutReads]);
  });

  it('on engines it is the keyring alone, and says so', async () => {
    await backUp(backupParts(settings('distributed')));
    expect(filesOf(at('backup'))).toEqual(['keys', 'keys/keyring.db']);
    expect(said).toEqual([textsOf('en').keyringBackedUp(at('backup'))]);
  });

  it('FOLDER_EXISTS: is never written over anything, be it empty', async () => {
    mkdirSync(at('backup'));
    await expect(backUp()).rejects.toMatchObject({ code: 'FOLDER_EXISTS', facts: { folder: at('backup') } });
    expect(readdirSync(folder).toSorted()).toEqual(['amana', 'backup', 'kek']);
    expect(readdirSync(at('backup'))).toEqual([]);
  });

  it('NO_LOG, KEYRING_MISSING: where there is nothing to copy, nothing is made, and no empty file appears', () => {
    expect(() => backupParts({ ...settings(), AMANA_DATA: at('elsewhere') })).toThrow(expect.objectContaining({ code: 'NO_LOG' }));
    keyring.close();
    rmSync(at('amana', 'keys'), { recursive: true });
    for (const mode of ['embedded', 'distributed'] as const)
      expect(() => backupParts(settings(mode))).toThrow(expect.objectContaining({ code: 'KEYRING_MISSING', facts: { file: at('amana', 'keys', 'keyring.db') } }));
    expect([existsSync(at('elsewhere')), existsSync(at('amana', 'keys'))]).toEqual([false, false]);
  });

  it('one that fails half way leaves nothing behind', async () => {
    const [first, ...others] = backupParts(settings());
    const failing = others.map((part) => ({ ...part, copy: () => { throw new Error('the disk is full'); } }));
    await expect(backUp([first!, ...failing])).rejects.toThrow('the disk is full');
    expect(readdirSync(folder).toSorted()).toEqual(['amana', 'kek']);
    expect(said).toEqual([]);
  });
});
