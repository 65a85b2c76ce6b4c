import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createKekFile } from '@amana/store-embedded/kek-file';
import { logOf } from '../testing/log-of.ts';
import { startStandalone } from '../testing/standalone-process.ts';

const demo = new URL('../demo/main.ts', import.meta.url).pathname;

let secrets: string;
beforeEach(() => {
  secrets = mkdtempSync(join(tmpdir(), 'amana-secrets-'));
});
afterEach(() => rmSync(secrets, { recursive: true }));

/** What a log for production asks for. Nobody is asked for a token here: no issuer listens. */
function ofProduction(): Record<string, string> {
  const AMANA_KEK_FILE = join(secrets, 'kek');
  createKekFile(AMANA_KEK_FILE);
  const issuer = { AMANA_ISSUER: 'https://issuer.example', AMANA_JWKS_URL: 'https://issuer.example/jwks' };
  return { AMANA_MODE: 'embedded', AMANA_KEK_FILE, AMANA_PUBLIC_URL: 'https://amana.example', ...issuer };
}

test('the demo refuses a production log, says why, and writes nothing', async () => {
  await using amana = await startStandalone({ purpose: 'production', settings: ofProduction() });
  const before = await logOf(amana.folder);
  const args = ['--conditions=amana-source', demo, '--url', amana.url, '--issuer', amana.issuer, '--persons', '20', '--wait', '5'];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 1, stdout: 'this is a production log: the demo writes invented persons and refuses\n' });
  expect(await logOf(amana.folder)).toEqual(before);
});
