import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Control } from './control.ts';

const root = new URL('../..', import.meta.url).pathname;
const leftOut = new Set(['node_modules', 'var', '.git']);

/** `broken`: no test has failed, the edit cannot even be loaded; that shows nothing of a test. */
export type TestRun = { readonly end: 'passed' | 'failed' | 'broken'; readonly output: string };

export type TestsToRun = { readonly tests: readonly string[]; readonly only?: string | undefined; readonly mostMs: number };

export type Scratch = {
  /** Runs these tests as they stand in the copy. One that runs without end has failed. */
  test(wanted: TestsToRun): Promise<TestRun>;
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
  const options = ['--runInBand', '--bail=1', '--silent', '--forceExit', '--testTimeout=10000'];

  return {
    test: async ({ tests, only, mostMs }) => {
      const named = only === undefined ? [] : [`--testNamePattern=${only}`];
      const levels = [...new Set(tests.map((path) => path.split('.').at(-3) ?? ''))]; // to look at all of them takes twice as long
      const child = spawn(process.execPath, [...jest, ...options, ...named, '--selectProjects', ...levels, '--runTestsByPath', ...tests.map((path) => join(folder, path))], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: mostMs,
        killSignal: 'SIGKILL',
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
      const [code] = (await once(child, 'close')) as [number | null];
      if (code === 0) return { end: 'passed', output };
      return { end: /Test suite failed to run|ReferenceError: \w+ is not defined/.test(output) ? 'broken' : 'failed', output };
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
