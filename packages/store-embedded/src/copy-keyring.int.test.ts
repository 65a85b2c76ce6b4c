import { randomBytes } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KeyEntry } from '@amana/ports/keyring';
import { copyKeyring, installKeyring, keyringDigest } from './copy-keyring.ts';
import { createFileKeyring, type FileKeyring } from './file-keyring.ts';
import { createKekFile } from './kek-file.ts';

const entriesOf = (subjectId: string) => (): KeyEntry[] =>
  (['statistic', 'identity', 'justice'] as const).map((cls) => ({ keyId: `${subjectId}-${cls}`, subjectId, class: cls, key: new Uint8Array(randomBytes(32)) }));

describe('a keyring that moves', () => {
  let folder: string;
  let keyring: FileKeyring;
  const at = (name: string) => join(folder, name);
  const place = (name = 'target/keyring.db', kekFile = at('kek')) => ({ path: at(name), kekFile });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'amana-copy-'));
    createKekFile(at('kek'));
    keyring = createFileKeyring({ path: at('keyring.db'), kekFile: at('kek') });
    await keyring.ensure('subject-1', entriesOf('subject-1'));
    await keyring.addSecret('endpoint-1', new Uint8Array([1, 2, 3]), 2);
  });
  afterEach(() => {
    keyring.close();
    rmSync(folder, { recursive: true });
  });

  it('a copy is one file for its owner, made while the keyring is used, with the same keys, wrapped as they were', async () => {
    copyKeyring(at('keyring.db'), at('copy.db'));
    expect(statSync(at('copy.db')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual(['copy.db']);
    expect(keyringDigest(at('copy.db'))).toBe(keyringDigest(at('keyring.db')));
    installKeyring(at('copy.db'), place());
    const moved = createFileKeyring(place());
    const ids = ['statistic', 'identity', 'justice'].map((cls) => `subject-1-${cls}`);
    expect(await moved.find(ids)).toEqual(await keyring.find(ids));
    expect(await moved.secrets('endpoint-1')).toEqual([new Uint8Array([1, 2, 3])]);
    moved.close();
    expect(readdirSync(at('target'))).toEqual(['keyring.db']);
  });

  it('a copy is on the disk when it is made, and so is its name', () => {
    const program = join(import.meta.dirname, 'testing/list-flushes.ts');
    const flushed = execFileSync(process.execPath, ['--conditions=amana-source', program, 'copy', at('copy.db'), at('keyring.db')], { encoding: 'utf8' });
    expect(JSON.parse(flushed)).toEqual([
      { bytes: statSync(at('copy.db')).size, named: true },
      { folder, named: true },
    ]);
  });

  it('the digest is another one after any change: a key, a secret, a receipt, the KEK', async () => {
    const digests = [keyringDigest(at('keyring.db'))];
    await keyring.ensure('subject-2', entriesOf('subject-2'));
    digests.push(keyringDigest(at('keyring.db')));
    await keyring.addSecret('endpoint-1', new Uint8Array([4]), 2);
    digests.push(keyringDigest(at('keyring.db')));
    const db = new DatabaseSync(at('keyring.db'));
    db.exec("INSERT INTO receipts VALUES ('key', 'subject-3', 'identity', 'event-1')");
    digests.push(keyringDigest(at('keyring.db')));
    db.exec("UPDATE kek_check SET wrapped = x'00'");
    digests.push(keyringDigest(at('keyring.db')));
    db.close();
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('is installed a second time without a change', () => {
    copyKeyring(at('keyring.db'), at('copy.db'));
    installKeyring(at('copy.db'), place());
    const before = readFileSync(place().path);
    installKeyring(at('copy.db'), place());
    expect(readFileSync(place().path)).toEqual(before);
  });

  it('after a kill in the middle it is installed anew', () => {
    copyKeyring(at('keyring.db'), at('copy.db'));
    installKeyring(at('copy.db'), place());
    rmSync(place().path);
    writeFileSync(`${place().path}.new`, 'half a file');
    installKeyring(at('copy.db'), place());
    expect(keyringDigest(place().path)).toBe(keyringDigest(at('copy.db')));
    expect(readdirSync(at('target'))).toEqual(['keyring.db']);
  });

  it('KEYRING_OTHER: another keyring is never overwritten, though it is of the same KEK', async () => {
    copyKeyring(at('keyring.db'), at('copy.db'));
    const other = createFileKeyring(place());
    await other.ensure('subject-9', entriesOf('subject-9'));
    other.close();
    const before = keyringDigest(place().path);
    expect(() => installKeyring(at('copy.db'), place())).toThrow(expect.objectContaining({ code: 'KEYRING_OTHER', retryable: false }));
    expect(keyringDigest(place().path)).toBe(before);
  });

  it.each([
    ['KEK_MISSING', () => undefined],
    ['KEK_MISMATCH', (path: string) => createKekFile(path)],
  ] as const)('%s: without the KEK of the source nothing is installed', (code, make) => {
    make(at('other-kek'));
    copyKeyring(at('keyring.db'), at('copy.db'));
    expect(() => installKeyring(at('copy.db'), place('target/keyring.db', at('other-kek')))).toThrow(expect.objectContaining({ code }));
    expect(readdirSync(at('target'))).toEqual([]);
  });

  it('what is no keyring has no digest', () => {
    writeFileSync(at('text.db'), 'x'.repeat(10_000));
    new DatabaseSync(at('other.db')).exec('CREATE TABLE other (a)');
    expect(() => keyringDigest(at('text.db'))).toThrow(expect.objectContaining({ code: 'STORE_DAMAGED' }));
    expect(() => keyringDigest(at('other.db'))).toThrow(expect.objectContaining({ code: 'OTHER_SCHEMA' }));
    expect(() => keyringDigest(at('none.db'))).toThrow(expect.objectContaining({ code: 'KEYRING_MISSING' }));
    expect(readdirSync(folder)).not.toContain('none.db');
  });
});
