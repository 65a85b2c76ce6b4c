import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from './free-ports.ts';

const root = new URL('../..', import.meta.url).pathname;
const main = join(root, 'services/standalone/src/main.ts');
const READY_MS = 20_000;
const EXIT_MS = 15_000;

export type StandaloneOptions = {
  /** Ports of this machine on which partners listen for their alerts. */
  readonly webhookPorts?: readonly number[];
  readonly logLevel?: 'debug' | 'info' | 'warn';
  /** What a new log is for; a demo by default. */
  readonly purpose?: 'production' | 'training' | 'demo';
  /** An existing data folder; it is then left behind. By default one is made, and removed at the end. */
  readonly folder?: string;
};

type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };
type Child = ChildProcessByStdio<null, Readable, Readable>;

/** The real program as users start it: a process of its own on free ports. Use with `await using`. */
export type StandaloneProcess = AsyncDisposable & {
  readonly url: string;
  readonly issuer: string;
  readonly folder: string;
  /** All that it wrote since its first start, both streams. */
  output(): string;
  /** Resolves when the process is gone. */
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<Exit>;
  /** Starts it again on the same folder and ports; it must be gone before. */
  restart(): Promise<void>;
  /** Resolves when every projection has read the log to its end. */
  caughtUp(): Promise<void>;
};

export async function startStandalone(options: StandaloneOptions = {}): Promise<StandaloneProcess> {
  const [port = 0, issuerPort = 0] = await freePorts(2);
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'amana-standalone-'));
  const url = `http://127.0.0.1:${port}`;
  const env = {
    AMANA_DATA: folder,
    AMANA_PORT: String(port),
    AMANA_DEV_ISSUER_PORT: String(issuerPort),
    AMANA_LOG_PURPOSE: options.purpose ?? 'demo',
    AMANA_LOG_LEVEL: options.logLevel ?? 'info',
    AMANA_WEBHOOK_ALLOW_HOSTS: (options.webhookPorts ?? []).map((webhook) => `127.0.0.1:${webhook}`).join(','),
  };
  let output = '';
  let child: Child | undefined;

  async function start(): Promise<void> {
    child = spawn(process.execPath, ['--conditions=amana-source', main], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    await untilReady(url, child, () => output);
  }

  async function kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<Exit> {
    if (child === undefined) throw new Error('no process to end');
    const ended = isGone(child) ? undefined : once(child, 'close');
    child.kill(signal);
    if (ended && (await Promise.race([ended, sleep(EXIT_MS, 'late', { ref: false })])) === 'late') {
      child.kill('SIGKILL');
      throw new Error(`${signal} did not end the process within ${EXIT_MS} ms\n${output.slice(-2_000)}`);
    }
    return { code: child.exitCode, signal: child.signalCode };
  }

  const end = async () => {
    if (child && !isGone(child)) await kill('SIGKILL');
    if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
  };
  await start().catch(async (error: unknown) => {
    await end();
    throw error;
  });
  return {
    url,
    issuer: `http://127.0.0.1:${issuerPort}`,
    folder,
    output: () => output,
    kill,
    restart: start,
    caughtUp: () => untilCaughtUp(url),
    [Symbol.asyncDispose]: end,
  };
}

const isGone = (child: Child): boolean => child.exitCode !== null || child.signalCode !== null;

type Readiness = { readonly ok: boolean; readonly checks: readonly { readonly detail: { readonly atHead?: boolean } }[] };

/** Undefined where nobody listens yet. */
const readiness = async (url: string): Promise<Readiness | undefined> => {
  const answer = await fetch(`${url}/readyz`).catch(() => undefined);
  return answer && ((await answer.json()) as Readiness);
};

/** @throws Error with the end of the output where the process ends, or is not ready in time */
async function untilReady(url: string, child: Child, output: () => string): Promise<void> {
  const deadline = performance.now() + READY_MS;
  while ((await readiness(url))?.ok !== true) {
    if (isGone(child) || performance.now() > deadline)
      throw new Error(`not ready (exit ${child.exitCode ?? 'none'}):\n${output().slice(-2_000)}`);
    await sleep(50);
  }
}

async function untilCaughtUp(url: string): Promise<void> {
  const deadline = performance.now() + READY_MS;
  for (;;) {
    const checks = (await readiness(url))?.checks.filter(({ detail }) => detail.atHead !== undefined) ?? [];
    if (checks.length > 0 && checks.every(({ detail }) => detail.atHead)) return;
    if (performance.now() > deadline) throw new Error(`the projections did not reach the end of the log within ${READY_MS} ms`);
    await sleep(50);
  }
}
