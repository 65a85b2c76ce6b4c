import { spawnSync } from 'node:child_process';
import { it } from '@jest/globals';

/** Tried once, as it is used: a tool may be there and may yet not look into other processes. */
const tried = {
  prlimit: ['--version'],
  strace: ['-o', '/dev/null', '-e', 'inject=fsync:error=EIO:when=1', 'true'],
} as const;

/** A test that needs a tool of Linux: left out where this machine has not, with one loud line that says what was not tested. */
export function itWithTool(tool: keyof typeof tried, title: string, { test, timeoutMs }: { test: () => Promise<void>; timeoutMs: number }): void {
  const isThere = spawnSync(tool, tried[tool]).status === 0;
  // Not by the console: jest keeps what a file says there to itself when all its tests are left out.
  if (!isThere) process.stderr.write(`NOT TESTED (there is no ${tool} on this machine, or it may not be used): ${title}\n`);
  (isThere ? it : it.skip)(title, test, timeoutMs);
}
