import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';

const here = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);

const prelude = `
  import { loopComponent, runMain, runUntilSignal } from ${here('lifecycle.ts')};
  import { createLogger } from ${here('logger.ts')};
  import { readConfig } from ${here('config.ts')};
  const log = createLogger({ level: 'info', name: 'child' });
  const alive = setInterval(() => undefined, 1_000);
  const part = (name, stop = async () => undefined) => ({ name, start: async () => undefined, stop: async () => { log.info({ name }, 'stop'); await stop(); } });
`;

type Line = { msg: string; name?: string };

/** A real process; `onReady` runs when it has logged that it is ready. */
async function run(main: string, onReady: (kill: (signal: NodeJS.Signals) => void) => void = () => undefined) {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', prelude + main], {
    cwd: new URL('..', import.meta.url),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 15_000, // a child that hangs must not outlive its test
    killSignal: 'SIGKILL',
  });
  child.stdout.on('data', (chunk: Buffer) => {
    if (chunk.includes('"ready"')) onReady((signal) => child.kill(signal));
  });
  const [stdout, stderr, [code, signal]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  const lines = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
  return { code: code as number | null, signal: signal as NodeJS.Signals | null, lines, stdout, stderr };
}

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  'a process stops in reverse order after %s and exits with 0, though a timer still runs',
  async (name) => {
    const { code, lines } = await run(`await runMain(() => runUntilSignal([part('store'), part('http')], 5_000, log));`, (kill) =>
      kill(name),
    );
    expect(code).toBe(0);
    expect(lines.filter(({ msg }) => msg === 'stop').map((line) => line.name)).toEqual(['http', 'store']);
  },
);

test('a process that hangs while stopping exits with 1 at the deadline', async () => {
  const { code, lines } = await run(
    `await runMain(() => runUntilSignal([part('http', () => new Promise(() => undefined))], 50, log));`,
    (kill) => kill('SIGTERM'),
  );
  expect(code).toBe(1);
  expect(lines.at(-1)?.msg).toBe('did not stop in time');
});

test('a second Ctrl-C kills at once', async () => {
  const hanging = `await runMain(() => runUntilSignal([part('http', async () => { process.kill(process.pid, 'SIGINT'); await new Promise(() => undefined); })], 60_000, log));`;
  const { code, signal } = await run(hanging, (kill) => kill('SIGINT'));
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGINT' });
});

test('an uncaught error stops the process in order with 1, and nothing shows what it quoted', async () => {
  const main = `setTimeout(() => JSON.parse('"Fatima'), 20); await runMain(() => runUntilSignal([part('store'), part('http')], 5_000, log));`;
  const { code, lines, stdout, stderr } = await run(main);
  expect(code).toBe(1);
  expect(lines.map(({ msg }) => msg)).toEqual(['ready', 'stopping because of a failure', 'stop', 'stop']);
  expect(stdout + stderr).not.toContain('Fatima');
});

test('a promise that nobody handles is such an error too', async () => {
  const main = `setTimeout(() => void Promise.reject(new Error('Fatima')), 20); await runMain(() => runUntilSignal([part('store')], 5_000, log));`;
  const { code, lines, stdout, stderr } = await run(main);
  expect(code).toBe(1);
  expect(lines.map(({ msg }) => msg)).toEqual(['ready', 'stopping because of a failure', 'stop']);
  expect(stdout + stderr).not.toContain('Fatima');
});

test('what the operator has to change in the configuration is told in words, exit code 1', async () => {
  const main = `import { z } from 'zod'; await runMain(async () => { readConfig(z.object({ AMANA_X: z.string() }), {}); return 0; });`;
  const { code, stderr } = await run(main);
  expect(code).toBe(1);
  expect(stderr).toBe(
    'The configuration is incomplete or invalid, nothing was started. To be changed:\n  - AMANA_X: This field is required.\n',
  );
});

test('a foreign error at start is named by its places in the code, not quoted', async () => {
  const { code, stderr } = await run(`await runMain(async () => { throw new TypeError('Fatima'); });`);
  expect(code).toBe(1);
  expect(stderr).toContain('"name": "TypeError"');
  expect(stderr).toContain('at ');
  expect(stderr).not.toContain('Fatima');
});
