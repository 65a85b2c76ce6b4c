import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

const root = new URL('../..', import.meta.url).pathname;

export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly out: string; readonly err: string };

/** The operator's command as a process of its own, with nothing in its environment but `env`. `ended` resolves when it is gone. */
export function startAmana(args: readonly string[], env: Readonly<Record<string, string>>): { readonly child: ChildProcessByStdio<null, Readable, Readable>; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, ['--conditions=amana-source', 'services/operator/src/main.ts', ...args], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return { child, ended: once(child, 'close').then(() => ({ code: child.exitCode, signal: child.signalCode, out, err })) };
}

export const runAmana = (args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> => startAmana(args, env).ended;
