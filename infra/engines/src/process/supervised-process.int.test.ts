import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { scratchFolder } from '../testing/scratch-folder.ts';
import { superviseProcess } from './supervised-process.ts';

const folder = scratchFolder();
const file = (name: string): string => join(folder, name);

/** A program that writes its own process id, once it is ready for signals, and then lives on. */
const program = (pidFile: string, onTerm: string): readonly string[] => [
  '-e',
  `process.on('SIGTERM', () => { ${onTerm} });
   console.log('a line');
   require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
   setInterval(() => undefined, 1000);`,
];

async function contentOf(path: string): Promise<string> {
  const watcher = watch(dirname(path));
  while (!existsSync(path) || readFileSync(path, 'utf8') === '') await once(watcher, 'change');
  watcher.close();
  return readFileSync(path, 'utf8');
}

const pidIn = async (path: string): Promise<number> => Number(await contentOf(path));

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, 'utf8') : '');
  } catch {
    return false;
  }
}

/** A process that dies closes its files, which is what we are told, a moment before it is gone. Fails by the test's own time limit. */
async function untilGone(pids: readonly number[]): Promise<void> {
  while (pids.some(isAlive)) await delay(1);
}

test('a stop is a SIGTERM: the program ends by its own way, its exit code is told, its output is in the log', async () => {
  const supervised = superviseProcess({ command: process.execPath, args: program(file('a'), 'process.exit(3)'), logFile: file('a.log') });
  const pid = await pidIn(file('a'));
  expect(await supervised.stop(10_000)).toBe(true);
  expect(await supervised.ended).toBe('exit code 3');
  await untilGone([pid]);
  expect(readFileSync(file('a.log'), 'utf8')).toBe('a line\n');
  expect(await supervised.stop(10_000)).toBe(true);
});

test('a program that does not hear SIGTERM is killed at the deadline, and the stop says so', async () => {
  const supervised = superviseProcess({ command: process.execPath, args: program(file('b'), ''), logFile: file('b.log') });
  const pid = await pidIn(file('b'));
  expect(await supervised.stop(200)).toBe(false);
  await untilGone([pid]);
});

test('a kill leaves neither the program nor its shell', async () => {
  const supervised = superviseProcess({ command: process.execPath, args: program(file('c'), ''), logFile: file('c.log') });
  const pid = await pidIn(file('c'));
  await supervised.kill();
  expect(await supervised.ended).toBe('signal SIGKILL');
  await untilGone([pid, supervised.pid]);
  await supervised.kill();
});

test('a program that ends by itself is told with its exit code; one that does not exist ends as the shell says', async () => {
  const ends = superviseProcess({ command: process.execPath, args: ['-e', 'process.exit(7)'], logFile: file('d.log') });
  expect(await ends.ended).toBe('exit code 7');
  const unknown = superviseProcess({ command: 'amana-no-such-program', args: [], logFile: file('e.log') });
  expect(await unknown.ended).toBe('exit code 127');
  expect(readFileSync(file('e.log'), 'utf8')).toContain('amana-no-such-program');
});

test('when the parent is killed with SIGKILL, the program gets its SIGTERM and ends', async () => {
  const module = fileURLToPath(new URL('supervised-process.ts', import.meta.url));
  const run = { command: process.execPath, args: program(file('f'), `require('node:fs').writeFileSync(${JSON.stringify(file('f.end'))}, 'in order'); process.exit(0)`), logFile: file('f.log') };
  const script = `import { superviseProcess } from ${JSON.stringify(module)}; superviseProcess(${JSON.stringify(run)});`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
  const pid = await pidIn(file('f'));
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  expect(await contentOf(file('f.end'))).toBe('in order');
});
