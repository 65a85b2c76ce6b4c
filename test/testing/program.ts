import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

const root = new URL('../..', import.meta.url).pathname;
const READY_MS = 120_000; // a start takes a second or two; a slow machine must never fail a test
const EXIT_MS = 15_000;

export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };
type Child = ChildProcessByStdio<null, Readable, Readable>;

export type ProgramOptions = {
  /** `services/relay/src/main.ts` */
  readonly main: string;
  readonly env: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Asked until it is true: the program is of use. */
  readonly isReady: () => Promise<boolean>;
};

/** One of our programs as users start it: a process of its own. */
export type Program = {
  /** Starts it and resolves when it is ready, or as soon as `isSo`; again only when it is gone. */
  start(isSo?: () => Promise<boolean>): Promise<void>;
  /** For one that ends by itself: starts it and resolves when it has ended with 0. */
  run(): Promise<void>;
  /** Resolves when the process is gone. */
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<Exit>;
  /** All that it wrote since its first start, both streams. */
  output(): string;
  /** Kills what still runs. */
  end(): Promise<void>;
};

const isGone = (child: Child): boolean => child.exitCode !== null || child.signalCode !== null;

export function createProgram({ main, env, args = [], isReady }: ProgramOptions): Program {
  let output = '';
  let child: Child | undefined;

  /** @throws Error with the end of the output where the process ends, or is not ready in time */
  async function until(isSo: () => Promise<boolean>, started: Child): Promise<void> {
    const deadline = performance.now() + READY_MS;
    while (!(await isSo())) {
      if (isGone(started) || performance.now() > deadline)
        throw new Error(`${main} is not ready (exit ${started.exitCode ?? 'none'}):\n${output.slice(-2_000)}`);
      await sleep(50);
    }
  }

  function begin(): Child {
    const begun = spawn(process.execPath, ['--conditions=amana-source', join(root, main), ...args], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [begun.stdout, begun.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child = begun;
    return begun;
  }

  async function run(): Promise<void> {
    const [code] = (await once(begin(), 'close')) as [number | null];
    if (code !== 0) throw new Error(`${main} ended with ${code}:\n${output.slice(-2_000)}`);
  }

  async function kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<Exit> {
    if (child === undefined) throw new Error('no process to end');
    const ended = isGone(child) ? undefined : once(child, 'close');
    child.kill(signal);
    if (ended && (await Promise.race([ended, sleep(EXIT_MS, 'late', { ref: false })])) === 'late') {
      child.kill('SIGKILL');
      throw new Error(`${signal} did not end ${main} within ${EXIT_MS} ms\n${output.slice(-2_000)}`);
    }
    return { code: child.exitCode, signal: child.signalCode };
  }

  return {
    start: (isSo = isReady) => until(isSo, begin()),
    run,
    kill,
    output: () => output,
    end: async () => {
      if (child && !isGone(child)) await kill('SIGKILL');
    },
  };
}

type Readiness = { readonly ok: boolean; readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail: { readonly atHead?: boolean; readonly standby?: boolean } }[] };

/** Undefined where nobody listens yet. */
export const readinessOf = async (url: string): Promise<Readiness | undefined> => {
  const answer = await fetch(`${url}/readyz`).catch(() => undefined);
  return answer && ((await answer.json()) as Readiness);
};

export const isReadyAt = (url: string) => async (): Promise<boolean> => (await readinessOf(url))?.ok === true;
