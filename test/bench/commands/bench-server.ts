import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Behind } from './stores.ts';

export type BenchServer = { readonly url: string; readonly issuer: string; end(): Promise<void> };

/** `env`: all that the process has of variables. */
export async function startBenchServer(folder: string, store: Behind, { env = {} }: { env?: Readonly<Record<string, string>> } = {}): Promise<BenchServer> {
  const args = ['--conditions=amana-source', join(import.meta.dirname, 'server.ts'), folder, store];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const said = await Promise.race([addressesIn(child.stdout), once(child, 'exit').then(() => Promise.reject(new Error(`the server over ${store} did not start`)))]);
  child.stdout.resume(); // nobody reads what it says from now on
  return {
    ...said,
    end: async () => {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** Among lines of its log, which tell of a key that was made. */
async function addressesIn(output: Readable): Promise<Pick<BenchServer, 'url' | 'issuer'>> {
  for await (const line of createInterface(output)) {
    const said = JSON.parse(line) as Partial<BenchServer>;
    if (said.url !== undefined && said.issuer !== undefined) return { url: said.url, issuer: said.issuer };
  }
  throw new Error('the server ended without saying where it listens');
}
