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
  growth: 'a million events and a hundred thousand cases beside a tenth of them, 6 min',
  peers: 'the log against Emmett and PostgreSQL, installed with npm into var, up to 5 min',
  distributed: 'relay, projection, appends and alerts over the engines (npm run engines), up to 6 min',
};
/** They need the engines, or the network. */
const ONLY_BY_NAME = ['distributed', 'peers'];

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
else if (names.length === 0) console.log(`what needs engines or the network is left out: npm run bench -- ${ONLY_BY_NAME.join(' ')}`);
const chosen = names.length > 0 ? names : Object.keys(benches).filter((name) => !ONLY_BY_NAME.includes(name));
process.exitCode = unknown.length > 0 ? 1 : await runAll(chosen);
