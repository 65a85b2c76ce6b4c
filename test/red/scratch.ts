import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Control } from './control.ts';

const root = new URL('../..', import.meta.url).pathname;
const TEST_MS = 180_000;
const leftOut = new Set(['node_modules', 'var', '.git']);

export type TestRun = { readonly failed: boolean; readonly output: string };

export type Scratch = {
  /** Runs these test files as they stand in the copy. */
  test(paths: readonly string[]): Promise<TestRun>;
  /** Takes a defence out, works, and puts it back. */
  without<T>(control: Control, work: () => Promise<T>): Promise<T>;
  remove(): void;
};

/** A copy of the tree in which defences can be taken out: nothing of it is ever the product. Packages are those of the tree itself. */
export function createScratch(): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'amana-red-'));
  // Links between our own packages lead within the copy; those to others lead to the one root folder of packages.
  cpSync(root, folder, { recursive: true, verbatimSymlinks: true, filter: (path) => !leftOut.has(relative(root, path)) });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const jest = ['--disable-warning=ExperimentalWarning', '--experimental-vm-modules', 'node_modules/jest/bin/jest.js'];

  return {
    test: async (paths) => {
      const child = spawn(process.execPath, [...jest, '--runInBand', '--bail=1', '--silent', '--forceExit', '--testTimeout=10000', '--runTestsByPath', ...paths.map((path) => join(folder, path))], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: TEST_MS,
        killSignal: 'SIGKILL',
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
      const [code] = (await once(child, 'close')) as [number | null];
      return { failed: code !== 0, output };
    },
    without: async ({ file, find, put }, work) => {
      const path = join(folder, file);
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, text.replace(find, () => put));
      try {
        return await work();
      } finally {
        writeFileSync(path, text);
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
