import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Settings of a process whose disk is slow; undefined where there is no C compiler to make it so, or no Linux. */
export function slowDisk(folder: string): Readonly<Record<string, string>> | undefined {
  const library = join(folder, 'slow-fsync.so');
  const made = spawnSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, join(import.meta.dirname, 'slow-fsync.c'), '-ldl']);
  return process.platform === 'linux' && made.status === 0 ? { LD_PRELOAD: library } : undefined;
}
