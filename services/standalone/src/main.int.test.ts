import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amana-main-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the log goes to one output, line by line JSON; the greeting to the other, with the address where it really listens', async () => {
  const env = { AMANA_DATA: folder, AMANA_HOST: '::1', AMANA_PORT: '0', AMANA_DEV_ISSUER_PORT: '0' };
  const child = spawn(process.execPath, ['--conditions=amana-source', main], { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 15_000, killSignal: 'SIGKILL' });
  const outputs = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  child.stdout.on('data', (chunk: Buffer) => {
    if (chunk.includes('"ready"')) child.kill('SIGTERM');
  });
  const [stdout, stderr, [code]] = await outputs;
  expect({ code, greeted: /^Amana {2}http:\/\/\[::1\]:[1-9]\d+ {3}log: training/m.test(stderr) }).toEqual({ code: 0, greeted: true });
  const lines = stdout.split('\n').filter((line) => line !== '');
  expect(lines.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual(expect.arrayContaining(['info', 'warn']));
});
