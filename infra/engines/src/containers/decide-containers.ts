import { join } from 'node:path';
import { engineNames, engineVariables, type EngineName } from '../engine-variables.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export type Machine = {
  readonly env: Environment;
  readonly platform: string;
  readonly home: string;
  readonly uid: number;
  readonly exists: (path: string) => boolean;
};

/**
 * Whether it pays to ask for a container runtime: a third of a second to load its client. These are the places where testcontainers
 * looks; where none of them exists, it finds nothing.
 */
export function mayHaveRuntime({ env, platform, home, uid, exists }: Machine): boolean {
  const isNamed = (env['DOCKER_HOST'] ?? '') !== '';
  const runtimeFolder = env['XDG_RUNTIME_DIR'] ?? '';
  const traces = [
    '/var/run/docker.sock',
    ...(runtimeFolder === '' ? [] : [join(runtimeFolder, 'docker.sock')]),
    join('/run/user', String(uid), 'docker.sock'),
    join(home, '.docker/run/docker.sock'),
    join(home, '.docker/desktop/docker.sock'),
    join(home, '.testcontainers.properties'),
  ];
  return isNamed || platform === 'win32' || traces.some(exists);
}

/** The engines that no variable names: what is set is left alone. */
export const unnamedEngines = (env: Environment): readonly EngineName[] =>
  engineNames.filter((name) => (env[engineVariables[name]] ?? '') === '');

export type TestFile = { readonly path: string; readonly text: string };

/** Whether the tests to be run hold one that wants an engine. `patterns` are jest's; without any, all tests run. */
export function wantEngines(tests: readonly TestFile[], patterns: readonly string[]): boolean {
  const chosen = patterns.length === 0 ? tests : tests.filter(({ path }) => patterns.some((pattern) => new RegExp(pattern, 'i').test(path)));
  return chosen.some(({ text }) => /\bdescribeWithEngine\(|\bAMANA_TEST_(EVENTSTORE|MONGODB|KAFKA)_/.test(text));
}
