import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { SetupFailure } from '@amana/platform/failure';

const PATIENCE_MS = 30_000; // longer than a supervising shell takes to end what outlived its parent
const run = promisify(execFile);

/** Whether that process runs, and for this folder: a number alone may by now be somebody else's. */
async function uses(pid: number, folder: string): Promise<boolean> {
  try {
    const { stdout } = await run('ps', ['-ww', '-o', 'args=', '-p', String(pid)]);
    return stdout.includes(folder);
  } catch {
    return false; // `ps` finds no such process
  }
}

/**
 * After a SIGKILL of the launcher its engines are still ending when the next one comes. Waits until the process that `note` names
 * has left the folder; throws SetupFailure ENGINE_IN_USE when it does not.
 */
export async function waitForPrevious(note: string, { name, data }: { name: string; data: string }, patienceMs = PATIENCE_MS): Promise<void> {
  const pid = existsSync(note) ? Number(readFileSync(note, 'utf8')) : 0;
  if (!Number.isSafeInteger(pid) || pid < 2) return;
  const until = performance.now() + patienceMs;
  while (await uses(pid, data)) {
    if (performance.now() > until)
      throw new SetupFailure('ENGINE_IN_USE', `${name}: process ${pid} still uses / le processus ${pid} utilise encore ${data}`);
    await sleep(100);
  }
}
