// What `npm test` runs: types, lint, tests. Arguments go to jest, and then only jest runs.
import { spawnSync } from 'node:child_process';

const jestArguments = process.argv.slice(2);
const jest = [process.execPath, '--disable-warning=ExperimentalWarning', '--experimental-vm-modules', 'node_modules/jest/bin/jest.js', ...jestArguments];
const steps = jestArguments.length > 0 ? [jest] : [['tsc', '-p', 'tsconfig.json'], ['oxlint', '--quiet'], jest];

for (const [command, ...args] of steps) {
  const started = Date.now();
  const done = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  const name = command === process.execPath ? 'jest' : command;
  console.error(`> ${name} ${done.status === 0 ? 'ok' : 'FAILED'} ${String(Date.now() - started)} ms`);
  if (done.status !== 0) process.exit(done.status || 1);
}
