import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { KeyEntry } from '@amana/ports/keyring';
import { createFileKeyring, type FileKeyring } from './file-keyring.ts';
import { createKekFile } from './kek-file.ts';
import { rekeyKeyring } from './rekey-keyring.ts';

const classes = ['statistic', 'identity', 'justice'] as const;
const keysOf = (subjectId: string) => (): KeyEntry[] => classes.map((cls) => ({ keyId: `${subjectId}-${cls}`, subjectId, class: cls, key: new Uint8Array(randomBytes(32)) }));
const ids = ['subject-1', 'subject-2'].flatMap((subject) => classes.map((cls) => `${subject}-${cls}`));

/** Works once, between leaving the WAL mode and taking the lock. */
function beforeTheLock(work: () => unknown): void {
  const spy = jest.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function once(this: DatabaseSync, sql: string) {
    spy.mockRestore();
    if (sql === 'BEGIN EXCLUSIVE') work();
    this.exec(sql);
    if (sql !== 'BEGIN EXCLUSIVE') beforeTheLock(work);
  });
}

describe('another key-encryption key', () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  const place = (kek = 'kek') => ({ path: at('keyring.db'), kekFile: at(kek) });

  async function contents(kek: string) {
    const keyring = createFileKeyring(place(kek));
    try {
      return { keys: await keyring.find(ids), secrets: await keyring.secrets('endpoint-1') };
    } finally {
      keyring.close();
    }
  }
  function wrapped(): string[] {
    const db = new DatabaseSync(at('keyring.db'));
    const rows = ['keys', 'secrets', 'kek_check'].flatMap((table) => db.prepare(`SELECT hex(wrapped) AS hex FROM ${table}`).all());
    db.close();
    return rows.map(({ hex }) => hex as string);
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'amana-rekey-'));
    createKekFile(at('kek'));
    const keyring = createFileKeyring(place());
    for (const subject of ['subject-1', 'subject-2']) await keyring.ensure(subject, keysOf(subject));
    for (const byte of [1, 2]) await keyring.addSecret('endpoint-1', new Uint8Array([byte]), 2);
    keyring.close();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is made, and opens the same keys and secrets; the old one opens nothing, and nothing that it had wrapped is left in the file', async () => {
    const before = await contents('kek');
    const old = wrapped();
    expect(rekeyKeyring(place(), at('new-kek'))).toEqual({ keys: 6, secrets: 2 });
    expect(statSync(at('new-kek')).mode & 0o777).toBe(0o600);
    expect(await contents('new-kek')).toEqual(before);
    expect([before.keys.size, before.secrets]).toEqual([6, [new Uint8Array([2]), new Uint8Array([1])]]);
    expect(() => createFileKeyring(place())).toThrow(expect.objectContaining({ code: 'KEK_MISMATCH' }));
    const bytes = readFileSync(at('keyring.db')).toString('hex').toUpperCase();
    expect(old).toHaveLength(9);
    expect(old.filter((each) => bytes.includes(each))).toEqual([]);
    expect(wrapped().filter((each) => bytes.includes(each))).toHaveLength(9);
    expect(readdirSync(folder).toSorted()).toEqual(['kek', 'keyring.db', 'new-kek']);
    const keyring = createFileKeyring(place('new-kek'));
    expect(await keyring.ensure('subject-3', keysOf('subject-3'))).toHaveLength(3); // it goes on as before
    keyring.close();
  });

  it('KEK_SAME: may be brought, but is not the one in use under another name', async () => {
    createKekFile(at('brought'));
    expect(rekeyKeyring(place(), at('brought'))).toEqual({ keys: 6, secrets: 2 });
    copyFileSync(at('brought'), at('same'));
    expect(() => rekeyKeyring(place('brought'), at('same'))).toThrow(expect.objectContaining({ code: 'KEK_SAME' }));
    expect((await contents('brought')).keys.size).toBe(6);
  });

  it('KEYRING_IN_USE: is refused beside a service that would go on to wrap new keys under the old one', async () => {
    const before = wrapped();
    const inUse = createFileKeyring(place());
    expect(() => rekeyKeyring(place(), at('new-kek'))).toThrow(expect.objectContaining({ code: 'KEYRING_IN_USE' }));
    expect(await inUse.ensure('subject-3', keysOf('subject-3'))).toHaveLength(3);
    inUse.close();
    expect(wrapped()).toEqual(expect.arrayContaining(before));
    expect((await contents('kek')).keys.size).toBe(6);
    expect(existsSync(at('new-kek'))).toBe(false);
  });

  it('KEYRING_IN_USE: is refused also where a service opens the keyring in the moment before it is alone', async () => {
    const before = wrapped();
    const opened: FileKeyring[] = [];
    beforeTheLock(() => opened.push(createFileKeyring(place())));
    expect(() => rekeyKeyring(place(), at('new-kek'))).toThrow(expect.objectContaining({ code: 'KEYRING_IN_USE' }));
    expect(opened).toHaveLength(1);
    expect(await opened[0]?.ensure('subject-3', keysOf('subject-3'))).toHaveLength(3);
    opened[0]?.close();
    expect(wrapped()).toEqual(expect.arrayContaining(before));
    expect((await contents('kek')).keys.size).toBe(6);
    expect(existsSync(at('new-kek'))).toBe(false);
  });

  it('KEY_DAMAGED: one key that does not open leaves all as they were', async () => {
    const db = new DatabaseSync(at('keyring.db'));
    db.exec("UPDATE keys SET wrapped = zeroblob(60) WHERE key_id = 'subject-2-identity'");
    db.close();
    const before = wrapped();
    expect(() => rekeyKeyring(place(), at('new-kek'))).toThrow(expect.objectContaining({ code: 'KEY_DAMAGED', message: expect.stringContaining('subject-2-identity') }));
    expect(wrapped()).toEqual(before);
    createFileKeyring(place()).close();
  });

  it('KEYRING_MISSING, KEK_MISMATCH: nothing is made', () => {
    createKekFile(at('other'));
    expect(() => rekeyKeyring(place('other'), at('new-kek'))).toThrow(expect.objectContaining({ code: 'KEK_MISMATCH' }));
    expect(() => rekeyKeyring({ path: at('nowhere.db'), kekFile: at('kek') }, at('new-kek'))).toThrow(expect.objectContaining({ code: 'KEYRING_MISSING' }));
    expect([existsSync(at('new-kek')), existsSync(at('nowhere.db'))]).toEqual([false, false]);
  });
});
