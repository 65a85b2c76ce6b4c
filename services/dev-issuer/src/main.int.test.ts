import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

async function run(env: Record<string, string>, onReady: (kill: () => void) => void = () => undefined) {
  const child = spawn(process.execPath, ['--conditions=amana-source', main], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 15_000,
    killSignal: 'SIGKILL',
  });
  child.stdout.on('data', (chunk: Buffer) => {
    if (chunk.includes('"ready"')) onReady(() => child.kill('SIGTERM'));
  });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: code as number | null, stdout, stderr };
}

async function freePort(): Promise<string> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => void server.close(resolve));
  return String(port);
}

test('the process says loudly what it is, runs until it is told to stop, and exits with 0', async () => {
  const { code, stdout } = await run({ AMANA_DEV_ISSUER_PORT: await freePort() }, (kill) => kill());
  expect(code).toBe(0);
  expect(stdout).toContain('development tokens: anybody on this machine gets any role');
});

test('in production the process tells why it does not start, and exits with 1', async () => {
  const { code, stderr } = await run({ NODE_ENV: 'production' });
  expect(code).toBe(1);
  expect(stderr).toBe('the development token issuer gives anybody any role: it does not run with NODE_ENV=production\n');
});

test('a configuration that does not fit is told, and nothing starts', async () => {
  const { code, stderr } = await run({ AMANA_DEV_ISSUER_PORT: 'many' });
  expect(code).toBe(1);
  expect(stderr).toContain('AMANA_DEV_ISSUER_PORT: The value must be of type number. (port of the development token issuer)');
});
