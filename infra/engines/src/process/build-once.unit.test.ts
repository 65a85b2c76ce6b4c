import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { scratchFolder } from '../testing/scratch-folder.ts';
import { buildOnce } from './build-once.ts';

const root = scratchFolder();
const manifest = join(root, 'manifest');

/** Builds into `folder`, and counts. */
function builder(folder: string) {
  const state = { builds: 0 };
  const build = async (into: string): Promise<void> => {
    state.builds += 1;
    writeFileSync(join(into, 'result'), readFileSync(manifest));
  };
  return { state, run: () => buildOnce({ folder, files: [manifest], build }) };
}

test('a second time nothing is built, until what it is made from changes', async () => {
  const folder = join(root, 'once');
  const { state, run } = builder(folder);
  writeFileSync(manifest, 'one');
  await run();
  await run();
  expect(state.builds).toBe(1);
  writeFileSync(manifest, 'two');
  await run();
  expect(state.builds).toBe(2);
  expect(readFileSync(join(folder, 'result'), 'utf8')).toBe('two');
});

test('a build that fails leaves what was there, and nothing beside it', async () => {
  const folder = join(root, 'fails');
  const { run } = builder(folder);
  writeFileSync(manifest, 'one');
  await run();
  writeFileSync(manifest, 'two');
  await expect(buildOnce({ folder, files: [manifest], build: async () => Promise.reject(new Error('no network')) })).rejects.toThrow('no network');
  expect(readFileSync(join(folder, 'result'), 'utf8')).toBe('one');
  expect(readdirSync(root).filter((name) => name.startsWith('fails'))).toEqual(['fails']);
});

test('of two at once, the slower one finds the result of the faster one and leaves it alone', async () => {
  const folder = join(root, 'two');
  writeFileSync(manifest, 'same');
  const faster = builder(folder);
  await buildOnce({ folder, files: [manifest], build: faster.run });
  expect(faster.state.builds).toBe(1);
  expect(readFileSync(join(folder, 'result'), 'utf8')).toBe('same');
});
