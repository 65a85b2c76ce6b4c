import { join } from 'node:path';
import { buildOnce } from '../process/build-once.ts';
import { engineFolder, sourcesOf } from '../process/places.ts';
import { requireTools } from '../process/required-tool.ts';
import { runTool } from '../process/run-tool.ts';

const folder = engineFolder('kafka', 'libs');
const pom = join(sourcesOf('kafka'), 'pom.xml');

/**
 * The folder of Kafka's jars, fetched by Maven where that has not been done. Throws SetupFailure when the machine has no Java that
 * runs them, or no Maven that fetches them. `report` takes a line of progress now and then.
 */
export async function kafkaLibraries(report: (line: string) => void): Promise<string> {
  await buildOnce({
    folder,
    files: [pom],
    build: async (into) => {
      await requireTools(['java', 'mvn'], { engine: 'Kafka' });
      const args = ['-B', '-f', pom, 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${into}`];
      await runTool({ command: 'mvn', args, folder: into, what: 'Kafka: jars (45 MB) / bibliothèques (45 Mo), Maven', report });
    },
  });
  await requireTools(['java'], { engine: 'Kafka' });
  return folder;
}
