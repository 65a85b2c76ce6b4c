import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openFileKeyring } from './file-keyring.ts';

const script = join(import.meta.dirname, 'testing', 'open-keyring.ts');
const run = promisify(execFile);

describe('the keyring of a data folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'amana-keys-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('services that start at the same moment on an empty folder share one key-encryption key and one keyring', async () => {
    const at = String(Date.now() + 2_000);
    const services = await Promise.all(Array.from({ length: 5 }, () => run(process.execPath, ['--conditions=amana-source', script, folder, at])));
    const lines = services.flatMap(({ stdout }) => stdout.trim().split('\n'));
    expect(lines.filter((line) => line === 'made')).toHaveLength(1);
    expect(new Set(lines.filter((line) => line !== 'made')).size).toBe(1);
    expect(services).toHaveLength(5);
  });

  it('a keyring whose key-encryption key is gone gets no new one: every stored key would be lost', () => {
    openFileKeyring(folder, { kekFile: undefined, log: { warn: () => undefined } }).close();
    rmSync(join(folder, 'keys', 'kek'));
    expect(() => openFileKeyring(folder, { kekFile: undefined, log: { warn: () => undefined } })).toThrow(expect.objectContaining({ code: 'KEK_MISSING' }));
  });
});
