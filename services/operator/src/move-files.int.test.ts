import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { allOf, asMoved, digests } from '@amana/app/moving/testing/move';
import { createRichLog, TRAP, type RichLog } from '@amana/app/moving/testing/rich-log';
import { findLog } from '@amana/app/open-log';
import { copyKeyring, keyringDigest } from '@amana/store-embedded/copy-keyring';
import { createFileKeyring } from '@amana/store-embedded/file-keyring';
import { createKekFile } from '@amana/store-embedded/kek-file';
import { openMovingStores, type MovingStores } from '@amana/wiring/moving-stores';
import { tools } from '@amana/wiring/tools';
import { runExport } from './run-export.ts';
import { runImport } from './run-import.ts';
import { textsOf } from './texts.ts';

let rich: RichLog;
let folder: string;
const at = (...names: string[]) => join(folder, ...names);
const said: string[] = [];
const command = { texts: textsOf('en'), say: (text: string) => void said.push(text), progress: { report: () => undefined, stop: () => undefined } };
const sourceKeyring = () => join(rich.app.folder, 'keys', 'keyring.db');
const kek = () => join(rich.app.folder, 'kek');

const leave = (to = at('export'), changes: Partial<Parameters<typeof runExport>[1]['stores']> = {}) =>
  runExport(to, {
    ...command,
    stores: { events: rich.app.store, access: rich.deps.access, keyring: rich.app.keyring, purpose: 'training', ...changes },
    copyKeyring: (copy) => copyKeyring(sourceKeyring(), copy),
    digestOfKeyring: keyringDigest,
  });

async function withTarget<T>(use: (stores: MovingStores) => Promise<T>, name = 'target', kekFile = kek()): Promise<T> {
  const stores = await openMovingStores({ AMANA_MODE: 'embedded', AMANA_DATA: at(name), AMANA_KEK_FILE: kekFile }, { make: true });
  try {
    return await use(stores);
  } finally {
    await stores.close();
  }
}

const clock = { now: () => ({ recordedAt: '2026-11-25T10:00:00.000Z', clock: 'ok' as const }), sawInLog: () => undefined };
const arriveAt = (stores: MovingStores, from = at('export')) => runImport(from, { ...command, ...stores, stores: { ...stores, ...tools, purpose: 'training', clock } });

const expectNothingWritten = async (stores: MovingStores) => expect([await stores.events.head(), await stores.access.head()]).toEqual([undefined, undefined]);

beforeEach(async () => {
  rich = await createRichLog();
  folder = mkdtempSync(join(tmpdir(), 'amana-move-'));
  said.length = 0;
});
afterEach(() => {
  rich.close();
  rmSync(folder, { recursive: true });
});

const summary = (appends: number, events: number) => ({ appends, events, chain: expect.any(String) });

describe('an export as a folder', () => {
  it('holds log, reads, keyring and manifest for its owner only, and arrives whole', async () => {
    await leave();
    expect(statSync(at('export')).mode & 0o777).toBe(0o700);
    expect(readdirSync(at('export')).map((name) => [name, statSync(at('export', name)).mode & 0o777])).toEqual(['access.jsonl', 'keyring.db', 'log.jsonl', 'manifest.json'].map((name) => [name, 0o600]));
    expect(readdirSync(folder)).toEqual(['export']); // nothing unfinished beside it
    const { logId, era } = rich.log;
    expect(JSON.parse(readFileSync(at('export', 'manifest.json'), 'utf8'))).toEqual({
      format: 'amana-export',
      version: 1,
      logId,
      purpose: 'training',
      era,
      log: summary(10, (await allOf(rich.app.store)).length),
      access: summary(2, 2),
      keyring: keyringDigest(sourceKeyring()),
      missingKeys: 0,
    });
    expect(readFileSync(at('export', 'log.jsonl'), 'utf8')).toContain(JSON.stringify(TRAP).slice(1, -1));
    expect(said).toEqual([expect.stringContaining('The key-encryption key (KEK) is NOT in it')]);

    await withTarget(async (stores) => {
      await arriveAt(stores);
      expect(digests((await allOf(stores.events)).slice(0, -1))).toEqual(digests(asMoved(await allOf(rich.app.store))));
      expect(digests(await allOf(stores.access))).toEqual(digests(await allOf(rich.deps.access)));
      stores.openKeyring().close();
      expect(keyringDigest(at('target', 'keys', 'keyring.db'))).toBe(keyringDigest(sourceKeyring()));
      expect(said.at(-1)).toContain((await findLog('training', stores))?.era);
      await arriveAt(stores);
      expect(said.at(-1)).toContain('was imported here before');
    });
  });

  it('says how many keys are missing, loudly: they will be missing there too', async () => {
    await leave(at('export'), { keyring: { find: async () => new Map() } });
    expect(said[0]).toMatch(/^Warning: [1-9]\d* keys/);
  });

  it('FOLDER_EXISTS: is never written over anything, be it empty', async () => {
    writeFileSync(at('export'), '');
    await expect(leave()).rejects.toMatchObject({ code: 'FOLDER_EXISTS' });
    expect(readFileSync(at('export'), 'utf8')).toBe('');
  });

  it('that fails leaves nothing behind', async () => {
    const broken = { ...rich.deps.access, readLog: () => Promise.reject(new Error('gone')) };
    await expect(leave(at('export'), { access: broken })).rejects.toThrow('gone');
    expect(readdirSync(folder)).toEqual([]);
  });
});

