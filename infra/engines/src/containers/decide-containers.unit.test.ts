import { expect, test } from '@jest/globals';
import { mayHaveRuntime, unnamedEngines, wantEngines, type Machine } from './decide-containers.ts';

const bare: Machine = { env: {}, platform: 'linux', home: '/home/a', uid: 1000, exists: () => false };
const withFile = (file: string): Machine => ({ ...bare, env: { XDG_RUNTIME_DIR: '/run/x' }, exists: (path) => path === file });

test('a machine without a trace of a container runtime is not asked for one', () => {
  expect(mayHaveRuntime(bare)).toBe(false);
  expect(mayHaveRuntime({ ...bare, env: { DOCKER_HOST: '', XDG_RUNTIME_DIR: '' } })).toBe(false);
  expect(mayHaveRuntime(withFile('/docker.sock'))).toBe(false);
});

test.each([
  '/var/run/docker.sock',
  '/run/x/docker.sock',
  '/run/user/1000/docker.sock',
  '/home/a/.docker/run/docker.sock',
  '/home/a/.docker/desktop/docker.sock',
  '/home/a/.testcontainers.properties',
])('a machine with %s may have a runtime', (path) => {
  expect(mayHaveRuntime(withFile(path))).toBe(true);
});

test('a machine that names its runtime, or is a Windows, is asked', () => {
  expect(mayHaveRuntime({ ...bare, env: { DOCKER_HOST: 'tcp://10.0.0.1:2375' } })).toBe(true);
  expect(mayHaveRuntime({ ...bare, platform: 'win32' })).toBe(true);
});

test('an engine that a variable names is left alone', () => {
  expect(unnamedEngines({})).toEqual(['eventstore', 'mongodb', 'kafka']);
  expect(unnamedEngines({ AMANA_TEST_MONGODB_URL: 'mongodb://a/', AMANA_TEST_KAFKA_BROKERS: '' })).toEqual(['eventstore', 'kafka']);
});

const tests = [
  { path: '/repo/packages/app/src/a.int.test.ts', text: `describe('a', () => {})` },
  { path: '/repo/packages/store-distributed/src/kafka/b.contract.test.ts', text: `describeWithEngine('kafka', 'b', (brokers) => {})` },
  { path: '/repo/test/e2e/c.e2e.test.ts', text: `const { AMANA_TEST_KAFKA_BROKERS } = process.env;` },
];

test('engines are wanted when a test of the run names one, and not for the others', () => {
  expect(wantEngines(tests, [])).toBe(true);
  expect(wantEngines(tests, ['packages/app'])).toBe(false);
  expect(wantEngines(tests, ['packages/app', 'STORE-distributed'])).toBe(true);
  expect(wantEngines(tests, ['c.e2e'])).toBe(true);
  expect(wantEngines([], [])).toBe(false);
});
