// Before the tests that may want an engine: where none is named and a container runtime answers, the real ones are started.
// Without a runtime it costs a look at a few paths; the suites then say themselves what was not tested.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { mayHaveRuntime, unnamedEngines, wantEngines } from '../../infra/engines/src/containers/decide-containers.ts';
import { engineVariables } from '../../infra/engines/src/engine-variables.ts';

const say = (text) => console.error(`> ${text}`);

function testFiles(root) {
  const folders = globSync('{packages,services,infra}/*/src', { cwd: root }).concat('test');
  const paths = folders.flatMap((folder) => globSync('**/*.test.ts', { cwd: join(root, folder) }).map((path) => join(root, folder, path)));
  return paths.map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

export default async function setup({ rootDir, testPathPatterns }) {
  const names = unnamedEngines(process.env);
  const machine = { env: process.env, platform: process.platform, home: homedir(), uid: userInfo().uid, exists: existsSync };
  if (names.length === 0 || !mayHaveRuntime(machine) || !wantEngines(testFiles(rootDir), testPathPatterns.patterns)) return;

  const { hasContainerRuntime, startContainers } = await import('../../infra/engines/src/containers/start-containers.ts');
  if (!(await hasContainerRuntime())) return;
  say(`starting containers: ${names.join(', ')} (the first time their images are fetched) …`);
  try {
    const engines = await startContainers(names);
    globalThis.amanaEngines = engines; // for engines-teardown.mjs
    for (const [name, address] of Object.entries(engines.addresses)) process.env[engineVariables[name]] = address;
    say(`containers ready: ${Object.values(engines.addresses).join(' ')}`);
  } catch (error) {
    say(`the containers did not start, what wants them is left out: ${error.message}`); // AMANA_REQUIRE_ENGINES=1 makes that a failure
  }
}
