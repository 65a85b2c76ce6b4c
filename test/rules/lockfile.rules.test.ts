import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { root } from './package-graph.ts';

const platforms = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64'];
const lockfile = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8');

/** Native packages by family, with the platforms that the lockfile has a tarball for. */
function nativeFamilies(): Map<string, Set<string>> {
  const entries = lockfile.slice(lockfile.indexOf('\npackages:'), lockfile.indexOf('\nsnapshots:')).split(/\n(?= {2}\S)/);
  const families = new Map<string, Set<string>>();
  for (const entry of entries) {
    const name = /^ {2}'?(@?[^@'\s]+)@/.exec(entry)?.[1];
    const os = /os: \[(.*?)\]/.exec(entry)?.[1];
    const cpu = /cpu: \[(.*?)\]/.exec(entry)?.[1];
    if (name === undefined || os === undefined || cpu === undefined) continue;
    const family = name.replace(/[-./](darwin|linux|win32|android|freebsd|netbsd|openbsd|openharmony|sunos|aix|wasm32).*$/, '');
    families.set(family, (families.get(family) ?? new Set()).add(`${os}-${cpu}`));
  }
  return families;
}

describe('lockfile', () => {
  it('covers every platform: written where only some binaries were on offer, it would break the others under --frozen-lockfile', () => {
    const missing = [...nativeFamilies()].flatMap(([family, have]) => platforms.filter((platform) => !have.has(platform)).map((platform) => `${family} ${platform}`));
    expect(nativeFamilies().size).toBeGreaterThan(3);
    expect(missing).toEqual([]);
  });

  it('names no registry: every tarball is fetched from the one that a machine is set up for, and held against its hash', () => {
    expect(lockfile).not.toMatch(/tarball: http/);
  });
});
