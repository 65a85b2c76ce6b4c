import { describe, expect, test } from '@jest/globals';
import { list, place, row, withList, type GetHarness } from './fixtures.ts';

export function checkpointCases(harness: GetHarness): void {
  describe('projections and checkpoints', () => {
    test('an empty store has no projections and no checkpoint', async () => {
      const { store } = harness();
      expect(await store.projections()).toEqual([]);
      expect(await store.checkpoint(list)).toBeUndefined();
      expect([true, false]).toContain(store.capabilities.atomicGuards);
    });

    test('ensure makes a projection, empty, and again does nothing to what is there', async () => {
      const store = await withList(harness());
      expect(await store.find(list, { where: [], limit: 10 })).toEqual({ rows: [], next: undefined });
      expect(await store.checkpoint(list)).toBeUndefined();
      await store.apply(list, { rows: [row('case-1', 0)], from: undefined, to: place(1) });
      await store.ensure({ name: list, indexes: [['agency', 'due'], ['centre']] });
      expect(await store.rowsOf(list, ['case-1'])).toEqual([row('case-1', 0)]);
      expect(await store.checkpoint(list)).toEqual(place(1));
    });

    test('ensure may be called by many at once, in two processes', async () => {
      const instances = [harness().store, await harness().second()];
      await Promise.all(
        Array.from({ length: 6 }, (_, n) => (instances[n % 2] ?? harness().store).ensure({ name: list, indexes: [['agency']] })),
      );
      expect(await harness().store.projections()).toEqual([list]);
    });

    test('drop removes rows and checkpoint of one version and leaves the others', async () => {
      const store = await withList(harness());
      await store.ensure({ name: 'case-list_v2', indexes: [] });
      expect(await store.projections()).toEqual([list, 'case-list_v2']);
      for (const name of [list, 'case-list_v2']) await store.apply(name, { rows: [row('case-1', 0)], from: undefined, to: place(1) });

      await store.drop(list);
      expect(await store.projections()).toEqual(['case-list_v2']);
      expect(await store.checkpoint(list)).toBeUndefined();
      expect(await store.checkpoint('case-list_v2')).toEqual(place(1));
      expect(await store.rowsOf('case-list_v2', ['case-1'])).toEqual([row('case-1', 0)]);

      await withList(harness());
      expect(await store.find(list, { where: [], limit: 10 })).toEqual({ rows: [], next: undefined });
      expect(await store.apply(list, { rows: [row('case-1', 0)], from: undefined, to: place(1) })).toEqual({ moved: true });
    });

    test('drop of what is not there does nothing', async () => {
      await harness().store.drop(list);
      expect(await harness().store.projections()).toEqual([]);
    });

    test('a projection that was not made, or was dropped, is an error and never an empty list', async () => {
      const store = await withList(harness());
      await store.drop(list);
      const unknown = { name: 'UnknownProjection', code: 'UNKNOWN_PROJECTION', retryable: true };
      await expect(store.find(list, { where: [], limit: 1 })).rejects.toMatchObject(unknown);
      await expect(store.count(list, [])).rejects.toMatchObject(unknown);
      await expect(store.rowsOf(list, ['case-1'])).rejects.toMatchObject(unknown);
      await expect(store.put(list, [row('case-1', 0)])).rejects.toMatchObject(unknown);
      await expect(store.apply(list, { rows: [], from: undefined, to: place(1) })).rejects.toMatchObject(unknown);
      expect(await store.checkpoint(list)).toBeUndefined();
    });

    test('names that could be more than a name are refused', async () => {
      const { store } = harness();
      const refused = { name: 'NotStorable', code: 'NOT_STORABLE', retryable: false };
      await expect(store.ensure({ name: 'x"; DROP TABLE y; --_v1', indexes: [] })).rejects.toMatchObject(refused);
      await expect(store.ensure({ name: list, indexes: [["a')"]] })).rejects.toMatchObject(refused);
      expect(await store.projections()).toEqual([]);
      await withList(harness());
      await expect(store.find(list, { where: [{ key: "a')", is: 1 }], limit: 1 })).rejects.toMatchObject(refused);
      await expect(store.find(list, { where: [], sort: { key: '$a', descending: false }, limit: 1 })).rejects.toMatchObject(refused);
      await expect(store.count(list, [{ key: 'a.b', has: 'x' }])).rejects.toMatchObject(refused);
    });

    test('a checkpoint is kept to the last digit, through a restart, with the rows before it', async () => {
      const store = await withList(harness());
      const far = place(9_007_199_254_740_993n); // 2^53 + 1: the first whole number that a double cannot hold
      expect(await store.apply(list, { rows: [row('case-1', 0)], from: undefined, to: far })).toEqual({ moved: true });
      expect(await store.checkpoint(list)).toEqual(far);
      const reopened = await harness().reopen();
      expect(await reopened.checkpoint(list)).toEqual(far);
      expect(await reopened.projections()).toEqual([list]);
      expect(await reopened.rowsOf(list, ['case-1'])).toEqual([row('case-1', 0)]);
      expect(await reopened.apply(list, { rows: [], from: place(9_007_199_254_740_992n), to: place(1) })).toEqual({ moved: false });
      expect(await reopened.apply(list, { rows: [], from: far, to: place(9_007_199_254_740_994n) })).toEqual({ moved: true });
      expect(await reopened.checkpoint(list)).toEqual(place(9_007_199_254_740_994n));
    });

    test('a checkpoint moves only from exactly what its owner last saw', async () => {
      const store = await withList(harness());
      const move = async (from: ReturnType<typeof place> | undefined) => (await store.apply(list, { rows: [], from, to: place(9) })).moved;
      expect(await move(place(1))).toBe(false);
      expect(await store.checkpoint(list)).toBeUndefined();
      await store.apply(list, { rows: [], from: undefined, to: place(5) });
      for (const from of [
        undefined,
        place(4),
        { ...place(5), era: 'another' },
        { ...place(5), eventId: place(4).eventId },
        { ...place(5), position: 4n },
      ]) {
        expect(await move(from)).toBe(false);
        expect(await store.checkpoint(list)).toEqual(place(5));
      }
      expect(await move(place(5))).toBe(true);
      expect(await store.checkpoint(list)).toEqual(place(9));
    });

    test('a checkpoint may move to another era and to a smaller position in it', async () => {
      const store = await withList(harness());
      await store.apply(list, { rows: [], from: undefined, to: place(5) });
      const restored = { ...place(2), era: '0198c0de-0000-7000-8000-00000000e7a2' };
      expect(await store.apply(list, { rows: [], from: place(5), to: restored })).toEqual({ moved: true });
      expect(await store.checkpoint(list)).toEqual(restored);
    });

    test('checkpoints of two projections are apart', async () => {
      const store = await withList(harness());
      await store.ensure({ name: 'beds_v1', indexes: [] });
      await store.apply(list, { rows: [], from: undefined, to: place(5) });
      expect(await store.checkpoint('beds_v1')).toBeUndefined();
      expect(await store.apply('beds_v1', { rows: [], from: undefined, to: place(7) })).toEqual({ moved: true });
      expect(await store.checkpoint(list)).toEqual(place(5));
      expect(await store.checkpoint('beds_v1')).toEqual(place(7));
    });
  });
}
