import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createFileKeyring } from '@amana/store-embedded/file-keyring';
import { createKekFile } from '@amana/store-embedded/kek-file';
import { createSqliteEventStore } from '@amana/store-embedded/sqlite-event-store';
import { acquireWriterLock } from '@amana/store-embedded/writer-lock';

const main = new URL('main.ts', import.meta.url).pathname;

describe('the command as a process', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'amana-command-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const child = spawn(process.execPath, ['--conditions=amana-source', main, ...args], { env: { AMANA_DATA: folder, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    await once(child, 'close');
    return { code: child.exitCode, out, err };
  }

  it('0 for help, 2 for a wrong usage; neither needs a setting nor touches a file', async () => {
    const wrong = { NODE_ENV: 'production', AMANA_MODE: 'neither' };
    expect(await run(['--help'], wrong)).toEqual({ code: 0, out: expect.stringContaining('export <folder>'), err: '' });
    expect(await run(['import'], { ...wrong, LC_ALL: 'fr_FR.UTF-8' })).toEqual({ code: 2, out: '', err: expect.stringContaining('Il manque un dossier ou un fichier.') });
    expect(await run(['restored'], wrong)).toEqual({ code: 2, out: '', err: expect.stringContaining('npm run amana -- restored --yes') });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('1 where the settings do not suffice, or the mode has no topics', async () => {
    expect(await run(['export', join(folder, 'x')], { AMANA_MODE: 'distributed', LANG: 'fr_FR' })).toEqual({ code: 1, out: '', err: expect.stringContaining('- AMANA_EVENTSTORE_URL') });
    expect(await run(['topics'])).toEqual({ code: 1, out: '', err: expect.stringContaining('there are no topics to create') });
  });

  it('1 for every command on a log that is not there; nothing is made', async () => {
    for (const args of [['backup', join(folder, 'x')], ['export', join(folder, 'x')], ['restored', '--yes'], ['verify'], ['parked'], ['alerts'], ['alerts', '--send', 'x'], ['clock'], ['clock', '--yes']]) expect(await run(args)).toEqual({ code: 1, out: '', err: expect.stringContaining('There is no log of Amana here') });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('1 while somebody writes there, with who it is', async () => {
    mkdirSync(join(folder, 'data'));
    createSqliteEventStore({ path: join(folder, 'data', 'log.db') }).close();
    const lock = acquireWriterLock(folder, { holder: 'somebody' });
    for (const args of [['export', join(folder, 'x')], ['import', folder], ['restored', '--yes']])
      expect(await run(args, { LANG: 'fr_FR.UTF-8' })).toEqual({ code: 1, out: '', err: expect.stringMatching(new RegExp(`Amana doit être arrêté pour cette commande\\.\\n.*in use by somebody \\(process ${process.pid} on`)) });
    lock.release();
    expect(existsSync(join(folder, 'x'))).toBe(false);
  });

  it('1 where the keyring is not there, in the operator’s words; an empty one is not made', async () => {
    mkdirSync(join(folder, 'data'));
    createSqliteEventStore({ path: join(folder, 'data', 'log.db') }).close();
    for (const args of [['verify'], ['rekey', join(folder, 'new-kek')]])
      expect(await run(args, { LANG: 'fr_FR.UTF-8' })).toEqual({ code: 1, out: '', err: expect.stringMatching(/Le trousseau n’est pas là : rien de scellé ne peut être lu\.\n.*keyring\.db/) });
    expect(readdirSync(folder)).toEqual(['data']);
  });

  it('rekey: 1 while a service has the keyring open, with what to do; then 0, and the new KEK is the one of it', async () => {
    const place = { path: join(folder, 'keys', 'keyring.db'), kekFile: join(folder, 'keys', 'kek') };
    createKekFile(place.kekFile);
    const service = createFileKeyring(place);
    expect(await run(['rekey', join(folder, 'new-kek')])).toEqual({ code: 1, out: '', err: expect.stringMatching(/Every service must be stopped for this command\.\n.*keyring\.db open/) });
    service.close();
    expect(await run(['rekey', join(folder, 'new-kek')])).toEqual({ code: 0, out: expect.stringContaining(`0 keys and 0 secrets are wrapped under ${join(folder, 'new-kek')} now.`), err: '' });
    createFileKeyring({ ...place, kekFile: join(folder, 'new-kek') }).close();
  });
});
