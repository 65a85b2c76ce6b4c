import { createProjector, type ProjectorDeps } from '@amana/app/projector';
import { projectionName, type Projection } from '@amana/domain/projections/projection';
import type { EventStore, RecordedEvent } from '@amana/ports/event-store';
import type { Row } from '@amana/ports/read-model-store';
import { alternate, type Figures, type Limits } from '../alternate.ts';
import type { BareRows } from './bare-rows.ts';
import { inMemory } from './in-memory.ts';
import { runToHead, sharesOf, type Ports, type Run } from './run-to-head.ts';

type Options = {
  readonly projection: Projection;
  readonly deps: ProjectorDeps & Ports;
  /** The beginning of the log of `deps`: what is projected. */
  readonly log: readonly RecordedEvent[];
  readonly bareRows: BareRows;
  readonly limits: Limits;
};

export type ProjectionFigures = Readonly<Record<'bare' | 'bareGuarded' | 'fromMemory' | 'fromLog', Figures>> & {
  readonly rows: number;
  readonly shares: { readonly fromMemory: string; readonly fromLog: string };
};

/** A projection built anew, against a bare `bulkWrite` of the rows that it writes, in its batches. Rows per second. */
export async function benchProjection({ projection, deps, log, bareRows, limits }: Options): Promise<ProjectionFigures> {
  const name = projectionName(projection);
  const shape = { name, indexes: [...projection.indexes, ['parked']] };
  const last = log.at(-1)?.position ?? 0n;
  const built = async (events: EventStore, rows = deps.rows): Promise<Run> => {
    await deps.rows.drop(name);
    await deps.rows.ensure(shape);
    return runToHead({ ...deps, events, rows }, (ports) => createProjector(projection, { ...deps, ...ports }));
  };
  const memory = inMemory(log, deps.events);
  const batches: (readonly Row[])[] = [];
  await built(memory, {
    ...deps.rows,
    apply: (projected, batch) => {
      batches.push(batch.rows);
      return deps.rows.apply(projected, batch);
    },
  });
  const rows = batches.flat().length;
  const runs: Readonly<Record<'fromMemory' | 'fromLog', Run[]>> = { fromMemory: [], fromLog: [] };
  const projected = (which: keyof typeof runs, events: EventStore) => async (): Promise<number> => {
    const run = await built(events);
    runs[which].push(run);
    return (rows * 1_000) / run.ms;
  };
  const figures = await alternate(
    {
      bare: async () => (rows * 1_000) / (await bareRows.write(name, batches, { isGuarded: false })),
      bareGuarded: async () => (rows * 1_000) / (await bareRows.write(name, batches, { isGuarded: true })),
      fromMemory: projected('fromMemory', memory),
      fromLog: projected('fromLog', upTo(last, deps.events)),
    },
    limits,
  );
  return { ...figures, rows, shares: { fromMemory: sharesOf(runs.fromMemory.slice(1)), fromLog: sharesOf(runs.fromLog.slice(1)) } };
}

/** The log as if it ended there. */
const upTo = (last: bigint, store: EventStore): EventStore => ({
  ...store,
  readLog: async (after, options) => {
    const page = await store.readLog(after, options);
    const events = page.events.filter(({ position }) => position <= last);
    return { ...page, events, atHead: page.atHead || events.length < page.events.length || events.at(-1)?.position === last };
  },
});
