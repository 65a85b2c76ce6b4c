import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, globSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '../../testing/free-ports.ts';

const START_MS = 20_000;
const END_MS = 5_000;

export type Postgres = { readonly url: string; readonly version: string; close(): Promise<void> };

/** A PostgreSQL of this machine with its own settings, in a scratch folder and on a free port; a string says why there is none. */
export async function startPostgres(): Promise<Postgres | string> {
  const bin = binFolder();
  if (bin === undefined) return 'no PostgreSQL was found on this machine (initdb, postgres)';
  const folder = mkdtempSync(join(tmpdir(), 'amana-bench-pg-'));
  try {
    return await start(bin, folder);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    return `PostgreSQL does not start: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`;
  }
}

function binFolder(): string | undefined {
  const found = spawnSync('which', ['initdb'], { encoding: 'utf8' }).stdout?.trim() ?? '';
  const folders = [...(found === '' ? [] : [dirname(realpathSync(found))]), ...globSync('/usr/lib/postgresql/*/bin').toSorted().toReversed()];
  return folders.find((each) => ['initdb', 'postgres'].every((name) => existsSync(join(each, name))));
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package has made. The program to start, and what stands before its arguments. */
function programOf(bin: string, folder: string): [program: string, before: string[]] {
  if (process.getuid?.() !== 0) return [bin, []];
  const [uid, gid] = ['-u', '-g'].map((which) => Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' })));
  chownSync(folder, uid ?? 0, gid ?? 0);
  return ['setpriv', [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', bin]];
}

async function start(bin: string, folder: string): Promise<Postgres> {
  const data = join(folder, 'data');
  const makeArgs = ['--auth=trust', '--username=bench', '--encoding=UTF8', '--no-sync', `--pgdata=${data}`];
  const [make, before] = programOf(join(bin, 'initdb'), folder);
  execFileSync(make, [...before, ...makeArgs], { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder });
  const [port = 0] = await freePorts(1);
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'log_min_messages=panic'].flatMap((setting) => ['-c', setting]);
  const [run, asUser] = programOf(join(bin, 'postgres'), folder);
  const child = spawn(run, [...asUser, '-D', data, '-p', String(port), ...settings], { cwd: folder, stdio: 'ignore' });
  const endAtOnce = (): boolean => child.kill('SIGINT');
  process.once('exit', endAtOnce); // a bench that fails leaves no server behind
  const close = async (): Promise<void> => {
    const timer = setTimeout(endAtOnce, END_MS);
    if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit'); // when the last session has ended: a client that is cut off throws
    clearTimeout(timer);
    process.off('exit', endAtOnce);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilListening(port, child);
  } catch (error) {
    await close();
    throw error;
  }
  return { url: `postgresql://bench@127.0.0.1:${port}/postgres`, version: execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' }).trim(), close };
}

async function untilListening(port: number, child: ReturnType<typeof spawn>): Promise<void> {
  for (const began = performance.now(); performance.now() - began < START_MS; await sleep(100)) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    const socket = connect(port, '127.0.0.1');
    const heard = await Promise.race([once(socket, 'connect').then(() => true), once(socket, 'close').then(() => false)]).catch(() => false);
    socket.destroy();
    if (heard) return;
  }
  throw new Error(`it does not listen after ${START_MS / 1_000} s`);
}
