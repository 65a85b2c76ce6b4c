import { spawnSync } from 'node:child_process';
import { it } from '@jest/globals';

/** Tried as it is used: a tool may be there and may yet not look into a process that it has not started. */
const tried = {
  caddy: 'caddy version',
  openssl: 'openssl version',
  prlimit: 'prlimit --version',
  strace: 'sleep 0.2 & exec strace -o /dev/null -e inject=fsync:error=EIO:when=1 -p $!',
} as const;

/** A test that needs a tool which not every machine has: left out where this machine has it not, with one loud line that says what was not tested. */
export function itWithTool(tool: keyof typeof tried, title: string, { test, timeoutMs }: { test: () => Promise<void>; timeoutMs: number }): void {
  const isOfUse = spawnSync('sh', ['-c', tried[tool]]).status === 0;
  // Not by the console: jest keeps what a file says there to itself when all its tests are left out.
  if (!isOfUse) process.stderr.write(`NOT TESTED (this machine has no ${tool}, or lets nobody use it on other processes): ${title}\n`);
  (isOfUse ? it : it.skip)(title, test, timeoutMs);
}
