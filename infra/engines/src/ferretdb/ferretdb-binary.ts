import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildOnce } from '../process/build-once.ts';
import { engineFolder, sourcesOf } from '../process/places.ts';
import { requireTools } from '../process/required-tool.ts';
import { runTool } from '../process/run-tool.ts';

const folder = engineFolder('ferretdb', 'bin');
const source = sourcesOf('ferretdb');
const binary = join(folder, 'ferretdb');

// No PostgreSQL backend; and nothing of C, so that no compiler for it is needed.
const TAGS = 'ferretdb_no_postgresql,netgo,osusergo';

const module = ['go.mod', 'go.sum', 'main.go'];
const PATCH = join('patches', 'sqlite.patch');

/**
 * The path of the FerretDB program, built by Go where that has not been done: its published module with our patch, which says why.
 * Throws SetupFailure when there is no Go that does.
 */
export async function ferretDbBinary(report: (line: string) => void): Promise<string> {
  await buildOnce({
    folder,
    files: [...module, PATCH].map((name) => join(source, name)),
    build: async (into) => {
      await requireTools(['go', 'git'], { engine: 'FerretDB' });
      await inScratch((scratch) => buildPatched(scratch, { into, report }));
    },
  });
  return binary;
}

/** Go takes changed sources of others only from a vendor folder. Outside of this repository, in which git would look for the files to patch. */
async function buildPatched(scratch: string, { into, report }: { into: string; report: (line: string) => void }): Promise<void> {
  for (const name of module) copyFileSync(join(source, name), join(scratch, name));
  const go = (...args: string[]) => runTool({ command: 'go', args, folder: scratch, what: `FerretDB: go ${args.slice(0, 2).join(' ')}`, report });
  await go('mod', 'vendor');
  const patched = join(scratch, 'vendor', 'github.com', 'FerretDB', 'FerretDB');
  await runTool({ command: 'git', args: ['apply', join(source, PATCH)], folder: patched, what: 'FerretDB: git apply', report });
  await go('build', '-mod=vendor', '-buildvcs=false', '-trimpath', '-tags', TAGS, '-o', join(into, 'ferretdb'), '.');
}

async function inScratch(work: (scratch: string) => Promise<void>): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'amana-ferretdb-'));
  try {
    await work(scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
