import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type BuildOnce = {
  /** Where the result stands. */
  readonly folder: string;
  /** What the result is made from: when one of them changes, it is made again. */
  readonly files: readonly string[];
  /** Fills an empty folder. */
  readonly build: (into: string) => Promise<void>;
};

/**
 * Makes something that takes the network or long, once. Whole or not at all: a build that was interrupted leaves nothing that the
 * next start would take for the result. Two at once do the work twice, and both end with a whole result.
 */
export async function buildOnce({ folder, files, build }: BuildOnce): Promise<void> {
  const key = keyOf(files);
  if (isBuilt(folder, key)) return;
  mkdirSync(dirname(folder), { recursive: true });
  const fresh = mkdtempSync(`${folder}.`);
  try {
    await build(fresh);
    writeFileSync(join(fresh, '.key'), key);
    if (isBuilt(folder, key)) return; // somebody else was faster, and may be running it by now
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function keyOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return `${hash.digest('hex')} ${process.platform} ${process.arch}`;
}

const isBuilt = (folder: string, key: string): boolean =>
  existsSync(join(folder, '.key')) && readFileSync(join(folder, '.key'), 'utf8') === key;
