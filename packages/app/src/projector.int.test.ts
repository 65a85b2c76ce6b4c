import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ReadModelStore } from '@amana/ports/read-model-store';
import { createSqliteReadModelStore } from '@amana/store-embedded/sqlite-read-model-store';
import { openWorkDatabase } from '@amana/store-embedded/work-database';
import { v7 } from 'uuid';
import { recordRestore, openLog, type OpenLog } from './open-log.ts';
import { unpark } from './parking/unpark.ts';
import { createProjector, type ProjectorDeps } from './projector.ts';
import { clock, definitions, SUMS, sums } from './testing/counted-log.ts';
import { createMemoryOutput } from './testing/embedded-alerts.ts';
import { createEmbeddedApp } from './testing/embedded-app.ts';
import { until } from './testing/until.ts';

const everything = { build: SUMS, which: 'all' } as const;
const is13 = (n: number) => n === 13;

describe('a projector', () => {
  let app: ReturnType<typeof createEmbeddedApp>;
  let work: ReturnType<typeof openWorkDatabase>;
  let rows: ReadModelStore;
  let log: OpenLog;
  let output: ReturnType<typeof createMemoryOutput>;
  beforeEach(async () => {
    app = createEmbeddedApp();
    work = openWorkDatabase(join(app.folder, 'work.db'));
    rows = createSqliteReadModelStore(work);
    output = createMemoryOutput();
    log = await openLog('training', { events: app.store, newId: () => v7(), clock });
  });
  afterEach(() => {
    work.close();
    app.close();
  });

  const deps = (change: Partial<ProjectorDeps> = {}): ProjectorDeps => ({ events: app.store, rows, log, output, definitions, batchSize: 2, idleMs: 5, backoffMs: () => 1, sleep: async () => undefined, ...change });

  async function count(stream: string, ...numbers: number[]): Promise<void> {
    const { head } = await app.store.readStream(stream);
    await app.store.append(stream, head, numbers.map((n) => ({ id: v7(), type: 'Counted', data: { n }, metadata: { schemaVersion: 1 } })));
  }

  /** Lets a projector run to the head of the log, and stops it. */
  async function project(projection = sums(), change: Partial<ProjectorDeps> = {}): Promise<void> {
    const projector = createProjector(projection, deps(change));
    const running = projector.run();
    await Promise.race([running, until('the head', () => projector.status().atHead)]);
    await projector.stop();
    await running;
  }

  const listed = async () =>
    (await rows.find(SUMS, { where: [{ key: 'list', is: true }], limit: 100 })).rows.map(({ stream, revision, body }) => ({ stream, revision, sum: body['sum'] }));
  const parkedStreams = async () => (await rows.find(SUMS, { where: [{ key: 'parked', is: true }], limit: 100 })).rows.map(({ stream, body }) => ({ stream, revision: body['revision'] }));
  async function atHead() {
    const position = (await app.store.head()) ?? 0n;
    return { era: log.era, position, eventId: (await app.store.readAt(position))?.id };
  }

  it('folds the log into rows, and leaves its checkpoint at the last event', async () => {
    await count('case-1', 1, 2);
    await count('case-2', 5);
    await count('case-1', 4);
    await project();
    expect(await listed()).toEqual([{ stream: 'case-1', revision: 2, sum: 7 }, { stream: 'case-2', revision: 0, sum: 5 }]);
    expect(await rows.checkpoint(SUMS)).toEqual(await atHead());
    await count('case-2', 1);
    await project();
    expect(await listed()).toEqual([{ stream: 'case-1', revision: 2, sum: 7 }, { stream: 'case-2', revision: 1, sum: 6 }]);
    expect(output.lines).toEqual([]);
  });

  it('two of one projection at once, on the same rows, come to what one comes to', async () => {
    for (let n = 1; n <= 20; n++) await count(`case-${n % 3}`, n);
    await Promise.all([project(sums(), { batchSize: 1 }), project(sums(), { batchSize: 3 })]);
    expect(await listed()).toEqual([
      { stream: 'case-0', revision: 5, sum: 63 },
      { stream: 'case-1', revision: 6, sum: 70 },
      { stream: 'case-2', revision: 6, sum: 77 },
    ]);
    expect(await rows.checkpoint(SUMS)).toEqual(await atHead());
  });

  it('a worker that comes late with an old batch changes nothing, and reads its checkpoint again', async () => {
    await count('case-1', 1);
    const held = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    let moves = 0;
    const slow: ReadModelStore = {
      ...rows,
      apply: async (name, batch) => {
        begun.resolve();
        await held.promise;
        const result = await rows.apply(name, batch);
        if (result.moved) moves += 1;
        return result;
      },
    };
    const late = createProjector(sums(), deps({ rows: slow }));
    const running = late.run();
    await begun.promise;
    await count('case-1', 0, 5); // the row goes and comes back meanwhile
    await project();
    expect(await listed()).toEqual([{ stream: 'case-1', revision: 2, sum: 5 }]);
    held.resolve();
    await until('the head', () => late.status().atHead);
    expect(moves).toBe(0);
    expect(await listed()).toEqual([{ stream: 'case-1', revision: 2, sum: 5 }]);
    await count('case-1', 1); // from here on it works on, from the other's checkpoint
    await until('its own move', () => moves === 1);
    await late.stop();
    await running;
    expect(await listed()).toEqual([{ stream: 'case-1', revision: 3, sum: 6 }]);
    expect(await rows.checkpoint(SUMS)).toEqual(await atHead());
  });

  it('a row that is gone is in no list, and a late write does not bring it back', async () => {
    await count('case-1', 5, 0);
    await project();
    expect(await listed()).toEqual([]);
    await rows.put(SUMS, [{ stream: 'case-1', rowId: 'sum', revision: 0, gone: false, keys: { sum: 5, list: true }, body: { sum: 5 } }]);
    expect(await listed()).toEqual([]);
  });

  describe('an event that cannot be applied', () => {
    it('parks its stream, the others go on; newer code reads it to its end at its start', async () => {
      await count('case-1', 1, 13, 2);
      await count('case-2', 5);
      await project(sums(is13));
      expect(await listed()).toEqual([{ stream: 'case-1', revision: 0, sum: 1 }, { stream: 'case-2', revision: 0, sum: 5 }]);
      expect(await parkedStreams()).toEqual([{ stream: 'case-1', revision: 1 }]);
      expect(await rows.checkpoint(SUMS)).toEqual(await atHead());
      expect(output.lines).toEqual([]);
      await count('case-1', 4);
      await project(sums(is13));
      expect(output.lines).toEqual([{ level: 'info', facts: { projection: SUMS, tried: 1, still: 1 }, message: 'parked streams were tried again' }]);
      expect(await parkedStreams()).toEqual([{ stream: 'case-1', revision: 1 }]);

      await project();
      expect(await listed()).toEqual([{ stream: 'case-1', revision: 3, sum: 20 }, { stream: 'case-2', revision: 0, sum: 5 }]);
      expect(await parkedStreams()).toEqual([]);
      await count('case-1', 1);
      await project();
      expect(await listed()).toMatchObject([{ revision: 4, sum: 21 }, { revision: 0 }]);
    });

    it('also where it is the first of its stream', async () => {
      await count('case-1', 13, 2);
      await project(sums(is13));
      expect({ listed: await listed(), parked: await parkedStreams() }).toEqual({ listed: [], parked: [{ stream: 'case-1', revision: 0 }] });
      await project();
      expect({ listed: await listed(), parked: await parkedStreams() }).toEqual({ listed: [{ stream: 'case-1', revision: 1, sum: 15 }], parked: [] });
    });

    it('twice on one stream: after the first is mended, the second parks it anew, and that one can be mended too', async () => {
      await count('case-1', 1, 13, 2, 14, 3);
      await project(sums((n) => n > 12));
      expect(await parkedStreams()).toEqual([{ stream: 'case-1', revision: 1 }]);
      await project(sums((n) => n === 14));
      expect({ listed: await listed(), parked: await parkedStreams() }).toEqual({ listed: [{ stream: 'case-1', revision: 2, sum: 16 }], parked: [{ stream: 'case-1', revision: 3 }] });
      await count('case-1', 15, 1);
      await project(sums((n) => n === 15));
      expect({ listed: await listed(), parked: await parkedStreams() }).toEqual({ listed: [{ stream: 'case-1', revision: 4, sum: 33 }], parked: [{ stream: 'case-1', revision: 5 }] });
      await project();
      expect({ listed: await listed(), parked: await parkedStreams() }).toEqual({ listed: [{ stream: 'case-1', revision: 6, sum: 49 }], parked: [] });
    });

    it('code that fails even earlier than before leaves the stream parked where it was: nothing is left out unseen', async () => {
      await count('case-1', 1, 13, 2, 14, 3);
      await project(sums((n) => n > 12));
      await project(sums((n) => n === 14));
      const before = { listed: await listed(), parked: await parkedStreams() };
      expect(before).toEqual({ listed: [{ stream: 'case-1', revision: 2, sum: 16 }], parked: [{ stream: 'case-1', revision: 3 }] });
      await count('case-1', 4);
      await project(sums(is13));
      expect({ listed: await listed(), parked: await parkedStreams() }).toEqual(before);
      await project();
      expect({ listed: await listed(), parked: await parkedStreams() }).toEqual({ listed: [{ stream: 'case-1', revision: 5, sum: 37 }], parked: [] });
    });

    it('a stream of which the rows lack an event is parked, and is whole again when it is read anew', async () => {
      await count('case-1', 1, 2);
      await project();
      await count('case-1', 4, 8);
      const third = (await app.store.readStream('case-1')).events[2];
      const checkpoint = await rows.checkpoint(SUMS);
      await rows.apply(SUMS, { rows: [], from: checkpoint, to: { era: log.era, position: third?.position ?? 0n, eventId: third?.id ?? '' } });
      const projector = createProjector(sums(), deps());
      const running = projector.run();
      await until('the mark', async () => (await parkedStreams()).length === 1);
      await projector.stop();
      await running;
      expect({ listed: await listed(), parked: await parkedStreams() }).toEqual({ listed: [{ stream: 'case-1', revision: 1, sum: 3 }], parked: [{ stream: 'case-1', revision: 3 }] });
      await project();
      expect({ listed: await listed(), parked: await parkedStreams() }).toEqual({ listed: [{ stream: 'case-1', revision: 3, sum: 15 }], parked: [] });
    });

    it('an operator may have it tried again, and is told what is parked still', async () => {
      await count('case-1', 13);
      await count('case-2', 14);
      await project(sums((n) => n > 12));
      expect(await unpark(sums(is13), everything, deps())).toEqual(['case-1']);
      expect(output.lines.at(-1)).toEqual({ level: 'info', facts: { projection: SUMS, tried: 2, still: 1 }, message: 'parked streams were tried again' });
      expect(await unpark(sums(), everything, deps())).toEqual([]);
      expect(await unpark(sums(), everything, deps())).toEqual([]);
      expect(await listed()).toEqual([{ stream: 'case-1', revision: 0, sum: 13 }, { stream: 'case-2', revision: 0, sum: 14 }]);
    });
  });

  it.each([
    ['in another era', async () => recordRestore(log, { events: app.store, newId: () => v7(), clock })],
    ['over a log in which something else stands at its place', async () => log],
  ])('%s it builds anew, and what is no longer in the log is in no row', async (when, next) => {
    await count('case-1', 1, 2);
    await project();
    const checkpoint = await rows.checkpoint(SUMS);
    await rows.put(SUMS, [{ stream: 'case-9', rowId: 'sum', revision: 0, gone: false, keys: { sum: 9, list: true }, body: { sum: 9 } }]);
    if (when !== 'in another era') await rows.apply(SUMS, { rows: [], from: checkpoint, to: { era: log.era, position: checkpoint?.position ?? 0n, eventId: v7() } });
    log = await next();
    await count('case-1', 4);
    await project();
    expect(await listed()).toEqual([{ stream: 'case-1', revision: 2, sum: 7 }]);
    expect(await rows.checkpoint(SUMS)).toEqual(await atHead());
    expect(output.lines).toEqual([{ level: 'warn', facts: { worker: SUMS }, message: 'the log is another one than at the last checkpoint: beginning anew' }]);
  });

  it('an event that is newer than the code stops it, before that page; newer code goes on there', async () => {
    await count('case-1', 1, 2);
    await project();
    const before = await rows.checkpoint(SUMS);
    await app.store.append('case-1', 1, [{ id: v7(), type: 'Counted', data: { n: 4 }, metadata: { schemaVersion: 2 } }]);
    await count('case-2', 5);
    await expect(project()).rejects.toMatchObject({ code: 'NEWER_EVENT' });
    expect({ checkpoint: await rows.checkpoint(SUMS), listed: await listed(), parked: await parkedStreams() }).toEqual({
      checkpoint: before,
      listed: [{ stream: 'case-1', revision: 1, sum: 3 }],
      parked: [],
    });
    await project(sums(), { definitions: { Counted: { ...definitions.Counted, version: 2, upcasts: { 1: (data) => data } } } });
    expect(await listed()).toEqual([{ stream: 'case-1', revision: 2, sum: 7 }, { stream: 'case-2', revision: 0, sum: 5 }]);
  });
});
