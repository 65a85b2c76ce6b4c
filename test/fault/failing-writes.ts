import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/**
 * From now on no file of that process may be written beyond so many bytes: a write that begins there fails with EFBIG, one that would go
 * beyond is cut short. The process is not told. Without `bytes` files may grow again.
 */
export function limitFiles(pid: number, bytes?: number): void {
  const { status, stderr } = spawnSync('prlimit', ['--pid', String(pid), `--fsize=${bytes ?? 'unlimited'}:`], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`prlimit: ${stderr}`);
}

export type FailingCall = {
  readonly call: 'pwrite64' | 'fsync';
  /** Counted from 1, from now on. */
  readonly nth: number;
  readonly error: 'EIO' | 'ENOSPC';
};

/** The name of the file, without its folder. */
export type Failed = { readonly call: string; readonly file: string };

/**
 * Lets one system call of that process's first thread fail, and no other. The call is not made: its error is all that the process
 * sees of it. Resolves when it is so; `end` then gives what has failed meanwhile, one call or none.
 */
export async function failOne(pid: number, { call, nth, error }: FailingCall): Promise<{ end(): Promise<readonly Failed[]> }> {
  const args = ['-p', String(pid), '-y', '-e', `trace=${call}`, '-e', `inject=${call}:error=${error}:when=${nth}`];
  const tracer = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const closed = once(tracer, 'close');
  const failed: Failed[] = [];
  const attached = Promise.withResolvers<void>();
  let said = '';
  createInterface(tracer.stderr).on('line', (line) => {
    said = line;
    if (/Process \d+ attached/.test(line)) attached.resolve();
    const file = /^\w+\(\d+<([^>]*)>/.exec(line)?.[1];
    if (line.endsWith('(INJECTED)')) failed.push({ call, file: file?.split('/').at(-1) ?? line });
  });
  void closed.then(() => attached.reject(new Error(`strace has ended by itself: ${said}`)));
  await attached.promise;
  return {
    end: async () => {
      tracer.kill('SIGINT'); // lets the process go on as if nothing had been there
      await closed;
      return failed;
    },
  };
}
