import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

const program = join(import.meta.dirname, '../main.ts');

export type NodeProcess = {
  url: string;
  port: number;
  /** Resolves to `[exit code, signal]`. */
  end(signal: NodeJS.Signals): Promise<unknown[]>;
};

const run = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, ['--conditions=amana-source', program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

/** The server as a process of its own, ready. */
export async function startNodeProcess(...args: readonly string[]): Promise<NodeProcess> {
  const child = run(args);
  const ended = once(child, 'exit');
  child.stderr?.resume();
  if (child.stdout === null) throw new Error('a process without output');
  const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), ended])) as unknown[];
  const url = /^ready (esdb:\/\/127\.0\.0\.1:(\d+)\?tls=false)$/.exec(String(line));
  if (url?.[1] === undefined) throw new Error(`the process said ${String(line)}`);
  return {
    url: url[1],
    port: Number(url[2]),
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

/** Runs it to its end, which is expected to come by itself. */
export async function runNodeProcess(...args: readonly string[]): Promise<{ code: unknown; output: string; errors: string }> {
  const child = run(args);
  const ended = once(child, 'exit');
  const [output, errors, [code]] = await Promise.all([child.stdout ? text(child.stdout) : '', child.stderr ? text(child.stderr) : '', ended]);
  return { code, output, errors };
}
