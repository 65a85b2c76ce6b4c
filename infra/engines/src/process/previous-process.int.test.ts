import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { scratchFolder } from '../testing/scratch-folder.ts';
import { waitForPrevious } from './previous-process.ts';

const data = scratchFolder();
const note = join(data, 'engine.pid');
const engine = { name: 'Kafka', data };

test('without a note, or with one of nonsense, nobody is waited for', async () => {
  await waitForPrevious(note, engine, 0);
  writeFileSync(note, 'nonsense');
  await waitForPrevious(note, engine, 0);
});

test('a process that still uses the folder is waited for, and named when it stays', async () => {
  const left = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)', data], { stdio: 'ignore' });
  await once(left, 'spawn');
  writeFileSync(note, String(left.pid));
  await expect(waitForPrevious(note, engine, 0)).rejects.toMatchObject({
    code: 'ENGINE_IN_USE',
    message: `Kafka: process ${left.pid} still uses / le processus ${left.pid} utilise encore ${data}`,
  });
  const waited = waitForPrevious(note, engine, 10_000);
  left.kill('SIGKILL');
  await waited;
});

test('a number that is by now the one of another program holds nobody up', async () => {
  writeFileSync(note, String(process.pid));
  await waitForPrevious(note, engine, 0);
});
