import { describe, expect, test } from '@jest/globals';
import type { ReadModelStore } from '../../read-model-store.ts';
import { hasAtomicGuards, type Harness } from '../harness.ts';
import { list, place, row, withList, type GetHarness } from './fixtures.ts';

const [second, third] = [`${list}-2`, `${list}-3`] as const;

async function withBuilds(harness: Harness<ReadModelStore>): Promise<ReadModelStore> {
  const store = await withList(harness);
  for (const name of [second, third]) await store.ensure({ name, indexes: [['agency']] });
  return store;
}

export function buildCases(harness: GetHarness): void {
  describe('builds of a projection version', () => {
    test('until another is said the first one is read, also where there is none yet', async () => {
      expect(await harness().store.live(list)).toEqual({ build: list, previous: undefined });
    });

    test('a build is a projection of its own: rows, checkpoint and dropping of one leave the others as they are', async () => {
      const store = await withBuilds(harness());
      expect(await store.projections()).toEqual([list, second, third]);
      await store.apply(second, { rows: [row('case-1', 3)], from: undefined, to: place(4) });
      await store.apply(list, { rows: [row('case-1', 1)], from: undefined, to: place(2) });
      expect([await store.checkpoint(list), await store.checkpoint(second), await store.checkpoint(third)]).toEqual([place(2), place(4), undefined]);
      await store.drop(list);
      expect(await store.rowsOf(second, ['case-1'])).toEqual([row('case-1', 3)]);
      await withList(harness());
      expect(await store.rowsOf(list, ['case-1'])).toEqual([]);
      expect(await store.rowsOf(second, ['case-1'])).toEqual([row('case-1', 3)]);
    });

    test('another build is read from when it is said on, by every process and after a restart; the one before is remembered', async () => {
      const store = await withBuilds(harness());
      expect(await store.goLive(list, { from: list, to: second })).toEqual({ moved: true });
      const other = await harness().second();
      expect(await other.live(list)).toEqual({ build: second, previous: list });
      expect(await other.goLive(list, { from: second, to: list })).toEqual({ moved: true });
      expect(await store.live(list)).toEqual({ build: list, previous: second });
      expect(await store.goLive(list, { from: list, to: third })).toEqual({ moved: true });
      expect(await (await harness().reopen()).live(list)).toEqual({ build: third, previous: list });
    });

    test('it is of one version, and touches neither rows nor checkpoints', async () => {
      const store = await withBuilds(harness());
      await store.ensure({ name: 'case-list_v2', indexes: [] });
      await store.apply(list, { rows: [row('case-1', 1)], from: undefined, to: place(2) });
      await store.goLive(list, { from: list, to: second });
      expect(await store.live('case-list_v2')).toEqual({ build: 'case-list_v2', previous: undefined });
      expect(await store.rowsOf(list, ['case-1'])).toEqual([row('case-1', 1)]);
      expect([await store.checkpoint(list), await store.checkpoint(second)]).toEqual([place(2), undefined]);
      expect(await store.projections()).toEqual([list, second, third, 'case-list_v2']);
    });

    test('whoever knows an older build than the one that is read changes nothing', async () => {
      const store = await withBuilds(harness());
      expect(await store.goLive(list, { from: second, to: third })).toEqual({ moved: false });
      expect(await store.live(list)).toEqual({ build: list, previous: undefined });
      await store.goLive(list, { from: list, to: second });
      for (const from of [list, third]) expect(await store.goLive(list, { from, to: third })).toEqual({ moved: false });
      expect(await store.live(list)).toEqual({ build: second, previous: list });
    });

    test('of many at once in two processes one is heard', async () => {
      const store = await withBuilds(harness());
      if (!hasAtomicGuards(store)) return;
      const instances = [store, await harness().second()];
      const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => (instances[n % 2] ?? store).goLive(list, { from: list, to: n < 4 ? second : third })));
      expect(answers.filter(({ moved }) => moved)).toEqual([{ moved: true }]);
      const heard = answers.findIndex(({ moved }) => moved) < 4 ? second : third;
      expect(await store.live(list)).toEqual({ build: heard, previous: list });
    });

    test('a build that is not there cannot be read; wild names are refused', async () => {
      const store = await withList(harness());
      await expect(store.goLive(list, { from: list, to: second })).rejects.toMatchObject({ code: 'UNKNOWN_PROJECTION', retryable: true });
      expect(await store.live(list)).toEqual({ build: list, previous: undefined });
      for (const wild of ['case-list_v1-0', 'case-list_v1-2-3', 'case-list_v1-', 'case-list-2'])
        await expect(store.ensure({ name: wild, indexes: [] })).rejects.toMatchObject({ code: 'NOT_STORABLE', retryable: false });
      await expect(store.live("x'; --")).rejects.toMatchObject({ code: 'NOT_STORABLE', retryable: false });
    });

    test('a cursor of one build is none of another', async () => {
      const store = await withBuilds(harness());
      for (const name of [list, second]) await store.put(name, [row('case-1', 0), row('case-2', 0)]);
      const first = await store.find(list, { where: [], limit: 1 });
      const cursor = first.next ?? '';
      await expect(store.find(second, { where: [], limit: 1, cursor })).rejects.toMatchObject({ code: 'BAD_CURSOR', retryable: false });
      expect((await store.find(list, { where: [], limit: 1, cursor })).rows).toEqual([row('case-2', 0)]);
    });
  });
}
