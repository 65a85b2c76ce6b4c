import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { secretForms } from '@amana/ports/contract/secret-forms';
import { StoreUnavailable } from '@amana/ports/failures';
import type { KeyClass, KeyEntry } from '@amana/ports/keyring';
import { copyKeyring, installKeyring } from './copy-keyring.ts';
import { createFileKeyring, type FileKeyring } from './file-keyring.ts';
import { createKekFile, readKekFile } from './kek-file.ts';
import { wrap } from './key-wrap.ts';
import { openKeyringDatabase } from './keyring-database.ts';

let place: string;
let kekFile: string;
let path: string;
let opened: FileKeyring[];
const open = (more: { kekFile?: string } = {}): FileKeyring => {
  const keyring = createFileKeyring({ path, kekFile, ...more });
  opened.push(keyring);
  return keyring;
};
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'amana-keyring-'));
  kekFile = join(place, 'kek');
  path = join(place, 'keys', 'keyring.db');
  opened = [];
  createKekFile(kekFile);
});
afterEach(() => {
  for (const keyring of opened) keyring.close();
  rmSync(place, { recursive: true });
});

const classes: readonly KeyClass[] = ['statistic', 'identity', 'justice'];
const keysOf = (subjectId: string): KeyEntry[] =>
  classes.map((cls, n) => ({
    keyId: `${subjectId}-${cls}`,
    subjectId,
    class: cls,
    key: new Uint8Array(32).fill(subjectId.length * 10 + n),
  }));
const ensure = (keyring: FileKeyring, subjectId: string) => keyring.ensure(subjectId, () => keysOf(subjectId));
const bytesOf = (folder: string) => Buffer.concat(readdirSync(folder).map((file) => readFileSync(join(folder, file))));
const failure = (code: string, message: string) => expect.objectContaining({ name: 'PortFailure', code, message, retryable: false });

/** What somebody with the file in hand could do. */
function edit(sql: string, ...values: SQLInputValue[]): Record<string, unknown>[] {
  const db = new DatabaseSync(path, { timeout: 2_000 });
  const rows = db.prepare(sql).all(...values);
  db.close();
  return rows;
}

test('a KEK that does not fit the stored keys is refused at opening, and the right one still fits', async () => {
  await ensure(open(), 's');
  opened[0]?.close();
  const other = join(place, 'other');
  createKekFile(other);
  const message = `${other} is not the key-encryption key of ${path}: name the file that belongs to this keyring`;
  expect(() => open({ kekFile: other })).toThrow(failure('KEK_MISMATCH', message));
  expect(await ensure(open(), 's')).toEqual(keysOf('s'));
});

test('a keyring without keys has its KEK too: from its first opening on', () => {
  open().close();
  const other = join(place, 'other');
  createKekFile(other);
  expect(() => open({ kekFile: other })).toThrow(expect.objectContaining({ code: 'KEK_MISMATCH' }));
});

test('without a usable KEK file nothing is made', () => {
  expect(() => open({ kekFile: join(place, 'nowhere') })).toThrow(expect.objectContaining({ code: 'KEK_MISSING' }));
  expect(readdirSync(place)).toEqual(['kek']);
});

test('the folder of the keyring is its owner’s only, and does not hold the KEK in any form', async () => {
  await ensure(open(), 's');
  expect(statSync(join(place, 'keys')).mode & 0o777).toBe(0o700);
  const stored = bytesOf(join(place, 'keys'));
  expect(stored.includes('s-identity')).toBe(true); // the search looks at the right bytes
  for (const form of secretForms(readKekFile(kekFile).export())) expect(stored.includes(form)).toBe(false);
});

test('a stored key that was put in the place of another one, or changed, is not given out', async () => {
  const keyring = open();
  await ensure(keyring, 's');
  await ensure(keyring, 'other');
  const damaged = failure('KEY_DAMAGED', 'key s-identity does not unwrap: restore the keyring from a backup');
  for (const wrapped of [
    "(SELECT wrapped FROM keys WHERE key_id = 's-justice')",
    "(SELECT wrapped FROM keys WHERE key_id = 'other-identity')",
    "x'00'",
    'zeroblob(60)',
  ]) {
    edit(`UPDATE keys SET wrapped = ${wrapped} WHERE key_id = 's-identity'`);
    await expect(keyring.find(['s-identity'])).rejects.toThrow(damaged);
    await expect(ensure(keyring, 's')).rejects.toThrow(damaged);
  }
  expect((await keyring.find(['s-statistic', 'other-identity'])).size).toBe(2);
});

test('a stored secret that was put under another name is not given out', async () => {
  const keyring = open();
  await keyring.addSecret('mine', Uint8Array.of(1), 1);
  edit("UPDATE secrets SET name = 'yours'");
  await expect(keyring.secrets('yours')).rejects.toThrow(
    failure('KEY_DAMAGED', 'a secret of yours does not unwrap: restore the keyring from a backup'),
  );
  expect(await keyring.secrets('mine')).toEqual([]);
});

