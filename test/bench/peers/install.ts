import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export type Packages = {
  /** With their exact versions; the first one is what is wanted. */
  readonly versions: Readonly<Record<string, string>>;
  /** Where they ask for versions of each other that were never published: they get none but those above. */
  readonly ignoresPeers: boolean;
};

export type Installed = { readonly require: NodeJS.Require } | { readonly missing: string };

/**
 * Packages that no part of the project needs, in a folder of their own outside the workspace, and kept for the next run. A peer that does
 * not install within its time is missing, with the reason; nothing is left running.
 */
export async function install(folder: string, packages: Packages, ms: number): Promise<Installed> {
  const [first = ''] = Object.keys(packages.versions);
  const done = join(folder, 'installed');
  if (!existsSync(done)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: packages.versions }));
    const missing = await npmInstall(folder, packages.ignoresPeers ? ['--legacy-peer-deps'] : [], ms);
    if (missing !== undefined) return { missing };
  }
  const require = createRequire(join(folder, 'package.json'));
  try {
    require(first);
  } catch (error) {
    return { missing: `${first} does not load: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}` };
  }
  writeFileSync(done, '');
  return { require };
}

/** Undefined where all went well. */
async function npmInstall(folder: string, options: readonly string[], ms: number): Promise<string | undefined> {
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error', ...options];
  const child = spawn('npm', args, { cwd: folder, detached: true, stdio: 'ignore' }); // a group of its own: a compiler it starts ends with it
  const timer = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'), ms);
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    if (signal !== null) return `npm install took longer than ${Math.round(ms / 1_000)} s`;
    return code === 0 ? undefined : `npm install ended with ${code ?? ''}`;
  } catch (error) {
    return `npm does not start: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    clearTimeout(timer);
  }
}
