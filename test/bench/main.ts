// `npm run bench -- <name…>`: runs benches one after the other, each in a process of its own; without a name it lists them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const benches: Readonly<Record<string, string>> = {
  append: 'the embedded log against bare node:sqlite, 40 s',
  seal: 'sealing and digests against bare node:crypto, 10 s',
  moving: 'export and import of a whole log, 2 min',
  distributed: 'relay, projection, appends and alerts over the engines (npm run engines), up to 6 min',
};

const usage = ['npm run bench -- <name…>', ...Object.entries(benches).map(([name, what]) => `  ${name.padEnd(12)} ${what}`)].join('\n');

/** Resolves to the first exit code that is not 0. */
async function runAll(names: readonly string[]): Promise<number> {
  for (const name of names) {
    const child = spawn(process.execPath, ['--conditions=amana-source', join(import.meta.dirname, `${name}.bench.ts`)], { stdio: 'inherit' });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) return code ?? 1;
  }
  return 0;
}

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in benches));
if (names.length === 0 || unknown.length > 0) console.log([...unknown.map((name) => `there is no bench ${name}`), usage].join('\n'));
process.exitCode = unknown.length > 0 ? 1 : await runAll(names);
