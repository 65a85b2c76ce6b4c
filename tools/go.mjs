// `node tools/go.mjs <node arguments>`: bring the checkout up to date, then run Node with those arguments.
// Runs on any Node >= 18 and needs nothing installed. Installs with the pnpm of `packageManager` (through npx) when the
// lockfile changed since last time; fetches the pinned Node from the registry only when the machine's own is too old.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BASELINE = [24, 12];
const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...path) => join(root, ...path);
const windows = process.platform === 'win32';
const [major, minor] = process.versions.node.split('.').map(Number);
const modern = major > BASELINE[0] || (major === BASELINE[0] && minor >= BASELINE[1]);

function fail(message, code) {
  console.error(message);
  process.exit(code || 1);
}

function installKey() {
  const hash = createHash('sha256');
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json']) hash.update(readFileSync(at(file)));
  return [hash.digest('hex'), process.platform, process.arch, modern ? 'own' : 'pinned'].join(' ');
}

function installWhenChanged() {
  const stamp = at('node_modules', '.installed');
  const key = installKey();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return;
  const { packageManager } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
  const args = ['--yes', packageManager, 'install', '--frozen-lockfile', ...(modern ? ['--filter=!@amana/runtime'] : [])];
  console.error(`> npx ${args.join(' ')}   (Node ${process.versions.node}${modern ? '' : ' is too old: the pinned one comes along'})`);
  const env = {
    ...process.env,
    CI: 'true',
    npm_config_loglevel: 'error',
    npm_config_update_notifier: 'false',
    pnpm_config_minimum_release_age: '0', // the lockfile pins every tarball by hash; this check would fetch all metadata again (84 s against 5 s)
  };
  const done = spawnSync('npx', args, { cwd: root, stdio: ['ignore', 2, 2], shell: windows, env });
  if (done.status !== 0) fail(`install failed: ${done.error?.message ?? `exit ${String(done.status ?? done.signal)}`}`, done.status);
  writeFileSync(stamp, key);
}

installWhenChanged();
const pinned = at('tools', 'runtime', 'node_modules', '.bin', windows ? 'node.exe' : 'node');
const node = modern ? process.execPath : pinned;
if (!existsSync(node)) fail(`no pinned Node for ${process.platform}-${process.arch}: install Node >= ${BASELINE.join('.')}`);

const env = { ...process.env, PATH: [dirname(node), at('node_modules', '.bin'), process.env.PATH].join(delimiter) };
const child = spawn(node, process.argv.slice(2), { cwd: root, stdio: 'inherit', env });
// A terminal's Ctrl-C reaches the child by itself; passing it on too would make one Ctrl-C look like two (the second one kills).
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + constants.signals[signal];
});
