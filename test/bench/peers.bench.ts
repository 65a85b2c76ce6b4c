// The embedded log beside others that do the same, at most five minutes: npm run bench -- peers
// Emmett on SQLite and on PostgreSQL, and bare inserts into PostgreSQL: one event for each call, the same event, in short slices that take
// turns. The peers are installed with npm into var/bench-peers, PostgreSQL is that of the machine; what is not there is left out, and said.
// They do more than bare rows: a table of streams, types of their own. With fifty callers on one connection emmett-sqlite lets overlapping
// calls share a transaction, and a call may return before its COMMIT: its rate is shown, and no ratio to it has a target.
// All of them and the callers share the cores of this machine, and PostgreSQL has processes of its own.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { alternate, type Figures, type Slice } from './alternate.ts';
import { openDiskProbe } from './disk-probe.ts';
import { hardStop } from './hard-stop.ts';
import { install, type Installed } from './peers/install.ts';
import { callersOf, type Callers, type Peer } from './peers/peer.ts';
import { startPostgres } from './peers/postgres.ts';
import { openEmmettPostgresql, openEmmettSqlite, openOurs, openRawPostgres } from './peers/stores.ts';
import { during } from './rate.ts';
import { someEvent as event } from './some-event.ts';
import { rowOf, show, whole } from './table.ts';

const HARD_STOP_MS = 7 * 60_000;
const INSTALL_MS = { sqlite: 180_000, postgresql: 40_000 }; // sqlite3 is compiled where its binary cannot be had
const LIMITS = { rounds: 7, budgetMs: 60_000 };
const SLICE_MS = 600;
const CALLERS = 50;
/** Below, the disk hides what the stores cost, and one call after the other measures the disk. */
const FAST_DISK = 4_000;

const emmett = { '@event-driven-io/emmett': '0.42.0' };
const packages = {
  // uuid and async-retry are imported by it and not declared
  sqlite: { versions: { '@event-driven-io/emmett-sqlite': '0.42.4', ...emmett, sqlite3: '5.1.7', uuid: '10.0.0', 'async-retry': '1.3.3' }, ignoresPeers: true },
  postgresql: { versions: { '@event-driven-io/emmett-postgresql': '0.42.0', ...emmett, pg: '8.23.1' }, ignoresPeers: false },
};

const folder = mkdtempSync(join(tmpdir(), 'amana-bench-'));
const peersFolder = join(import.meta.dirname, '../../var/bench-peers');
const opened: Pick<Peer, 'close'>[] = [];

type Case = { readonly name: string; readonly callers: 1 | typeof CALLERS; readonly peer: Peer };

const keep = <P extends Pick<Peer, 'close'>>(peer: P): P => {
  opened.push(peer);
  return peer;
};

const leftOut = (what: string, why: string): void => console.log(`${what}: not measured, ${why}`);

const both = (name: string, peer: Peer): Case[] => [
  { name, callers: 1, peer },
  { name, callers: CALLERS, peer },
];

function sqliteCases(installed: Installed): Case[] {
  if ('missing' in installed) {
    leftOut('emmett-sqlite', installed.missing);
    return [];
  }
  return both('emmett-sqlite', keep(openEmmettSqlite(installed.require, join(folder, 'emmett.db'), event)));
}

async function postgresqlCases(installed: Installed): Promise<Case[]> {
  const postgres = await startPostgres();
  if (typeof postgres === 'string' || 'missing' in installed) {
    leftOut('emmett-postgresql and bare PostgreSQL', typeof postgres === 'string' ? postgres : 'missing' in installed ? installed.missing : '');
    if (typeof postgres !== 'string') await postgres.close();
    return [];
  }
  keep(postgres);
  console.log(postgres.version);
  const { require } = installed;
  const raw = async (connections: number): Promise<Peer> => keep(await openRawPostgres(require, postgres.url, { event, connections }));
  return [
    { name: 'bare PostgreSQL', callers: 1, peer: await raw(1) },
    { name: 'bare PostgreSQL', callers: CALLERS, peer: await raw(10) },
    ...both('emmett-postgresql', keep(openEmmettPostgresql(require, postgres.url, event))),
  ];
}

