import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request, type ClientRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

const SLOW_MS = 120_000; // a slow machine must never fail a test
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

/** What a stream has said when it says this. */
const textUntil = (stream: Readable, words: string): Promise<string> =>
  new Promise((resolve) => {
    let said = '';
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(words)) resolve(said);
    });
  });

/** A command of which the server has the head in hand, and will never have the whole body. Resolves to how it ends. */
async function slowCommand(url: string, issuer: string): Promise<{ ended: Promise<string> }> {
  const answer = await fetch(`${issuer}/dev-token?role=FIRST_RESPONDER&agency=0193c5a0-0000-7000-8000-00000000a9e1`);
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const headers = { 'Authorization': `Bearer ${token}`, 'Content-Type': 'application/json', 'Content-Length': 1_000, 'Expect': '100-continue' };
  const path = '/v1/cases/0193c5a0-0000-7000-8000-0000000ca5e1/identify-person';
  const sent: ClientRequest = request(`${url}${path}`, { method: 'POST', headers });
  const { promise: ended, resolve } = Promise.withResolvers<string>();
  sent.once('response', (early) => resolve(`answered ${String(early.statusCode)}`));
  sent.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  sent.flushHeaders();
  await once(sent, 'continue'); // the server has it
  sent.write('{"occurredAt": ');
  return { ended };
}

test('a request that does not end holds up no orderly stop: it is cut off, workers and stores are stopped behind it, and each file is closed', async () => {
  const env = { AMANA_DATA: folder, AMANA_PORT: '0', AMANA_DEV_ISSUER_PORT: '0' };
  const child = spawn(process.execPath, ['--conditions=amana-source', main], { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: SLOW_MS, killSignal: 'SIGKILL' });
  const outputs = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  const [greeted] = await Promise.all([textUntil(child.stderr, 'Ctrl-C'), textUntil(child.stdout, '"ready"')]);
  const urlIn = (pattern: RegExp): string => pattern.exec(greeted)?.[1] ?? '';
  const slow = await slowCommand(urlIn(/^Amana {2}(\S+)/m), urlIn(/'(http\S+)\/dev-token/));
  const files = () => ['data', 'keys'].flatMap((each) => readdirSync(join(folder, each)));
  expect(files()).toEqual(expect.arrayContaining(['log.db-wal', 'work.db-wal']));

  child.kill('SIGTERM');
  const [stdout, , [code]] = await outputs;
  expect({ code, late: stdout.includes('did not stop in time'), slow: await slow.ended }).toEqual({ code: 0, late: false, slow: 'ECONNRESET' });
  expect(files().filter((file) => /-(wal|shm)$/.test(file))).toEqual([]);
  expect(files()).toEqual(expect.arrayContaining(['log.db', 'access.db', 'work.db', 'keyring.db', 'kek']));
}, SLOW_MS);
