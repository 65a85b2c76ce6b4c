// `npm run bench`: every bench that this machine can run, one after the other, each in a process of its own, and a summary of what has a
// target. `npm run bench -- <name…>`: only these. A target that is missed is shown and no failure: that may be the machine. A bench that
// fails, or hangs, is one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Row } from './table.ts';

const benches: Readonly<Record<string, string>> = {
  append: 'the embedded log against bare node:sqlite, 1 min',
  seal: 'sealing and digests against bare node:crypto, 10 s',
  commands: 'commands over HTTP against the same server without a store, 4 min',
  moving: 'export and import of a whole log, 2 min',
  distributed: 'relay, projection, appends and alerts over the engines (npm run engines), up to 6 min',
};
const NEEDS_ENGINES = ['distributed'];

const usage = ['npm run bench -- <name…>', ...Object.entries(benches).map(([name, what]) => `  ${name.padEnd(12)} ${what}`)].join('\n');

type Ended = { readonly code: number; readonly rows: readonly Row[] };

async function run(name: string): Promise<Ended> {
  const args = ['--conditions=amana-source', join(import.meta.dirname, `${name}.bench.ts`)];
  const child = spawn(process.execPath, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  const rows: Row[] = [];
  child.on('message', (said) => rows.push(...(said as Row[])));
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code: code ?? 1, rows };
}

async function runAll(names: readonly string[]): Promise<number> {
  const ended = new Map<string, Ended>();
  for (const name of names) {
    console.log(`\n> ${name}: ${benches[name] ?? ''}`);
    ended.set(name, await run(name));
  }
  console.log('\nWhat has a target:');
  console.table([...ended].flatMap(([bench, { rows }]) => rows.map((row) => ({ bench, ...row }))));
  const failed = [...ended].filter(([, { code }]) => code !== 0).map(([name]) => name);
  if (failed.length > 0) console.error(`did not end well: ${failed.join(', ')}`);
  return failed.length > 0 ? 1 : 0;
}

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in benches));
if (unknown.length > 0) console.error([...unknown.map((name) => `there is no bench ${name}`), usage].join('\n'));
else if (names.length === 0) console.log(`without the engines; beside these: npm run bench -- ${NEEDS_ENGINES.join(' ')}`);
const chosen = names.length > 0 ? names : Object.keys(benches).filter((name) => !NEEDS_ENGINES.includes(name));
process.exitCode = unknown.length > 0 ? 1 : await runAll(chosen);
