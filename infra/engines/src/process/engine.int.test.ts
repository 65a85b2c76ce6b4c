import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { SetupFailure } from '@amana/platform/failure';
import { scratchFolder } from '../testing/scratch-folder.ts';
import { createEngine, type Engine } from './engine.ts';
import { freePort } from './free-port.ts';

const folder = scratchFolder();
const made: Engine[] = [];
afterEach(async () => {
  await Promise.all(made.splice(0).map(async (engine) => engine.kill()));
});

/** Listens on the port, and ends by itself, with a word, as soon as somebody says something. */
const SERVER = `
const [, port] = process.argv;
require('node:net').createServer((socket) => socket.on('data', () => { console.error('last words'); process.exit(9); })).listen(Number(port), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));`;

async function knock(port: number, word = ''): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => undefined); // the server may end before this connection does
  socket.end(word);
}

async function makeEngine(name: string, script = SERVER, patienceMs = 1_000): Promise<Engine> {
  const port = await freePort();
  const data = join(folder, name);
  const args = async () => ['-e', script, String(port), data];
  const engine = createEngine({ name, port, address: `tcp://127.0.0.1:${port}`, data, command: process.execPath, args, ask: () => knock(port), patienceMs });
  made.push(engine);
  return engine;
}

test('an engine is started, stopped, killed and started again on the same port', async () => {
  const engine = await makeEngine('again');
  expect(engine).toMatchObject({ name: 'again', address: `tcp://127.0.0.1:${engine.port}` });
  for (const end of [() => engine.stop(), () => engine.kill(), () => engine.stop()]) {
    await engine.start();
    await knock(engine.port);
    await end();
    await expect(knock(engine.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  }
  await engine.stop();
  await engine.kill();
});

test('an engine that ends and was not asked to has failed: with its name, its exit code and the end of its log', async () => {
  const engine = await makeEngine('mortal');
  expect(engine.failed).toBeUndefined();
  await engine.start();
  await knock(engine.port, 'end');
  await expect(engine.failed).rejects.toMatchObject({
    code: 'ENGINE_ENDED',
    message: expect.stringMatching(/^mortal .*\(exit code 9\)\n {2}\| last words\n/),
  });
  await engine.start();
  await knock(engine.port);
});

test('an engine that ends before it answers does not start, and says why', async () => {
  const engine = await makeEngine('stillborn', `console.error('no such table'); process.exit(4);`);
  const error: unknown = await engine.start().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(SetupFailure);
  expect(error).toMatchObject({
    code: 'ENGINE_ENDED',
    message: expect.stringMatching(/^stillborn ended before it answered .*\(exit code 4\)\n {2}\| no such table\n/),
  });
});

test('an engine that is killed while it starts does not start', async () => {
  const engine = await makeEngine('killed', 'setInterval(() => undefined, 1000);', 60_000);
  const started = engine.start().catch((reason: unknown) => reason);
  while (!engine.failed) await setImmediate();
  await engine.kill();
  expect(await started).toMatchObject({ code: 'ENGINE_ENDED' });
});

test('an engine that never answers is killed after its time, and does not start', async () => {
  const engine = await makeEngine('silent', 'setInterval(() => undefined, 1000);');
  await expect(engine.start()).rejects.toMatchObject({ code: 'ENGINE_SILENT', message: expect.stringContaining('silent does not answer') });
  const pid = Number(readFileSync(join(folder, 'silent', 'engine.pid'), 'utf8'));
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});
