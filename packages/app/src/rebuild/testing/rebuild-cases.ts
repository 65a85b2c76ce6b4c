import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ReadModelStore, Row } from '@amana/ports/read-model-store';
import { v7 } from 'uuid';
import { recordRestore } from '../../open-log.ts';
import { createCountedLog, sums, SUMS, type CountedLog } from '../../testing/counted-log.ts';
import { pinBuilds, type PinnedRows } from '../pin-builds.ts';
import type { RebuildDeps } from '../rebuild-deps.ts';
import { goBack, rebuildProjection } from '../rebuild-projection.ts';
import { dyingRows } from './dying-rows.ts';

export type RowsHarness = { readonly rows: ReadModelStore; close(): Promise<void> };

const [second, third] = [`${SUMS}-2`, `${SUMS}-3`];
const fromStart = { anew: false };

const page = (of: PinnedRows, cursor?: string) => of.find(SUMS, { where: [{ key: 'list', is: true }], limit: 1, ...(cursor === undefined ? {} : { cursor }) });

/** What an operator's rebuild promises, over any store of read models. */
export function rebuildCases(makeRows: () => Promise<RowsHarness>): void {
  let harness: RowsHarness;
  let rows: ReadModelStore;
  let world: CountedLog;
  let reports: string[];
  beforeEach(async () => {
    harness = await makeRows();
    ({ rows } = harness);
    world = await createCountedLog(rows);
    reports = [];
    await world.count('case-1', 1, 2);
    await world.count('case-2', 5);
    await world.count('agency-1', 9);
    await world.count('case-3', 7, 0);
    await world.project();
  });
  afterEach(async () => {
    world.close();
    await harness.close();
  });

  const deps = (change: Partial<RebuildDeps> = {}): RebuildDeps => ({ ...world.deps, projection: sums(), onProgress: (stage, { part }) => void reports.push(`${stage} ${part}`), ...change });
  const rebuild = (change: Partial<RebuildDeps> = {}, options = fromStart) => rebuildProjection(deps(change), options);
  async function expectFresh(build: string): Promise<void> {
    const { held, fresh } = await world.heldAndFresh(build);
    expect(fresh.length).toBeGreaterThan(3);
    expect(held).toEqual(fresh);
  }

  /** Changes what is written of the new build. */
  const spoilt = (spoil: (written: readonly Row[]) => readonly Row[]): ReadModelStore => ({
    ...rows,
    apply: (build, batch) => rows.apply(build, { ...batch, rows: spoil(batch.rows) }),
  });
  async function expectUnchanged(): Promise<void> {
    expect(await rows.live(SUMS)).toEqual({ build: SUMS, previous: undefined });
    await expectFresh(SUMS);
  }
  const restored = async (): Promise<void> => void (await recordRestore(world.log, { events: world.app.store, newId: () => v7(), clock: { now: () => ({ recordedAt: '2022-06-15T10:00:00.000Z', clock: 'ok' }) } }));

  it('builds beside the build that is read, compares, has the new one read, and keeps the old one', async () => {
    expect(await rebuild()).toEqual({ build: second, previous: SUMS, streams: 3, rows: 5, goneOn: false });
    expect(await rows.live(SUMS)).toEqual({ build: second, previous: SUMS });
    expect(await rows.projections()).toEqual([SUMS, second]);
    await expectFresh(second);
    expect(await rows.checkpoint(second)).toEqual(await rows.checkpoint(SUMS));
    expect([reports[0], reports.filter((report) => report.startsWith('compare-rows')).at(-1)]).toEqual(['build 1', 'compare-rows 1']);
  });

  it('what was wrong in the old one is right in the new one; the projector goes on with the new one alone', async () => {
    await rows.put(SUMS, [{ stream: 'case-1', rowId: 'sum', revision: 2, gone: false, keys: { sum: 99, list: true }, body: { sum: 99 } }]);
    const running = world.start();
    await running.caughtUp();
    await rebuild();
    await world.count('case-1', 4);
    await running.caughtUp();
    await running.stop();
    await expectFresh(second);
    expect(await world.listed(second)).toEqual([{ stream: 'case-1', sum: 7 }, { stream: 'case-2', sum: 5 }]);
    expect((await world.listed())[0]).toEqual({ stream: 'case-1', sum: 99 });
  });

  it('a second one drops what was kept before the first', async () => {
    await rebuild();
    expect(await rebuild()).toMatchObject({ build: third, previous: second });
    expect(await rows.projections()).toEqual([second, third]);
  });

  it('of a list that nobody has built yet makes one that is read', async () => {
    await rows.drop(SUMS);
    expect(await rebuild()).toMatchObject({ build: second, previous: SUMS, rows: 5 });
    await expectFresh(second);
  });

  describe('is refused, and readers read what they read before', () => {
    it('where one row differs; it stays refused until the build is thrown away', async () => {
      const changed = spoilt((written) => written.map((row) => (row.stream === 'case-1' && row.rowId === 'sum' ? { ...row, body: { sum: 4 } } : row)));
      const refused = { code: 'ROWS_DIFFER', facts: { build: second, count: 1, first: 'ROW_CHANGED case-1 / sum' } };
      await expect(rebuild({ rows: changed })).rejects.toMatchObject(refused);
      await expectUnchanged();
      await expect(rebuild()).rejects.toMatchObject(refused);
      expect(await rebuild({}, { anew: true })).toMatchObject({ build: third, goneOn: false });
      expect(await rows.projections()).toEqual([SUMS, third]);
      await expectFresh(third);
    });

    it.each([
      ['a key', (row: { keys: object }) => ({ ...row, keys: { ...row.keys, sum: 4 } }), 'ROW_CHANGED case-1 / sum'],
      ['a row that is missing', () => undefined, 'ROW_MISSING case-1 / sum'],
      ['a revision that would hide what comes next', (row: object) => ({ ...row, revision: 7 }), 'ROW_CHANGED case-1 / sum'],
    ])('where it differs in %s', async (_what, change, first) => {
      const changed = spoilt((written) => written.flatMap((row) => (row.stream === 'case-1' && row.rowId === 'sum' ? (change(row) ?? []) : row) as typeof row));
      await expect(rebuild({ rows: changed })).rejects.toMatchObject({ code: 'ROWS_DIFFER', facts: { build: second, count: 1, first } });
      await expectUnchanged();
    });

    it('where a tombstone stands ahead of its stream', async () => {
      const tombstone = { stream: 'case-2', rowId: 'later', revision: 7, gone: true, keys: {}, body: {} };
      await expect(rebuild({ rows: spoilt((written) => [...written, tombstone]) })).rejects.toMatchObject({ code: 'ROWS_DIFFER', facts: { first: 'ROWS_AHEAD case-2 / later' } });
      await expectUnchanged();
    });

    it('where a row is of no stream of the log', async () => {
      const stranger = { stream: 'case-9', rowId: 'sum', revision: 0, gone: false, keys: { sum: 1, list: true }, body: { sum: 1 } };
      await expect(rebuild({ rows: spoilt((written) => [...written, stranger]) })).rejects.toMatchObject({ code: 'COUNT_DIFFERS', facts: { build: second, expected: 5, found: 6 } });
      await expectUnchanged();
    });

    it('where an event cannot be applied: it parks nothing; mended code goes on there', async () => {
      await world.count('case-2', 13, 1);
      await world.project();
      const is13 = sums((n) => n === 13);
      const { events } = await world.app.store.readStream('case-2');
      await expect(rebuild({ projection: is13 })).rejects.toMatchObject({ code: 'CANNOT_APPLY', facts: { stream: 'case-2', revision: 1, eventId: events[1]?.id, reason: 'RangeError' } });
      expect(await rows.count(second, [{ key: 'parked', is: true }])).toBe(0);
      await expectUnchanged();
      expect(await rebuild()).toMatchObject({ build: second });
      await expectFresh(second);
    });

    it('where the log began another era meanwhile', async () => {
      let once: Promise<void> | undefined;
      const live: ReadModelStore = { ...rows, count: async (...asked) => ((await (once ??= restored())), rows.count(...asked)) };
      await expect(rebuild({ rows: live })).rejects.toMatchObject({ code: 'LOG_CHANGED', facts: {} });
      expect(await rows.live(SUMS)).toEqual({ build: SUMS, previous: undefined });
    });

    it('where somebody else had another build read meanwhile', async () => {
      await rows.ensure({ name: third, indexes: [] });
      const faster: ReadModelStore = { ...rows, goLive: async (version, { from, to }) => (await rows.goLive(version, { from, to: third }), rows.goLive(version, { from, to })) };
      await expect(rebuild({ rows: faster }, { anew: false })).rejects.toMatchObject({ code: 'SWITCHED_MEANWHILE' });
      expect((await rows.live(SUMS)).build).toBe(third);
    });
  });

  describe('killed', () => {
    it.each([[false], [true]])('at any write (after it: %s) readers have a whole build, and the next one goes on from the last checkpoint to the end', async (after) => {
      await rebuild(); // so that there is something to drop
      let nth = 1;
      for (let ended = false; !ended; nth++) {
        expect(nth).toBeLessThan(30);
        await world.count(`case-${nth % 3}`, nth);
        const { build: before } = await rows.live(SUMS);
        ended = await rebuild({ rows: dyingRows(rows, { nth, after }) }).then(() => true, () => false);
        const { build: now } = await rows.live(SUMS);
        if (now !== before) await expectFresh(now);
        await world.project();
        await expectFresh(now);
        await rebuild();
        await expectFresh(await world.liveBuild());
        expect((await rows.projections()).length).toBe(2);
      }
      expect(nth).toBeGreaterThan(5);
    }, 180_000);

    it('it says that it went on, and reads no event twice', async () => {
      for (let n = 0; n < 3; n++) await world.count(`case-${n}`, ...Array.from({ length: 150 }, () => 1));
      await expect(rebuild({ rows: dyingRows(rows, { nth: 3, after: true }) })).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' }); // ensure, then two pages
      const { position = 0n } = (await rows.checkpoint(second)) ?? {};
      expect(position).toBeGreaterThan(0n);
      expect(position).toBeLessThan((await world.app.store.head()) ?? 0n);
      const first: bigint[] = [];
      const looking: ReadModelStore = { ...rows, apply: (build, batch) => (first.push(batch.from?.position ?? -1n), rows.apply(build, batch)) };
      expect(await rebuild({ rows: looking })).toMatchObject({ build: second, goneOn: true });
      expect(first[0]).toBe(position);
      await expectFresh(second);
    });
  });

  it('while others write: what comes between comparing and switching is compared as well, and the new build is where the old one is', async () => {
    const running = world.start();
    await running.caughtUp();
    let n = 0;
    const busy: ReadModelStore = {
      ...rows,
      count: async (...asked) => {
        for (; n < 20; n++) await world.count(`case-${n % 5}`, n);
        await running.caughtUp();
        return rows.count(...asked);
      },
      goLive: async (version, change) => {
        expect((await rows.checkpoint(change.to))?.position).toBeGreaterThanOrEqual((await rows.checkpoint(change.from))?.position ?? 0n);
        return rows.goLive(version, change);
      },
    };
    await rebuild({ rows: busy });
    await world.count('case-4', 100);
    await running.caughtUp();
    await running.stop();
    await expectFresh(second);
  });

  describe('going back', () => {
    it('has the build read again that was read before, when it has caught up; and forward again', async () => {
      await expect(goBack(deps())).rejects.toMatchObject({ code: 'NOTHING_BEFORE' });
      await rebuild();
      await world.count('case-1', 4);
      await world.project();
      expect(await goBack(deps())).toEqual({ build: SUMS, previous: second });
      expect(await rows.live(SUMS)).toEqual({ build: SUMS, previous: second });
      await expectFresh(SUMS);
      await world.count('case-2', 4);
      await world.project();
      await expectFresh(SUMS);
      expect(await goBack(deps())).toEqual({ build: second, previous: SUMS });
      await expectFresh(second);
      expect(await rebuild()).toMatchObject({ build: third, previous: second });
    });

    it('not to one of another log or era', async () => {
      await rebuild();
      const log = { ...world.log, era: v7() };
      await expect(goBack(deps({ log }))).rejects.toMatchObject({ code: 'NOTHING_BEFORE', facts: {} });
      expect(await rows.live(SUMS)).toEqual({ build: second, previous: SUMS });
    });

    it('it may leave parked what cannot be applied, as a projector does', async () => {
      await rebuild();
      await world.count('case-1', 13);
      expect(await goBack(deps({ projection: sums((n) => n === 13) }))).toMatchObject({ build: SUMS });
      expect(await rows.count(SUMS, [{ key: 'parked', is: true }])).toBe(1);
    });
  });

  describe('readers', () => {
    it('one question is answered from one build, whatever goes live meanwhile; the next one from the new build', async () => {
      await rows.put(SUMS, [{ stream: 'case-9', rowId: 'sum', revision: 0, gone: false, keys: { sum: 9, list: true }, body: { sum: 9 } }]);
      const before = pinBuilds(rows);
      expect((await page(before)).rows).toMatchObject([{ stream: 'case-1' }]);
      await rebuild();
      await world.count('case-1', 4);
      await world.project();
      expect(await before.count(SUMS, [{ key: 'list', is: true }])).toBe(3);
      expect((await before.rowsOf(SUMS, ['case-9'])).length).toBe(1);
      expect(await before.checkpoint(SUMS)).toEqual(await rows.checkpoint(SUMS));
      const after = pinBuilds(rows);
      expect(await after.count(SUMS, [{ key: 'list', is: true }])).toBe(2);
      expect(await after.rowsOf(SUMS, ['case-9'])).toEqual([]);
      expect(await after.checkpoint(SUMS)).toEqual(await rows.checkpoint(second));
    });

    it('a cursor of the old build is refused by the new one, and holds again after going back', async () => {
      const { next = '' } = await page(pinBuilds(rows));
      await rebuild();
      await expect(page(pinBuilds(rows), next)).rejects.toMatchObject({ code: 'BAD_CURSOR' });
      await goBack(deps());
      expect((await page(pinBuilds(rows), next)).rows).toMatchObject([{ stream: 'case-2' }]);
    });
  });
}
