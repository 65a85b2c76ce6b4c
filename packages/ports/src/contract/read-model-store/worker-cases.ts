import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Batch, ReadModelStore, Row } from '../../read-model-store.ts';
import { hasAtomicGuards } from '../harness.ts';
import { list, place, row, tombstone, withList, type GetHarness } from './fixtures.ts';

export function workerCases(harness: GetHarness): void {
  describe('workers', () => {
    test('a batch that comes twice moves once', async () => {
      const store = await withList(harness());
      const batch: Batch = { rows: [row('case-1', 0), row('case-2', 0)], from: undefined, to: place(2) };
      expect(await store.apply(list, batch)).toEqual({ moved: true });
      expect(await store.apply(list, batch)).toEqual({ moved: false });
      expect(await store.rowsOf(list, ['case-1', 'case-2'])).toEqual(batch.rows);
      expect(await store.checkpoint(list)).toEqual(place(2));
    });

    test('a batch that comes late, from another worker, changes nothing', async () => {
      const store = await withList(harness());
      const late: Batch = { rows: [row('case-1', 0)], from: undefined, to: place(1) };
      await store.apply(list, late);
      await store.apply(list, { rows: [row('case-1', 1)], from: place(1), to: place(2) });
      const other = await harness().second();
      expect(await other.apply(list, late)).toEqual({ moved: false });
      expect(await other.rowsOf(list, ['case-1'])).toEqual([row('case-1', 1)]);
      expect(await other.checkpoint(list)).toEqual(place(2));
    });

    test('a checkpoint is never seen ahead of its rows', async () => {
      const store = await withList(harness());
      const reader = await harness().second();
      const batches = 15;
      const streams = Array.from({ length: 40 }, (_, n) => `case-${n}`);
      const write = async (): Promise<void> => {
        for (let n = 0; n < batches; n++) {
          const from = n === 0 ? undefined : place(n);
          await store.apply(list, { rows: streams.map((stream) => row(stream, n)), from, to: place(n + 1) });
          await new Promise(setImmediate); // lets the reader look between any two
        }
      };
      const look = async (): Promise<void> => {
        for (let seen = 0, looks = 0; seen < batches && looks < 2_000; looks++) {
          seen = Number((await reader.checkpoint(list))?.position ?? 0n);
          const rows = await reader.rowsOf(list, streams);
          expect(rows.filter((found) => found.revision < seen - 1)).toEqual([]);
          if (seen > 0) expect(rows).toHaveLength(streams.length);
          await new Promise(setImmediate);
        }
      };
      await Promise.all([write(), look()]);
      expect(await reader.checkpoint(list)).toEqual(place(batches));
    });

    test('of the same batch from many callers in two processes at once, one moves', async () => {
      const store = await withList(harness());
      if (!hasAtomicGuards(store)) return;
      const instances = [store, await harness().second()];
      const batch: Batch = { rows: [row('case-1', 0), tombstone('case-2', 1)], from: undefined, to: place(2) };
      const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => (instances[n % 2] ?? store).apply(list, batch)));
      expect(answers.filter((answer) => answer.moved)).toEqual([{ moved: true }]);
      expect(await store.rowsOf(list, ['case-1', 'case-2'])).toEqual(batch.rows);
      expect(await store.checkpoint(list)).toEqual(place(2));
    });

    test('of many revisions of one row written at once in two processes, the newest stays', async () => {
      const store = await withList(harness());
      if (!hasAtomicGuards(store)) return;
      const instances = [store, await harness().second()];
      const revisions = [4, 9, 1, 7, 3, 12, 0, 11, 2, 10, 6, 5, 8];
      await Promise.all(
        revisions.map((revision, n) => (instances[n % 2] ?? store).put(list, [row('case-1', revision), row('case-2', 12 - revision)])),
      );
      expect(await store.rowsOf(list, ['case-1', 'case-2'])).toEqual([row('case-1', 12), row('case-2', 12)]);
    });

    test('whatever order, repeats and interleaving two workers make of the batches, the end is that of once and in order', async () => {
      const { store } = harness();
      const second = await harness().second();
      let run = 0;
      const attempt = async (history: number[], cuts: number[], deeds: Deed[]): Promise<void> => {
        const projection = `case-list_v${++run}`;
        await store.ensure({ name: projection, indexes: [] });
        const batches = batchesOf(history, cuts);
        const work = async (worker: ReadModelStore, own: Deed[]): Promise<void> => {
          for (const { batch, put } of own) {
            const chosen = batches[batch % batches.length] as Batch;
            await (put ? worker.put(projection, chosen.rows) : worker.apply(projection, chosen));
          }
        };
        const [one, two] = [deeds.filter((deed) => deed.first), deeds.filter((deed) => !deed.first)];
        if (hasAtomicGuards(store)) await Promise.all([work(store, one), work(second, two)]);
        else await work(store, deeds);

        const streams = [...new Set(history)].map((n) => `case-${n}`).sort();
        const reached = Number((await store.checkpoint(projection))?.position ?? 0n);
        const rows = new Map((await store.rowsOf(projection, streams)).map((found) => [found.stream, found.revision]));
        for (const must of lastRows(batches.slice(0, reached))) expect(rows.get(must.stream)).toBeGreaterThanOrEqual(must.revision);

        for (const batch of batches.slice(reached)) expect(await second.apply(projection, batch)).toEqual({ moved: true });
        expect(await store.rowsOf(projection, streams)).toEqual(lastRows(batches));
        expect(await store.checkpoint(projection)).toEqual(place(batches.length));
        await store.drop(projection);
      };
      const history = fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 25 });
      const cuts = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 25, maxLength: 25 });
      const deeds = fc.array(fc.record({ first: fc.boolean(), batch: fc.nat({ max: 24 }), put: fc.boolean() }), { maxLength: 25 });
      await fc.assert(fc.asyncProperty(history, cuts, deeds, attempt), { numRuns: 40 });
    });
  });
}

type Deed = { first: boolean; batch: number; put: boolean };

/** A history names the stream of each event; each batch holds, for each of its streams, the row after that stream's last event in it. */
function batchesOf(history: readonly number[], cuts: readonly number[]): Batch[] {
  const revisions = new Map<number, number>();
  const batches: Batch[] = [];
  for (let start = 0; start < history.length;) {
    const events = history.slice(start, start + (cuts[batches.length] ?? 1));
    const rows = new Map<number, Row>();
    for (const stream of events) {
      const revision = (revisions.get(stream) ?? -1) + 1;
      revisions.set(stream, revision);
      rows.set(stream, revision % 5 === 4 ? tombstone(`case-${stream}`, revision) : row(`case-${stream}`, revision, { stream }));
    }
    const done = batches.length;
    batches.push({ rows: [...rows.values()], from: done === 0 ? undefined : place(done), to: place(done + 1) });
    start += events.length;
  }
  return batches;
}

const lastRows = (batches: readonly Batch[]): Row[] => {
  const rows = new Map(batches.flatMap((batch) => batch.rows.map((last) => [last.stream, last])));
  return [...rows.values()].sort((a, b) => (a.stream < b.stream ? -1 : 1));
};
