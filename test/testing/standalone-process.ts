import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from './free-ports.ts';
import { createProgram, isReadyAt, readinessOf, type Program } from './program.ts';

const CAUGHT_UP_MS = 120_000; // a moment; a slow machine must never fail a test

export type StandaloneOptions = {
  /** Ports of this machine on which partners listen for their alerts. */
  readonly webhookPorts?: readonly number[];
  readonly logLevel?: 'debug' | 'info' | 'warn';
  /** What a new log is for; a demo by default. */
  readonly purpose?: 'production' | 'training' | 'demo';
  /** An existing data folder; it is then left behind. By default one is made, and removed at the end. */
  readonly folder?: string;
  /** Settings beside these. */
  readonly settings?: Readonly<Record<string, string>>;
};

/** The real program as users start it: a process of its own on free ports. Use with `await using`. */
export type StandaloneProcess = AsyncDisposable &
  Pick<Program, 'output' | 'kill'> & {
    readonly url: string;
    readonly issuer: string;
    readonly folder: string;
    /** Starts it again on the same folder and ports; it must be gone before. Resolves when it is ready, or as soon as `isSo`. */
    restart(isSo?: () => Promise<boolean>): Promise<void>;
    /** Resolves when every projection has read the log to its end. */
    caughtUp(): Promise<void>;
  };

export async function startStandalone(options: StandaloneOptions = {}): Promise<StandaloneProcess> {
  const [port = 0, issuerPort = 0] = await freePorts(2);
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'amana-standalone-'));
  const url = `http://127.0.0.1:${port}`;
  const program = createProgram({
    main: 'services/standalone/src/main.ts',
    env: {
      AMANA_DATA: folder,
      AMANA_PORT: String(port),
      AMANA_DEV_ISSUER_PORT: String(issuerPort),
      AMANA_LOG_PURPOSE: options.purpose ?? 'demo',
      AMANA_LOG_LEVEL: options.logLevel ?? 'info',
      AMANA_WEBHOOK_ALLOW_HOSTS: webhookHosts(options.webhookPorts),
      ...options.settings,
    },
    isReady: isReadyAt(url),
  });
  const end = async () => {
    await program.end();
    if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
  };
  await program.start().catch(async (error: unknown) => {
    await end();
    throw error;
  });
  return {
    url,
    issuer: `http://127.0.0.1:${issuerPort}`,
    folder,
    output: () => program.output(),
    kill: (signal) => program.kill(signal),
    restart: (isSo) => program.start(isSo),
    caughtUp: () => untilCaughtUp(url),
    [Symbol.asyncDispose]: end,
  };
}

export const webhookHosts = (ports: readonly number[] = []): string => ports.map((port) => `127.0.0.1:${port}`).join(',');

async function untilCaughtUp(url: string): Promise<void> {
  const deadline = performance.now() + CAUGHT_UP_MS;
  for (;;) {
    const checks = (await readinessOf(url))?.checks.filter(({ detail }) => detail.atHead !== undefined) ?? [];
    if (checks.length > 0 && checks.every(({ detail }) => detail.atHead)) return;
    if (performance.now() > deadline) throw new Error(`the projections did not reach the end of the log within ${CAUGHT_UP_MS} ms`);
    await sleep(50);
  }
}
