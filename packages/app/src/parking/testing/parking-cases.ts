import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ReadModelStore } from '@amana/ports/read-model-store';
import { StoreUnavailable } from '@amana/ports/failures';
import { rebuildProjection } from '../../rebuild/rebuild-projection.ts';
import type { RowsHarness } from '../../rebuild/testing/rebuild-cases.ts';
import { createCountedLog, SOON_MS, sums, SUMS, type CountedLog } from '../../testing/counted-log.ts';
import { until } from '../../testing/until.ts';
import { parkedStreams, replayParked } from '../replay-parked.ts';
import { unpark } from '../unpark.ts';

const at = (stream: string, revision: number) => ({ stream, revision, reason: 'RangeError' });

/** What parking and an operator's replay promise, over any store of read models. */
export function parkingCases(makeRows: () => Promise<RowsHarness>): void {
  let harness: RowsHarness;
  let rows: ReadModelStore;
  let world: CountedLog;
  let refuses: (n: number) => boolean;
  let worker: ReturnType<CountedLog['start']>;
  beforeEach(async () => {
    harness = await makeRows();
    ({ rows } = harness);
    world = await createCountedLog(rows);
    refuses = (n) => n >= 13;
    await world.count('case-1', 1, 13, 2);
    await world.count('case-2', 5);
    await world.count('case-3', 14);
    worker = world.start(projection());
    await worker.caughtUp();
  });
  afterEach(async () => {
    await worker.stop();
    world.close();
    await harness.close();
  });

  /** As the code is now: what it refuses may change while its worker runs, as if it were another release. */
  const projection = () => sums((n) => refuses(n));
  const parked = async () => (await parkedStreams(projection(), rows)).map(({ stream, revision, reason }) => ({ stream, revision, reason }));
  const replay = (stream?: string, waitMs = SOON_MS) => replayParked(projection(), stream, { rows, sleep: () => new Promise((resolve) => setTimeout(resolve, 2)), waitMs });
  async function expectFresh(build = SUMS): Promise<void> {
    await worker.caughtUp();
    const { held, fresh } = await world.heldAndFresh(build);
    expect(held).toEqual(fresh);
  }

  it('parks a case with its later events; the others go on', async () => {
    await world.count('case-1', 4);
    await world.count('case-2', 6);
    await worker.caughtUp();
    expect(await world.listed()).toEqual([{ stream: 'case-1', sum: 1 }, { stream: 'case-2', sum: 11 }]);
    expect(await parked()).toEqual([at('case-1', 1), at('case-3', 0)]);
    const { events } = await world.app.store.readStream('case-1');
    expect((await parkedStreams(projection(), rows))[0]).toEqual({ stream: 'case-1', revision: 1, reason: 'RangeError', eventId: events[1]?.id });
  });

  it('a replay has the worker that runs try all of them, and says what came of each', async () => {
    refuses = (n) => n === 14;
    expect(await replay()).toEqual({ mended: ['case-1'], still: [{ ...at('case-3', 0), eventId: (await world.app.store.readStream('case-3')).events[0]?.id }], unanswered: [] });
    expect(await parked()).toEqual([at('case-3', 0)]);
    refuses = () => false;
    expect(await replay()).toEqual({ mended: ['case-3'], still: [], unanswered: [] });
    expect(await replay()).toEqual({ mended: [], still: [], unanswered: [] });
    await expectFresh();
  });

  it('of one case leaves the others alone', async () => {
    refuses = () => false;
    expect(await replay('case-3')).toEqual({ mended: ['case-3'], still: [], unanswered: [] });
    expect(await parked()).toEqual([at('case-1', 1)]);
    expect(await replay('case-2')).toEqual({ mended: [], still: [], unanswered: [] });
    expect(await replay('case-1')).toMatchObject({ mended: ['case-1'] });
    await expectFresh();
  });

  it('again and again, while nothing is mended, changes nothing', async () => {
    const before = await rows.rowsOf(SUMS, ['case-1', 'case-2', 'case-3']);
    for (let times = 0; times < 3; times++) expect(await replay()).toMatchObject({ mended: [], still: [at('case-1', 1), at('case-3', 0)], unanswered: [] });
    const after = await rows.rowsOf(SUMS, ['case-1', 'case-2', 'case-3']);
    const unmarked = (all: typeof before) => all.map(({ revision, ...row }) => (row.rowId.startsWith('~parked-') ? row : { ...row, revision }));
    expect(unmarked(after)).toEqual(unmarked(before));
  });

  it('a case that comes further and meets another such event is parked before that one', async () => {
    await world.count('case-1', 15, 3);
    await worker.caughtUp();
    refuses = (n) => n >= 14;
    expect(await replay('case-1')).toMatchObject({ mended: [], still: [at('case-1', 3)], unanswered: [] });
    expect((await world.listed())[0]).toEqual({ stream: 'case-1', sum: 16 });
    refuses = () => false;
    await replay();
    await expectFresh();
  });

  it('asked for again and again, and then parked further on, it is seen to be parked: no end of an earlier parking hides a later one', async () => {
    for (let times = 0; times < 3; times++) await replay('case-1');
    await world.count('case-1', 15, 3);
    await worker.caughtUp();
    refuses = (n) => n >= 14;
    expect(await replay('case-1')).toMatchObject({ mended: [], still: [at('case-1', 3)], unanswered: [] });
    expect(await parked()).toEqual([at('case-1', 3), at('case-3', 0)]);
    refuses = () => false;
    expect(await replay('case-1')).toEqual({ mended: ['case-1'], still: [], unanswered: [] });
    expect((await world.listed())[0]).toEqual({ stream: 'case-1', sum: 34 });
  });

  it('where nobody works on the projection it says so; the next start tries all the same', async () => {
    await worker.stop();
    refuses = () => false;
    expect(await replay(undefined, 100)).toEqual({ mended: [], still: [], unanswered: ['case-1', 'case-3'] });
    worker = world.start(projection());
    await until('both are whole', async () => (await parked()).length === 0, SOON_MS);
    await expectFresh();
  });

  it('where surely nobody does, it is done at once', async () => {
    await worker.stop();
    refuses = (n) => n === 14;
    const answer = (build: string) => unpark(projection(), { build, which: 'asked' }, world.deps);
    expect(await replayParked(projection(), undefined, { rows, sleep: async () => undefined, answer, waitMs: 0 })).toMatchObject({ mended: ['case-1'], still: [at('case-3', 0)], unanswered: [] });
    refuses = () => false;
    worker = world.start(projection());
    await until('the other one too', async () => (await parked()).length === 0, SOON_MS);
    await expectFresh();
  });

  it('a start of newer code tries again, those that were asked for too', async () => {
    await worker.stop();
    await replay('case-1', 0);
    worker = world.start(projection());
    await until('it was tried', async () => (await rows.count(SUMS, [{ key: 'asked', is: true }])) === 0, SOON_MS);
    expect(await parked()).toEqual([at('case-1', 1), at('case-3', 0)]);
    await worker.stop();
    refuses = () => false;
    worker = world.start(projection());
    await until('both are whole', async () => (await parked()).length === 0, SOON_MS);
    await expectFresh();
  });

  it('while others write to the same cases, the end is that of a fresh fold', async () => {
    for (let round = 0; round < 10; round++) {
      refuses = (n) => n === 13;
      await world.count('case-1', 13);
      await until('it is parked', async () => (await parked()).some(({ stream }) => stream === 'case-1'), SOON_MS);
      const writing = (async () => {
        for (let n = 0; n < 12; n++) await world.count(`case-${1 + (n % 3)}`, n);
      })();
      refuses = () => false;
      const [{ mended, still, unanswered }] = await Promise.all([replay(), writing]);
      expect([mended.includes('case-1'), still, unanswered]).toEqual([true, [], []]);
      await expectFresh();
    }
  }, 120_000);

  it('an event that comes after the case was read to its end, and before its rows are written, is not lost', async () => {
    await worker.stop();
    let came = false;
    const slow: ReadModelStore = {
      ...rows,
      put: async (build, written) => {
        if (!came && written.some(({ stream, rowId }) => stream === 'case-1' && rowId === 'sum')) {
          came = true;
          await world.count('case-1', 7, 8);
          const { position = 0n } = worker.projector.status();
          // Between two batches the worker cannot come on; if it did, it would leave the two out as parked.
          for (let turn = 0; turn < 100 && worker.projector.status().position === position; turn++) await new Promise(setImmediate);
        }
        return rows.put(build, written);
      },
    };
    worker = world.start(projection(), { rows: slow });
    await worker.caughtUp();
    refuses = () => false;
    expect(await replay('case-1')).toMatchObject({ mended: ['case-1'] });
    expect(came).toBe(true);
    await until('the two are in its row', async () => (await world.listed())[0]?.sum === 31, SOON_MS);
    await replay();
    await expectFresh();
  });

  it('killed between the rows and the end of the parking, the case is parked still, and whole after the next start', async () => {
    await worker.stop();
    let puts = 0;
    const dying: ReadModelStore = {
      ...rows,
      put: (build, written) => ((puts += 1) > 1 ? Promise.reject(new TypeError('the process was killed')) : rows.put(build, written)),
    };
    refuses = () => false;
    worker = world.start(projection(), { rows: dying });
    await until('it has died', () => puts > 1, SOON_MS);
    await expect(worker.stop()).rejects.toThrow('the process was killed');
    expect(await parked()).toEqual([at('case-1', 1), at('case-3', 0)]);
    await world.count('case-1', 4);
    worker = world.start(projection());
    await until('both are whole', async () => (await parked()).length === 0, SOON_MS);
    await expectFresh();
  });

  it('a store that is away for a moment does not end it', async () => {
    await worker.stop();
    let failures = 2;
    const shaky: ReadModelStore = { ...rows, put: (build, written) => (failures-- > 0 ? Promise.reject(new StoreUnavailable('away', { written: 'unknown' })) : rows.put(build, written)) };
    refuses = () => false;
    worker = world.start(projection(), { rows: shaky });
    await until('both are whole', async () => (await parked()).length === 0, SOON_MS);
    await expectFresh();
  });

  describe('with several builds', () => {
    it('what is parked is that of the build that is read; a rebuild by mended code has nothing parked', async () => {
      refuses = () => false;
      const rebuilt = await rebuildProjection({ ...world.deps, projection: projection(), onProgress: () => undefined }, { anew: false });
      expect(rebuilt).toMatchObject({ build: `${SUMS}-2` });
      expect(await parked()).toEqual([]);
      await expectFresh(`${SUMS}-2`);
      expect(await rows.count(SUMS, [{ key: 'parked', is: true }])).toBe(2);
    });

    it('a projector whose batch was read from the old build writes it there, and nothing of it to the new one', async () => {
      await worker.stop();
      refuses = () => false;
      await world.project(projection());
      await rows.put(SUMS, [{ stream: 'case-2', rowId: 'sum', revision: 1, gone: false, keys: { sum: 66, list: true }, body: { sum: 66 } }]);
      let went = false;
      const between: ReadModelStore = {
        ...rows,
        rowsOf: async (build, streams) => {
          const present = await rows.rowsOf(build, streams);
          if (!went && streams.includes('case-2')) {
            went = true;
            await rebuildProjection({ ...world.deps, projection: projection(), onProgress: () => undefined }, { anew: false });
          }
          return present;
        },
      };
      worker = world.start(projection(), { rows: between });
      await world.count('case-2', 1);
      await until('the other build is read', async () => (await world.liveBuild()) !== SUMS, SOON_MS);
      await world.count('case-2', 2);
      await expectFresh(`${SUMS}-2`);
    });
  });

  it('of a projection that is not there yet nothing is parked', async () => {
    await worker.stop();
    await rows.drop(SUMS);
    expect(await parked()).toEqual([]);
    expect(await replay()).toEqual({ mended: [], still: [], unanswered: [] });
  });
}