const nameOf = ({ name, callers }: Pick<Case, 'name' | 'callers'>): string => `${name}, ${callers === 1 ? 'one call after the other' : `${callers} callers`}`;

const ratios: readonly { readonly of: string; readonly callers: Case['callers']; readonly target: number }[] = [
  { of: 'emmett-sqlite', callers: 1, target: 2.5 },
  { of: 'emmett-postgresql', callers: 1, target: 2.5 },
  { of: 'emmett-postgresql', callers: CALLERS, target: 4 },
  { of: 'bare PostgreSQL', callers: CALLERS, target: 1.5 },
];

async function benchPeers(cases: readonly Case[]): Promise<number> {
  const probe = openDiskProbe(folder);
  const callers = new Map<string, Callers>(cases.map((each) => [nameOf(each), callersOf(each.peer, { callers: each.callers, ms: SLICE_MS })]));
  const slices = Object.fromEntries([...callers].map(([name, { slice }]): [string, Slice] => [name, slice]));
  const f: Readonly<Record<string, Figures>> = await alternate({ F: during(300, probe.work), ...slices }, LIMITS);
  probe.close();
  const of = (name: string) => [name, f[name] as Figures] as const;
  const isFast = of('F')[1].median >= FAST_DISK;
  if (!isFast) console.log(`F is ${whole(of('F')[1].median)}/s, under ${whole(FAST_DISK)}: one call after the other has no target here, the disk hides what the stores cost`);
  const compared = ratios.filter((ratio) => nameOf({ name: ratio.of, callers: ratio.callers }) in f);
  show(`Appends of one event a call; rounds: ${of('F')[1].rounds}; load ${(loadavg()[0] ?? 0).toFixed(1)}`, [
    rowOf({ name: 'F', figures: of('F')[1] }),
    ...cases.map((each) => rowOf({ name: nameOf(each), figures: of(nameOf(each))[1], of: of('F') })),
    ...compared.map((ratio) => {
      const [ours, theirs] = [nameOf({ name: 'Amana', callers: ratio.callers }), nameOf({ name: ratio.of, callers: ratio.callers })];
      const hasTarget = isFast || ratio.callers !== 1;
      return rowOf({ name: ours, figures: of(ours)[1], of: of(theirs), ...(hasTarget ? { target: ratio.target } : {}) });
    }),
  ]);
  for (const [name, each] of callers) if (each.errors() > 0) console.log(`${name}: ${each.errors()} errors, the last one: ${each.lastError()}`);
  const ours = [...callers].filter(([name]) => name.startsWith('Amana')).reduce((sum, [, each]) => sum + each.errors(), 0);
  console.log(`errors of ours: ${ours}`);
  return ours;
}

hardStop(HARD_STOP_MS);
try {
  console.log(`${cpus()[0]?.model ?? 'unknown'} x ${cpus().length}, Node ${process.versions.node}, SQLite ${process.versions['sqlite'] ?? ''}`);
  mkdirSync(peersFolder, { recursive: true });
  const sqlite = sqliteCases(await install(join(peersFolder, 'emmett-sqlite'), packages.sqlite, INSTALL_MS.sqlite));
  const postgresql = await postgresqlCases(await install(join(peersFolder, 'emmett-postgresql'), packages.postgresql, INSTALL_MS.postgresql));
  const ours = both('Amana', keep(openOurs(join(folder, 'ours.db'), event)));
  const errors = await benchPeers([...ours, ...sqlite, ...postgresql]);
  if (errors > 0) process.exitCode = 1;
} finally {
  for (const each of opened.toReversed()) await each.close();
  rmSync(folder, { recursive: true, force: true });
}