test('of several keys of one class the newest is used for sealing, and the older ones are still found', async () => {
  const keyring = open();
  const [statistic, identity, justice] = (await ensure(keyring, 's')) as [KeyEntry, KeyEntry, KeyEntry];
  const newer = { ...identity, keyId: 's-identity-2', key: new Uint8Array(32).fill(99) };
  const wrapped = wrap(readKekFile(kekFile), [newer.keyId, 's', 'identity'], newer.key);
  edit('INSERT INTO keys (key_id, subject_id, class, wrapped) VALUES (?, ?, ?, ?)', newer.keyId, 's', 'identity', wrapped);
  expect((await ensure(keyring, 's')).toSorted((a, b) => a.keyId.localeCompare(b.keyId))).toEqual([newer, justice, statistic]);
  expect(await keyring.find([identity.keyId])).toEqual(new Map([[identity.keyId, { state: 'live', entry: identity }]]));
});

test('an erasure that was interrupted between receipt and key counts: the key is given out no more', async () => {
  const keyring = open();
  await ensure(keyring, 's');
  edit("INSERT INTO receipts VALUES ('s-identity', 's', 'identity', 'erasing-event')");
  const receipt = { keyId: 's-identity', subjectId: 's', class: 'identity', erasingEventId: 'erasing-event' };
  expect(await keyring.find(['s-identity'])).toEqual(new Map([['s-identity', { state: 'destroyed', receipt }]]));
  await expect(ensure(keyring, 's')).rejects.toThrow(failure('SUBJECT_ERASED', 'this subject was erased and gets no key again'));
});

test('a key is on the disk before it is given out: no event may be stored whose key a power cut takes back', () => {
  open();
  const db = openKeyringDatabase(path);
  const pragma = (name: string) => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {});
  expect(['journal_mode', 'synchronous', 'secure_delete', 'cache_size'].map(pragma)).toEqual([['wal'], [2], [1], [-8_192]]);
  db.close();
});

test('a new secret that cannot be stored whole leaves the older ones as they were', async () => {
  const keyring = open();
  await keyring.addSecret('endpoint', Uint8Array.of(1), 2);
  await keyring.addSecret('endpoint', Uint8Array.of(2), 2);
  edit("CREATE TRIGGER no_room BEFORE INSERT ON secrets BEGIN SELECT RAISE(ABORT, 'no room'); END");
  await expect(keyring.addSecret('endpoint', Uint8Array.of(3), 2)).rejects.toThrow('no room');
  expect(await keyring.secrets('endpoint')).toEqual([Uint8Array.of(2), Uint8Array.of(1)]);
  edit('DROP TRIGGER no_room');
  await keyring.addSecret('endpoint', Uint8Array.of(3), 2);
  expect(await keyring.secrets('endpoint')).toEqual([Uint8Array.of(3), Uint8Array.of(2)]);
});

test('what is deleted is overwritten: of a secret that was pushed out no byte is left', async () => {
  const keyring = open();
  await keyring.addSecret('endpoint', new Uint8Array(2_000), 1); // long, so that a shorter one cannot cover it
  const wrapped = Buffer.from(edit('SELECT wrapped FROM secrets')[0]?.['wrapped'] as Uint8Array);
  const left = () => {
    const stored = bytesOf(join(place, 'keys'));
    return [0, 500, 1_000, 1_900].filter((start) => stored.includes(wrapped.subarray(start, start + 32)));
  };
  expect(left()).toEqual([0, 500, 1_000, 1_900]);
  await keyring.addSecret('endpoint', Uint8Array.of(4), 1);
  edit('PRAGMA wal_checkpoint(TRUNCATE)');
  expect(left()).toEqual([]);
});

test('a closed keyring refuses every call, also those that still waited, and closing twice is safe', async () => {
  const keyring = open();
  const waiting = ensure(keyring, 's');
  keyring.close();
  keyring.close();
  await expect(waiting).rejects.toThrow(StoreUnavailable);
  const calls = [
    () => ensure(keyring, 's'),
    () => keyring.find([]),
    () => keyring.secrets('a'),
    () => keyring.addSecret('a', new Uint8Array(), 1),
  ];
  for (const call of calls) await expect(call()).rejects.toThrow(expect.objectContaining({ code: 'STORE_UNAVAILABLE', written: 'no' }));
  expect(await open().find(['s-identity'])).toEqual(new Map());
});

test('KEYRING_INCOMPLETE: no keyring is made or put where the -wal of another one is left: SQLite would lay it over that one', async () => {
  await ensure(open(), 'subject-1');
  const copy = join(place, 'copy.db');
  copyKeyring(path, copy);
  await ensure(opened[0] as FileKeyring, 'subject-2'); // stands in the -wal
  renameSync(path, join(place, 'moved.db'));
  for (const put of [() => void open(), () => installKeyring(copy, { path, kekFile })]) {
    expect(put).toThrow(failure('KEYRING_INCOMPLETE', expect.stringContaining('bring both back together') as unknown as string));
  }
  expect(existsSync(path)).toBe(false);
  renameSync(join(place, 'moved.db'), path);
  expect((await open().find(['subject-1-identity', 'subject-2-identity'])).size).toBe(2);
});

test('little stands in the -wal alone, since a keyring is moved by hand on bad days', () => {
  open();
  const db = openKeyringDatabase(path);
  expect(db.prepare('PRAGMA wal_autocheckpoint').get()).toEqual({ wal_autocheckpoint: 64 });
  db.close();
});