const tamper = (name: string, change: (bytes: Buffer) => Buffer) => writeFileSync(at('export', name), change(readFileSync(at('export', name))));
const flip = (offset: number) => (bytes: Buffer) => {
  bytes[offset] = (bytes[offset] ?? 0) ^ 1;
  return bytes;
};

function replaceKeyring(): void {
  createFileKeyring({ path: at('other.db'), kekFile: kek() }).close();
  cpSync(at('other.db'), at('export', 'keyring.db'));
}

describe('an import of an export that is not whole', () => {
  it.each<[string, string, () => void]>([
    ['EXPORT_DAMAGED', 'a changed byte at the beginning', () => tamper('log.jsonl', flip(15))],
    ['EXPORT_DAMAGED', 'a changed byte in the middle', () => tamper('log.jsonl', (bytes) => flip(Math.floor(bytes.length / 2))(bytes))],
    ['EXPORT_DAMAGED', 'a changed byte in the reads', () => tamper('access.jsonl', (bytes) => flip(bytes.length - 20)(bytes))],
    ['EXPORT_DAMAGED', 'a file that was cut within a line', () => truncateSync(at('export', 'log.jsonl'), 1_000)],
    ['EXPORT_DAMAGED', 'a file that was cut at the end of a line', () => tamper('log.jsonl', (bytes) => bytes.subarray(0, bytes.indexOf(10) + 1))],
    ['EXPORT_DAMAGED', 'an empty file', () => truncateSync(at('export', 'access.jsonl'), 0)],
    ['EXPORT_DAMAGED', 'a line more', () => appendFileSync(at('export', 'access.jsonl'), readFileSync(at('export', 'access.jsonl')))],
    ...['log.jsonl', 'access.jsonl', 'keyring.db', 'manifest.json'].map((name): [string, string, () => void] => ['EXPORT_INCOMPLETE', `no ${name}`, () => rmSync(at('export', name))]),
    ['EXPORT_VERSION', 'a newer format', () => tamper('manifest.json', (bytes) => Buffer.from(bytes.toString().replace('"version": 1', '"version": 2')))],
    ['EXPORT_UNREADABLE', 'half a manifest', () => truncateSync(at('export', 'manifest.json'), 50)],
    ['KEYRING_DAMAGED', 'no keyring any more', () => writeFileSync(at('export', 'keyring.db'), 'x'.repeat(10_000))],
    ['KEYRING_DAMAGED', 'the keyring of another log', () => replaceKeyring()],
  ])('%s: %s; nothing is written', async (code, _what, damage) => {
    await leave();
    damage();
    await withTarget(async (stores) => {
      await expect(arriveAt(stores)).rejects.toMatchObject({ code });
      await expectNothingWritten(stores);
      expect(() => stores.openKeyring()).toThrow(expect.objectContaining({ code: 'KEYRING_MISSING' }));
    });
  });
});

describe('an import into a house with keys of its own', () => {
  it('KEYRING_OTHER: the keyring of another log is not overwritten', async () => {
    await leave();
    createFileKeyring({ path: at('target', 'keys', 'keyring.db'), kekFile: kek() }).close();
    const before = keyringDigest(at('target', 'keys', 'keyring.db'));
    await withTarget(async (stores) => {
      await expect(arriveAt(stores)).rejects.toMatchObject({ code: 'KEYRING_OTHER' });
      await expectNothingWritten(stores);
    });
    expect(keyringDigest(at('target', 'keys', 'keyring.db'))).toBe(before);
  });

  it('KEK_MISMATCH, KEK_MISSING: without the KEK of the source nothing is written; with it the same command goes on', async () => {
    await leave();
    createKekFile(at('other-kek'));
    for (const [kekFile, code] of [[at('other-kek'), 'KEK_MISMATCH'], [at('none'), 'KEK_MISSING']] as const)
      await withTarget(async (stores) => {
        await expect(arriveAt(stores)).rejects.toMatchObject({ code });
        await expectNothingWritten(stores);
      }, 'target', kekFile);
    await withTarget((stores) => arriveAt(stores));
    expect(said.at(-1)).toContain('Imported and read back');
  });

  it('WRITER_LOCKED: a target that is in use', async () => {
    await withTarget(async () => {
      await expect(withTarget(async () => undefined)).rejects.toMatchObject({ code: 'WRITER_LOCKED', message: expect.stringContaining(`npm run amana (process ${process.pid}`) });
    });
  });
});
