import { event, type EventDefinition } from '@amana/domain/event-definition';
import { clear } from '@amana/domain/field-tree';
import { Count } from '@amana/domain/formats';
import { projectionName, type Projection } from '@amana/domain/projections/projection';
import type { ReadModelStore, Row } from '@amana/ports/read-model-store';
import { v7 } from 'uuid';
import { openLog } from '../open-log.ts';
import { projectBatch } from '../project-batch.ts';
import { createProjector, type ProjectorDeps } from '../projector.ts';
import { contentOf, livingRows } from '../verify/compare-rows.ts';
import { createMemoryOutput } from './embedded-alerts.ts';
import { createEmbeddedApp } from './embedded-app.ts';
import { until } from './until.ts';

export const SUMS = 'sums_v1';
/** An engine on a busy machine takes its time. */
export const SOON_MS = 30_000;
export const definitions = { Counted: event({ n: clear(Count) }) as unknown as EventDefinition };
export const clock = { now: () => ({ recordedAt: '2022-06-15T10:00:00.000Z', clock: 'ok' }) as const };

/** The sum of a stream's numbers, a row for each; what `refuses` says cannot be applied. A 0 begins anew, without a row. */
export const sums = (refuses: (n: number) => boolean = () => false): Projection =>
  ({
    name: 'sums',
    version: 1,
    indexes: [['sum']],
    kinds: ['case'],
    initial: { sum: 0 },
    evolve: ({ sum }: { sum: number }, { data }: { data: { n: number } }) => {
      if (refuses(data.n)) throw new RangeError('cannot be applied');
      return { sum: data.n === 0 ? 0 : sum + data.n };
    },
    rows: ({ sum }: { sum: number }) => (sum === 0 ? [] : [{ rowId: 'sum', keys: { sum }, body: { sum } }]),
  }) as unknown as Projection;

const textsOf = (found: readonly Row[]): string[] => found.map((row) => `${row.stream} ${row.rowId} ${contentOf(row)}`).toSorted();

/** The real log on a file and a store of read models, with a projection that is simple to break. */
export async function createCountedLog(rows: ReadModelStore) {
  const app = createEmbeddedApp();
  const output = createMemoryOutput();
  const log = await openLog('training', { events: app.store, newId: () => v7(), clock });
  const deps = { events: app.store, rows, log, output, definitions, batchSize: 3, idleMs: 2, backoffMs: () => 1, sleep: () => new Promise<void>((resolve) => setImmediate(resolve)) };

  async function count(stream: string, ...numbers: number[]): Promise<void> {
    const { head } = await app.store.readStream(stream);
    const added = numbers.map((n) => ({ id: v7(), type: 'Counted', data: { n }, metadata: { schemaVersion: 1, recordedAt: '2022-06-15T10:00:00.000Z' } }));
    await app.store.append(stream, head, added);
  }

  /** A projector that runs until `stop`, which rejects with what it died of. */
  function start(projection = sums(), change: Partial<ProjectorDeps> = {}) {
    const projector = createProjector(projection, { ...deps, ...change });
    const running = projector.run();
    running.catch(() => undefined); // whoever stops it is told
    return {
      projector,
      caughtUp: async () => {
        const head = (await app.store.head()) ?? 0n;
        await until('the head', () => (projector.status().position ?? -1n) >= head, SOON_MS);
      },
      stop: async () => {
        await projector.stop();
        await running;
      },
    };
  }

  /** Lets a projector run to the head of the log, and stops it. */
  async function project(projection = sums(), change: Partial<ProjectorDeps> = {}): Promise<void> {
    const started = start(projection, change);
    await started.caughtUp();
    await started.stop();
  }

  const liveBuild = async (): Promise<string> => (await rows.live(SUMS)).build;

  async function streams(): Promise<string[]> {
    const { events } = await app.store.readLog(undefined, { limit: 10_000 });
    return [...new Set(events.map(({ stream }) => stream))].filter((stream) => stream.startsWith('case-')).toSorted();
  }

  /** Living rows by stream and row, of a build and as a fold of the whole log makes them of nothing. */
  async function heldAndFresh(build: string): Promise<{ held: string[]; fresh: string[] }> {
    const all = await streams();
    const histories = await Promise.all(all.map(async (stream) => (await app.store.readStream(stream)).events));
    return {
      held: textsOf(livingRows(await rows.rowsOf(build, all))),
      fresh: textsOf(livingRows(projectBatch(histories.flat(), [], { projection: sums(), definitions }))),
    };
  }

  return {
    app,
    log,
    output,
    deps,
    count,
    start,
    project,
    liveBuild,
    heldAndFresh,
    /** What a reader of the list sees. */
    listed: async (build: string = projectionName(sums())) =>
      (await rows.find(build, { where: [{ key: 'list', is: true }], limit: 100 })).rows.map(({ stream, body }) => ({ stream, sum: body['sum'] })),
    close: () => app.close(),
  };
}

export type CountedLog = Awaited<ReturnType<typeof createCountedLog>>;
