import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

export type SupervisedProcess = {
  /** Of the supervising shell, which leads a process group of its own and lives as long as the program does. */
  readonly pid: number;
  /** Resolves when the program is gone, with how it went: `exit code 1`, `signal SIGKILL`. */
  readonly ended: Promise<string>;
  /** SIGTERM, and SIGKILL when that takes longer than `deadlineMs`. Resolves to false when it took SIGKILL. Twice is safe. */
  stop(deadlineMs: number): Promise<boolean>;
  /** SIGKILL to the program and its shell. Resolves when both are gone. */
  kill(): Promise<void>;
};

export type ProgramToRun = { readonly command: string; readonly args: readonly string[]; readonly logFile: string };

/*
 * Nothing tells a child that its parent was killed with SIGKILL. But the parent's end of a pipe is closed by the operating system,
 * whatever happens: so a small shell between the two waits for the end of its input and then ends the program, orderly first.
 * A stop is the same event as a death of the parent, so that the path that matters is walked every day.
 */
const SHELL = `
exec 4<&0
"$@" </dev/null 4<&- &
program=$!
{
  while read -r _; do :; done <&4
  kill -TERM "$program"
  tries=0
  while [ $tries -lt 20 ] && kill -0 "$program"; do sleep 1; tries=$((tries + 1)); done
  kill -KILL "$program"
} 2>/dev/null 3<&- &
watcher=$!
exec 4<&-
wait "$program"
code=$?
kill -KILL "$watcher" 2>/dev/null
exit $code
`;

/** Runs a program that ends by itself when this process does. Its output goes to `logFile`, which is emptied. Needs a POSIX shell. */
export function superviseProcess({ command, args, logFile }: ProgramToRun): SupervisedProcess {
  const log = openSync(logFile, 'w');
  // A session of its own: a terminal's Ctrl-C must reach us alone, since we stop the programs in order.
  const shell = spawn('sh', ['-c', SHELL, 'sh', command, ...args], { stdio: ['pipe', log, log, 'pipe'], detached: true });
  closeSync(log);
  // All of them hold the other end of this pipe, so that it closes, and 'close' comes, only when the program too is gone, not the shell alone.
  if (shell.stdio[3] instanceof Readable) shell.stdio[3].resume();
  shell.stdin?.on('error', () => undefined); // the program may be gone before its input is closed; `ended` says so
  const ended = once(shell, 'close').then(
    ([code, signal]: (string | number | null)[]) => (signal === null ? `exit code ${String(code)}` : `signal ${String(signal)}`),
    (error: Error) => `not started: ${error.message}`,
  );
  const pid = shell.pid ?? 0;

  const kill = async (): Promise<void> => {
    if (pid !== 0 && shell.exitCode === null && shell.signalCode === null) process.kill(-pid, 'SIGKILL');
    await ended;
  };
  const stop = async (deadlineMs: number): Promise<boolean> => {
    shell.stdin?.end();
    const timer = new AbortController();
    const late = sleep(deadlineMs, true, { signal: timer.signal }).catch(() => false);
    const isLate = await Promise.race([ended.then(() => false), late]);
    timer.abort();
    if (isLate) await kill();
    return !isLate;
  };
  return { pid, ended, stop, kill };
}
