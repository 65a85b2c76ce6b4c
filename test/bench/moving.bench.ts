// What moving house costs: the operator's commands on a log of so many events, from files into files and into the protocol server of
// EventStoreDB, about two minutes: npm run bench -- moving, or with another number of persons, of six events each (default 3,400):
//   node --conditions=amana-source test/bench/moving.bench.ts [persons]
// Each figure is one run of a command, its start included. Beside it, for the import: how many commits of one small row SQLite makes here in a second.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startProtocolServer } from '@amana/engines/eventstore';
import { startAmana } from '../testing/amana-command.ts';
import { logOf } from '../testing/log-of.ts';
import { bringKek, furnish } from '../testing/moving-house.ts';

const persons = Number(process.argv[2] ?? 3_400);
const folder = mkdtempSync(join(tmpdir(), 'amana-bench-'));
const at = (...names: string[]) => join(folder, ...names);
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Commits in a second, in a file set up as the log is. */
function commitsPerSecond(): number {
  const db = new DatabaseSync(at('probe.db'));
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (text TEXT)');
  const insert = db.prepare('INSERT INTO rows VALUES (?)');
  const began = performance.now();
  let commits = 0;
  for (; performance.now() - began < 2_000; commits++) insert.run('x'.repeat(1_000));
  db.close();
  return commits / 2;
}

async function timed(what: string, args: string[], env: Record<string, string>): Promise<void> {
  const began = performance.now();
  const { child, ended } = startAmana(args, env);
  const { code, err } = await ended;
  if (code !== 0) throw new Error(`${what} ended with ${code} (process ${child.pid}):\n${err}`);
  const seconds = (performance.now() - began) / 1_000;
  say(`  ${what.padEnd(34)} ${seconds.toFixed(1).padStart(6)} s  ${Math.round(events / seconds).toLocaleString('en').padStart(8)} events/s`);
}

const node = await startProtocolServer();
let events = 0;
try {
  await furnish(at('source'), persons);
  const log = await logOf(at('source'));
  events = log.length;
  const appends = new Set(log.map(({ metadata }) => metadata['commandId'])).size;
  const engines = { AMANA_MODE: 'distributed', AMANA_EVENTSTORE_URL: node.url, AMANA_MONGODB_URL: 'mongodb://127.0.0.1:1/none', AMANA_KAFKA_BROKERS: '127.0.0.1:1', AMANA_DATA: at('engines') };
  for (const name of ['target', 'engines']) bringKek(at('source'), at(name));
  say(`${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, Node ${process.versions.node}; ${Math.round(commitsPerSecond()).toLocaleString('en')} commits/s`);
  say(`${events.toLocaleString('en')} events in ${appends.toLocaleString('en')} appends, ${(statSync(at('source', 'data', 'log.db')).size / 1e6).toFixed(0)} MB`);
  await timed('export from files', ['export', at('export')], { AMANA_DATA: at('source') });
  await timed('import into files', ['import', at('export')], { AMANA_DATA: at('target') });
  await timed('import into the protocol server', ['import', at('export')], engines);
  await timed('export from the protocol server', ['export', at('again')], engines);
} finally {
  node.kill();
  rmSync(folder, { recursive: true });
}
