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

/** The path of the FerretDB program, built by Go where that has not been done. Throws SetupFailure when there is no Go that does. */
export async function ferretDbBinary(report: (line: string) => void): Promise<string> {
  await buildOnce({
    folder,
    files: ['go.mod', 'go.sum', 'main.go'].map((name) => join(source, name)),
    build: async (into) => {
      await requireTools(['go'], { engine: 'FerretDB' });
      const args = ['build', '-mod=readonly', '-buildvcs=false', '-trimpath', '-tags', TAGS, '-o', join(into, 'ferretdb'), '.'];
      await runTool({ command: 'go', args, folder: source, what: 'FerretDB: go build', report });
    },
  });
  return binary;
}
